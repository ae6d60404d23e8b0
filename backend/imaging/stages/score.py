"""Measures how well a swap went."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from imaging.capabilities import FACE_DETECT, FACE_IDENTITY, QUALITY, Face, Vector
from imaging.errors import NoFaceFound
from imaging.faces.chosen import chosen, same_place
from imaging.picture import Picture, Pixels
from imaging.stage import Context, stage

NEARER = 0.05
"""By how much a result must be nearer than the target was; compressing a picture alone moves it by about this."""


@dataclass(frozen=True)
class Scored:
    """Distances are Euclidean between identity vectors: below 0.5 is the same person."""

    identity_before: float
    """Target to source, before the swap."""
    identity_after: float
    """Swapped picture to source."""
    scores: dict[str, float]
    """brisque and sharpness of the swapped face; where it was enhanced also enhanced_brisque, _sharpness, _identity."""
    warning: str | None
    """Of the swap, of the likeness, or both."""


@stage("score", "Measuring", uses=(FACE_DETECT, FACE_IDENTITY, QUALITY))
def score(
    ctx: Context,
    *,
    source: Picture,
    target: Picture,
    swapped: Picture,
    enhanced: Picture | None = None,
    source_face: int | None = None,
    target_face: int | None = None,
    warning: str | None = None,
) -> Scored:
    """Compare before and after. Raises NoFaceFound when a face cannot be found again."""
    detector, embedder = ctx.engine(FACE_DETECT), ctx.engine(FACE_IDENTITY)
    source_pixels, target_pixels = source.pixels(), target.pixels()
    giving = chosen(detector.find(source_pixels), source_face, name="the source photo")
    receiving = chosen(detector.find(target_pixels), target_face, name="the target photo")
    wanted = embedder.embed(source_pixels, giving)
    before = distance(wanted, embedder.embed(target_pixels, receiving))
    after, scores = _measure(ctx, swapped.pixels(), receiving, wanted, 1.0)
    if enhanced is not None:
        pixels = enhanced.pixels()
        likeness, measured = _measure(ctx, pixels, receiving, wanted, pixels.shape[0] / target_pixels.shape[0])
        scores |= {f"enhanced_{key}": value for key, value in measured.items()} | {"enhanced_identity": likeness}
    if after > before - NEARER:
        lost = "The likeness did not come through: the result is hardly nearer to the source than the target was."
        warning = f"{warning} {lost}" if warning else lost
    return Scored(round(before, 4), after, scores, warning)


def distance(one: Vector, other: Vector) -> float:
    """Euclidean distance of two identity vectors."""
    return float(np.linalg.norm(one - other))


def _measure(ctx: Context, pixels: Pixels, like: Face, wanted: Vector, scale: float) -> tuple[float, dict[str, float]]:
    """Distance to the wanted identity, and quality, of the face that lies where ``like`` lay."""
    face = same_place(ctx.engine(FACE_DETECT).find(pixels), like, scale)
    if face is None:
        raise NoFaceFound("The result shows no face that can be recognised. Choose another target.")
    quality = ctx.engine(QUALITY).measure(pixels, face)
    likeness = distance(wanted, ctx.engine(FACE_IDENTITY).embed(pixels, face))
    return round(likeness, 4), {"brisque": round(quality.brisque, 2), "sharpness": round(quality.sharpness, 1)}
