"""Pictures that show what a training has learned so far: fixed prompts and seeds, drawn with the adapter as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from imaging.picture import Pixels
from imaging.progress import SILENT, Progress
from imaging.training.family import Base
from imaging.training.recipe import LoraRecipe

SAMPLE_STEPS = 20
LEAST_ROW = 4
"""Samples of a save at the least, so that their likeness means something."""
FIRST_SEED = 1000
"""Seeds are the same for every training, so that their samples can be laid side by side."""


@dataclass(frozen=True)
class Wish:
    """One sample picture."""

    prompt: str
    seed: int
    width: int
    height: int
    steps: int = SAMPLE_STEPS
    guidance: float = 5.0


def wishes(recipe: LoraRecipe, trigger: str) -> list[Wish]:
    """The samples of a save: every prompt with as many seeds as make a row, prompt by prompt."""
    side, seeds = recipe.resolution, -(-LEAST_ROW // max(1, len(recipe.prompts)))
    return [
        Wish(prompt.replace("{trigger}", trigger), FIRST_SEED + number, side, side, steps=SAMPLE_STEPS)
        for prompt in recipe.prompts
        for number in range(seeds)
    ]


def draw(base: Base, wishes: Sequence[Wish], progress: Progress = SILENT) -> list[Pixels]:
    """Each wish as a picture. No shared chance is used: the training goes on as if nothing had been drawn."""
    import torch

    pipe, drawn = base.pipeline(), list[Pixels]()
    with _at_rest(base):
        for wish, part in progress.over(wishes, "Drawing sample {n} of {total}"):
            with torch.no_grad(), base.machine.quick():
                made = pipe(
                    wish.prompt,
                    width=wish.width,
                    height=wish.height,
                    num_inference_steps=wish.steps,
                    guidance_scale=wish.guidance,
                    generator=torch.Generator().manual_seed(wish.seed),
                    output_type="np",
                    callback_on_step_end=_telling(part, wish.steps),
                ).images[0]
            drawn.append(np.asarray(np.rint(made * 255), np.uint8))
    return drawn


@contextmanager
def _at_rest(base: Base) -> Iterator[None]:
    """The networks as they are used, not as they learn; as before afterwards, also when somebody stops."""
    modes = {name: network.training for name, network in base.adapted.items()}
    for network in base.adapted.values():
        network.eval()
    try:
        yield
    finally:
        for name, network in base.adapted.items():
            network.train(modes[name])


def _telling(progress: Progress, steps: int) -> Callable[[object, int, object, dict[str, object]], dict[str, object]]:
    def heard(_pipe: object, step: int, _time: object, kept: dict[str, object]) -> dict[str, object]:
        progress.at((step + 1) / steps)
        return kept

    return heard
