"""Draws a picture from words: it is screened like any other, and written marked."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from imaging.capabilities import IMAGE_GENERATION, Strength, Wish
from imaging.errors import UnusableInput
from imaging.formats.marked import DigitalSource, develop
from imaging.picture import Picture, Pixels
from imaging.screening.examine import USES, examine
from imaging.stage import Context, stage

PREVIEW_QUALITY = 70


@dataclass(frozen=True)
class Generated:
    """A picture that nobody photographed, screened and marked."""

    picture: Picture
    made_with: dict[str, str]
    """All that decides its bits beside what was asked: fingerprint of the base, device, versions of libraries."""


@stage("generate", "Making pictures", uses=(IMAGE_GENERATION, *USES))
def generate(
    ctx: Context,
    prompt: str,
    negative: str,
    picture: dict[str, Any],
    loras: list[dict[str, Any]],
) -> Generated:
    """Draw with the chosen engine. ``picture`` says base, seed, width and height; ``loras`` are file and strength.

    Raises ContentRefused or AgeRefused for the picture; the words were screened by the stage before.
    """
    engine = ctx.engine(IMAGE_GENERATION)
    strengths = tuple(Strength(Path(one["file"]), float(one["strength"])) for one in loras)
    wish = Wish(prompt=prompt, negative=negative, loras=strengths, **picture)
    drawn = engine.draw(wish, ctx.progress.part(0.0, 0.9), lambda pixels: _show(ctx, pixels))
    ctx.progress.at(0.92, "Checking the picture")
    examine(ctx, drawn, name="The picture", thorough=False)
    marked = develop(drawn, ctx.shelf / "picture.jpg", made_by=DigitalSource.MADE_BY_AI)
    return Generated(marked, dict(engine.made_with(wish.base)))


def _show(ctx: Context, pixels: Pixels) -> None:
    """A preview is a picture, too: who would be refused at the end is not shown on the way."""
    try:
        examine(ctx, pixels, name="The preview", thorough=False)
    except UnusableInput:
        return
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=PREVIEW_QUALITY)
    ctx.progress.glimpse(file.getvalue())
