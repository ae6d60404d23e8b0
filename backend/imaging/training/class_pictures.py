"""Pictures of the class that a subject belongs to, drawn by the base once and then kept: it shall not forget them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from imaging.errors import UnusableInput
from imaging.picture import Pixels
from imaging.progress import SILENT, Progress
from imaging.training import samples
from imaging.training.bases import Card
from imaging.training.examples import Example
from imaging.training.family import Base
from imaging.training.recipe import LoraRecipe


@dataclass(frozen=True)
class Means:
    """What a training has at hand before it begins."""

    kept: Path
    """A folder of this machine for what is reckoned once."""
    passes: Callable[[Pixels], bool]
    """Whether the screens let a picture through."""
    progress: Progress = SILENT


def drawn(base: Base, card: Card, recipe: LoraRecipe, means: Means) -> list[Example]:
    """Those of a recipe that pass, the same for every training that asks for the same. UnusableInput when none does."""
    prompt, side = recipe.prior_prompt, recipe.resolution
    about = f"{card.fingerprint} {prompt} {side} {base.machine.device}"
    folder = means.kept / "class" / hashlib.sha256(about.encode()).hexdigest()[:32]
    folder.mkdir(parents=True, exist_ok=True)
    numbers = range(recipe.prior_pictures)
    for number, part in means.progress.part(0, 0.8).over(numbers, "Drawing class picture {n} of {total}"):
        path, refused = folder / f"{number}.png", folder / f"{number}.refused"
        if path.exists() or refused.exists():
            continue
        pixels = samples.draw(base, [samples.Wish(prompt, number, side, side)], part)[0]
        if means.passes(pixels):
            unfinished = path.with_suffix(".part")
            Image.fromarray(pixels).save(unfinished, "PNG")
            unfinished.replace(path)
        else:
            refused.touch()
    made = [path for number in numbers if (path := folder / f"{number}.png").exists()]
    if not made:
        raise UnusableInput("No class picture passed the screens. Choose another class, or switch it off.")
    return [Example(path, prompt) for path in made]
