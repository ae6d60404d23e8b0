"""Where the source's face may be painted: inside the target's outline, under nothing that lies in front of it."""

from __future__ import annotations

import cv2
import numpy as np

from imaging.capabilities import Mask, Points
from imaging.engines.face_swap.mesh_warp import topology as names
from imaging.engines.face_swap.mesh_warp.geometry import Floats
from imaging.engines.face_swap.mesh_warp.regions import (
    Solid,
    disc,
    face_side,
    features,
    fill,
    largest,
    strangeness,
    touching,
)

EDGE = 0.035
"""Parts of the face's side that stay the target's along its outline."""
IN_FRONT = 3.2
"""Strangeness above which a pixel of the target is something in front of the face."""
UNTRUSTED = 0.4
FOREHEAD_COVERED = 0.06
"""Share of the forehead that may be covered before it stays the target's as a whole."""


def paintable(target_lab: Floats, points: Points, trust: Mask, covered: Solid) -> Solid:
    """1 where the source's face belongs; ``trust`` is what the source really showed there."""
    shape = trust.shape
    side = face_side(points)
    outline = fill(shape, points, [topology_oval()]) & covered
    core = cv2.erode(outline, disc(side * EDGE))
    rim = ((cv2.erode(core, disc(side * EDGE)) == 0) & (outline > 0)).astype(np.uint8)
    plain = features(shape, points) == 0
    front = _opened(((strangeness(target_lab, points) > IN_FRONT) & plain).astype(np.uint8) & outline, side)
    guessed = _opened(((trust < UNTRUSTED) & plain).astype(np.uint8) & outline, side)
    front, guessed = touching(front, rim), touching(guessed, rim)
    core[(front > 0) | (guessed > 0)] = 0
    if _forehead_share(front, guessed, outline, points) > FOREHEAD_COVERED:
        core[above_brows(shape, points) > 0] = 0
    core = cv2.morphologyEx(core, cv2.MORPH_CLOSE, disc(side * EDGE)) & outline & (1 - front)
    return largest(np.asarray(cv2.morphologyEx(core, cv2.MORPH_OPEN, disc(side * 0.01)), np.uint8))


def topology_oval() -> list[int]:
    """The outline of the face as point indices."""
    return [int(index) for index in names.topology().oval]


def feather(core: Solid, side: float) -> Mask:
    """Soft edges, 0..1, ``[height, width]``."""
    return np.asarray(cv2.GaussianBlur(core.astype(np.float32), (0, 0), max(1.0, side * 0.02)), np.float32)


def above_brows(shape: tuple[int, int], points: Points) -> Solid:
    """1 on everything above a line just over the brows, seen along the head's own up."""
    brows = points[[70, 63, 105, 66, 107, 336, 296, 334, 293, 300], :2]
    up = points[names.FOREHEAD_TOP, :2] - points[names.CHIN, :2]
    up = up / np.linalg.norm(up)
    line = brows[np.argsort(brows @ np.array([-up[1], up[0]]))] + up * face_side(points) * 0.045
    along = line[-1] - line[0]
    line = np.concatenate([[line[0] - along], line, [line[-1] + along]])
    ring = np.concatenate([line, (line + up * face_side(points) * 2)[::-1]])
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.round(ring).astype(np.int32)], 1)
    return mask


def _opened(mask: Solid, side: float) -> Solid:
    kernel = disc(side * 0.006)
    return np.asarray(cv2.dilate(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), kernel), np.uint8)


def _forehead_share(front: Solid, guessed: Solid, outline: Solid, points: Points) -> float:
    forehead = (fill(outline.shape, points, [names.FOREHEAD]) & outline) > 0
    return max(float(part[forehead].mean()) if forehead.any() else 0.0 for part in (front, guessed))
