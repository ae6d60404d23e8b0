"""Framing, direction of view and expression, told from the mesh of a face."""

from __future__ import annotations

import numpy as np

from imaging.capabilities import Face
from imaging.picture import Pixels

FRAMINGS = ((0.6, "extreme close-up"), (0.36, "close-up"), (0.2, "head and shoulders"), (0.11, "upper body"))
"""Share of the picture's height that a face is at least high, and what a photographer calls that."""
DISTANT = "seen from a distance"
FRONT, PROFILE = 12.0, 45.0
"""Degrees of yaw."""
TILT = 14.0
"""Degrees of roll from which a head is tilted."""
UPPER_LIP, LOWER_LIP, RIGHT_CORNER, LEFT_CORNER = 13, 14, 61, 291
RIGHT_EYE, LEFT_EYE = (33, 133, 159, 145), (263, 362, 386, 374)
"""Outer corner, inner corner, upper lid, lower lid."""
SMILE = 0.68
"""Width of the mouth over the distance of the outer corners of the eyes: smilers 0.72 to 0.83, others up to 0.65."""
OPEN = 0.12
"""Gap of the lips over the width of the mouth."""
SHUT = 0.22
"""Height over width of both eyes, below which they are closed."""


def framing(face: Face, picture: Pixels) -> str:
    """How near the picture is taken."""
    share = face.height / picture.shape[0]
    return next((called for limit, called in FRAMINGS if share >= limit), DISTANT)


def view(face: Face) -> str:
    """Where the head is turned, as the viewer sees it."""
    if abs(face.yaw) < FRONT:
        return "facing the camera"
    # positive when the subject's left cheek, on the viewer's right, is the farther one
    side = "right" if face.yaw > 0 else "left"
    return f"{'in profile' if abs(face.yaw) >= PROFILE else 'three-quarter view'} to the {side}"


def tilt(face: Face) -> str | None:
    """Said only when it is to be seen."""
    across = face.landmarks[LEFT_EYE[0]] - face.landmarks[RIGHT_EYE[0]]
    roll = float(np.degrees(np.arctan2(across[1], np.hypot(across[0], across[2]))))
    return "head tilted" if abs(roll) >= TILT else None


def expression(face: Face) -> list[str]:
    """Smile, mouth and eyes. In a strong turn the mesh guesses the far half, so nothing is said there."""
    if abs(face.yaw) >= PROFILE:
        return []
    points = face.landmarks
    mouth = _length(points, RIGHT_CORNER, LEFT_CORNER)
    smile = mouth / _length(points, RIGHT_EYE[0], LEFT_EYE[0])
    gap = _length(points, UPPER_LIP, LOWER_LIP) / mouth
    said = ["smiling" if smile >= SMILE else "neutral expression"]
    if gap >= OPEN:
        said.append("mouth open")
    if max(_opened(points, eye) for eye in (RIGHT_EYE, LEFT_EYE)) < SHUT:
        said.append("eyes closed")
    return said


def _opened(points: np.ndarray, eye: tuple[int, int, int, int]) -> float:
    outer, inner, upper, lower = eye
    return _length(points, upper, lower) / _length(points, outer, inner)


def _length(points: np.ndarray, one: int, other: int) -> float:
    return float(np.linalg.norm(points[one] - points[other]))
