"""Enlarges a generated picture."""

from __future__ import annotations

from dataclasses import dataclass

from imaging.capabilities import UPSCALE
from imaging.formats.marked import DigitalSource, develop
from imaging.picture import Picture
from imaging.screening.examine import USES, examine
from imaging.stage import Context, stage


@dataclass(frozen=True)
class Enlarged:
    """An enlarged picture, screened and marked."""

    enlarged: Picture


@stage("enlarge", "Enhancing", uses=(UPSCALE, *USES))
def enlarge(ctx: Context, photo: Picture) -> Enlarged:
    """Enlarge, screen the result, write it marked. Raises ContentRefused or AgeRefused for the result."""
    result = ctx.engine(UPSCALE).upscale(photo.pixels(), progress=ctx.progress.part(0.0, 0.9))
    ctx.progress.at(0.92, "Checking the result")
    examine(ctx, result, name="The enhanced picture", thorough=False)
    return Enlarged(develop(result, ctx.shelf / "enlarged.jpg", made_by=DigitalSource.MADE_BY_AI))
