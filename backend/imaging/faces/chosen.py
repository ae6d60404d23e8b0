"""Which face of a picture is meant."""

from __future__ import annotations

import math
from collections.abc import Sequence

from imaging.capabilities import Face
from imaging.errors import NoFaceFound


def chosen(faces: Sequence[Face], index: int | None, *, name: str = "this photo") -> Face:
    """The face of that index, or the largest for None; ``faces`` as a detector found them. Raises NoFaceFound."""
    if not faces:
        raise NoFaceFound(f"No face found on {name}. A photo with the whole face in light will work.", faces=0)
    if index is None:
        return faces[0]
    if not 0 <= index < len(faces):
        raise NoFaceFound(
            f"Face {index + 1} was not found on {name}, which shows {len(faces)}. Choose one of those.",
            faces=len(faces),
            index=index,
        )
    return faces[index]


def same_place(faces: Sequence[Face], like: Face, scale: float = 1.0) -> Face | None:
    """The face that lies where another lay (times ``scale``), or None when none is within half its height."""
    centre = _centre(like)
    aim = (centre[0] * scale, centre[1] * scale)
    nearest = min(faces, key=lambda face: math.dist(_centre(face), aim), default=None)
    if nearest is None or math.dist(_centre(nearest), aim) > like.height * scale / 2:
        return None
    return nearest


def _centre(face: Face) -> tuple[float, float]:
    x, y = face.landmarks[:, :2].mean(0)
    return float(x), float(y)
