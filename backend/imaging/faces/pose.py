"""Which way a head is turned, and how far two heads are turned from one another when the source may be mirrored."""

from __future__ import annotations

import math

from imaging.capabilities import Face, Points

RIGHT_CHEEK, LEFT_CHEEK = 234, 454
"""Indices into the 468 points; "right" and "left" are the subject's own."""

SOFT_GAP = 20.0
"""Degrees; above it one side of a swapped face looks soft and a warning is due."""
HARD_GAP = 30.0
"""Degrees; above it a swap is refused."""
MIRROR_MARGIN = 6.0
"""Degrees a mirrored source must win by, because mirroring also flips partings, moles and smiles."""


def yaw(landmarks: Points) -> float:
    """Degrees; 0 looks at the camera, positive when the left cheek is the farther one. Wants ``[468, 3]``."""
    across = landmarks[LEFT_CHEEK] - landmarks[RIGHT_CHEEK]
    return math.degrees(math.atan2(float(across[2]), math.hypot(float(across[0]), float(across[1]))))


def yaw_gap(source: Face, target: Face) -> float:
    """Degrees between the two directions of view, 0..180, with the source mirrored where that is nearer."""
    return gap_of(source.yaw, target.yaw)


def gap_of(source_yaw: float, target_yaw: float) -> float:
    """The same of two yaws in degrees, for whoever has kept only those."""
    return min(abs(source_yaw - target_yaw), abs(source_yaw + target_yaw))


def is_mirrored(source: Face, target: Face) -> bool:
    """True when the mirrored source is clearly nearer to the target's direction of view."""
    return _mirrored(source, target) + MIRROR_MARGIN < _straight(source, target)


def _straight(source: Face, target: Face) -> float:
    return abs(source.yaw - target.yaw)


def _mirrored(source: Face, target: Face) -> float:
    return abs(-source.yaw - target.yaw)
