"""Weighs one picture: what it is worth to a training."""

from __future__ import annotations

from dataclasses import dataclass

from imaging.capabilities import FACE_DETECT, FACE_IDENTITY, QUALITY
from imaging.picture import Picture
from imaging.reports.fingerprint import fingerprint
from imaging.reports.worth import worth
from imaging.stage import Context, stage


@dataclass(frozen=True)
class Weighed:
    """Scores 0..1, and what coverage and copies are told from."""

    quality: float
    scores: dict[str, float]
    weakest: str
    face_share: float | None
    """Height of the largest face over that of the picture; None without a face."""
    yaw: float | None
    """Degrees, positive when turned to the viewer's right."""
    fingerprint: str
    vector: list[float] | None
    """128 numbers of the largest face, to tell whether all pictures show one person; None without a face."""


@stage("weigh", "Weighing pictures", uses=(FACE_DETECT, QUALITY, FACE_IDENTITY))
def weigh(ctx: Context, photo: Picture) -> Weighed:
    """Measure a picture that has been let in; a picture without a face is weighed without one."""
    pixels = photo.pixels()
    faces = ctx.engine(FACE_DETECT).find(pixels)
    face = faces[0] if faces else None
    found = worth(ctx.engine(QUALITY).measure(pixels, face), face.height if face else None)
    return Weighed(
        quality=found.quality,
        scores=found.scores,
        weakest=found.weakest,
        face_share=round(face.height / pixels.shape[0], 3) if face else None,
        yaw=round(face.yaw, 1) if face else None,
        fingerprint=fingerprint(pixels),
        vector=[round(float(x), 6) for x in ctx.engine(FACE_IDENTITY).embed(pixels, face)] if face else None,
    )
