"""Turns the chosen face into numbers that are near for the same person. Biometric: runs only with consent."""

from __future__ import annotations

from dataclasses import dataclass

from imaging.capabilities import FACE_DETECT, FACE_IDENTITY
from imaging.faces.chosen import chosen as chosen_face
from imaging.picture import Picture
from imaging.stage import Context, stage


@dataclass(frozen=True)
class Identified:
    """The identity vector of one face."""

    vector: list[float] | None
    """128 numbers; None when the photo shows no face, which its report has said already."""


@stage("identify", "Comparing faces", uses=(FACE_DETECT, FACE_IDENTITY))
def identify(ctx: Context, photo: Picture, chosen: int | None = None) -> Identified:
    """Embed the chosen face (an index; None is the largest). Raises NoFaceFound for an index that is not there."""
    pixels = photo.pixels()
    faces = ctx.engine(FACE_DETECT).find(pixels)
    if not faces:
        return Identified(None)
    vector = ctx.engine(FACE_IDENTITY).embed(pixels, chosen_face(faces, chosen))
    return Identified([round(float(number), 6) for number in vector])
