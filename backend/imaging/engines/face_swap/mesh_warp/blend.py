"""Joins two pictures along a mask, each band of detail over its own width (Burt and Adelson 1983)."""

from __future__ import annotations

import cv2
import numpy as np

from imaging.capabilities import Mask
from imaging.engines.face_swap.mesh_warp.geometry import Floats

BANDS = 4


def multi_band(inside: Floats, outside: Floats, mask: Mask) -> Floats:
    """``inside`` where ``mask`` is 1, ``outside`` where it is 0: ``[height, width, 3]`` RGB 0..255."""
    ours, theirs, shares = _reduced(inside), _reduced(outside), _reduced(mask)
    joined = _mix(ours[-1], theirs[-1], shares[-1])
    for level in range(BANDS - 1, -1, -1):
        size = shares[level].shape[1::-1]
        detail = [each[level] - cv2.pyrUp(each[level + 1], dstsize=size) for each in (ours, theirs)]
        joined = cv2.pyrUp(joined, dstsize=size) + _mix(detail[0], detail[1], shares[level])
    return np.asarray(np.clip(joined, 0, 255), np.float32)


def _reduced(picture: Floats) -> list[Floats]:
    levels = [np.asarray(picture, np.float32)]
    for _ in range(BANDS):
        levels.append(np.asarray(cv2.pyrDown(levels[-1]), np.float32))
    return levels


def _mix(inside: Floats, outside: Floats, mask: Mask) -> Floats:
    return np.asarray(outside + (inside - outside) * mask[..., None], np.float32)
