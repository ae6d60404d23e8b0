"""Enlarges a swapped picture."""

from __future__ import annotations

from dataclasses import dataclass

from imaging.capabilities import UPSCALE
from imaging.formats.marked import DigitalSource, develop
from imaging.picture import Picture
from imaging.screening.examine import USES, examine
from imaging.stage import Context, stage


@dataclass(frozen=True)
class Enhanced:
    """An enlarged picture, screened and marked."""

    enhanced: Picture


@stage("enhance", "Enhancing", uses=(UPSCALE, *USES))
def enhance(ctx: Context, swapped: Picture) -> Enhanced:
    """Enlarge, screen the result, write it marked. Raises ContentRefused or AgeRefused for the result."""
    result = ctx.engine(UPSCALE).upscale(swapped.pixels(), progress=ctx.progress.part(0.0, 0.9))
    ctx.progress.at(0.92, "Checking the result")
    examine(ctx, result, name="The enhanced picture", thorough=False)
    return Enhanced(develop(result, ctx.shelf / "enhanced.jpg", made_by=DigitalSource.COMPOSITE_WITH_AI))
