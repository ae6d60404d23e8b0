"""Puts the source's face onto the target."""

from __future__ import annotations

from dataclasses import dataclass

from imaging.capabilities import FACE_DETECT, FACE_SWAP
from imaging.errors import NoFaceFound
from imaging.faces.chosen import chosen, same_place
from imaging.faces.pose import SOFT_GAP, yaw_gap
from imaging.formats.marked import DigitalSource, develop
from imaging.picture import Picture
from imaging.screening.examine import USES, examine
from imaging.stage import Context, stage


@dataclass(frozen=True)
class Swapped:
    """A swapped picture of the target's size, screened and marked."""

    swapped: Picture
    yaw_gap: float
    """Degrees between the two heads, the source mirrored where that is nearer."""
    warning: str | None


@stage("swap", "Swapping faces", uses=(FACE_DETECT, FACE_SWAP, *USES))
def swap(
    ctx: Context, source: Picture, target: Picture, source_face: int | None = None, target_face: int | None = None
) -> Swapped:
    """Swap, screen the result, write it marked. Faces are indices into what the detector finds; None is the largest.

    Raises NoFaceFound naming the photo, TurnedTooFar from the engine, ContentRefused or AgeRefused for the result.
    """
    detector = ctx.engine(FACE_DETECT)
    source_pixels, target_pixels = source.pixels(), target.pixels()
    giving = chosen(detector.find(source_pixels), source_face, name="the source photo")
    receiving = chosen(detector.find(target_pixels), target_face, name="the target photo")
    result = ctx.engine(FACE_SWAP).swap(
        source=source_pixels,
        source_face=giving,
        target=target_pixels,
        target_face=receiving,
        progress=ctx.progress.part(0.1, 0.7),
    )
    ctx.progress.at(0.85, "Checking the result")
    found = examine(ctx, result, name="The swapped picture", thorough=False)
    if same_place(found.faces, receiving) is None:
        raise NoFaceFound(
            "The swap left no face that can be recognised. Choose another target.", faces=len(found.faces)
        )
    gap = yaw_gap(giving, receiving)
    return Swapped(
        swapped=develop(result, ctx.shelf / "swapped.jpg", made_by=DigitalSource.COMPOSITE_WITH_AI),
        yaw_gap=round(gap, 1),
        warning=f"The heads are turned {gap:.0f}° apart: one side may look soft." if gap > SOFT_GAP else None,
    )
