"""Finds glasses: thin frames around eyes that can be seen, and dark lenses that hide them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from imaging.capabilities import Points
from imaging.engines.face_swap.mesh_warp import topology as names
from imaging.engines.face_swap.mesh_warp.geometry import Floats
from imaging.engines.face_swap.mesh_warp.morphology import Solid, close, dark_lines, grow
from imaging.engines.face_swap.mesh_warp.regions import face_side, hulls, skin_colour

AROUND_EYES = (70, 63, 105, 66, 107, 9, 336, 296, 334, 293, 300, 127, 356, 234, 454, 50, 101, 36, 266, 330, 280)
UNDER_EYES = (
    (31, 228, 229, 230, 231, 232, 121, 120, 119, 118, 117),
    (261, 448, 449, 450, 451, 452, 350, 349, 348, 347, 346),
)
BRIDGE = ((193, 168, 6, 122), (417, 168, 6, 351))
"""The two halves of the nose between the eyes: nothing dark crosses both but a frame."""
LINE = 0.22
"""How much darker a frame's line is than both its sides, in parts of the skin's lightness."""
LENS_SHARE = 0.6
"""Share of the skin under the eyes that is unlike skin when dark lenses cover it."""
FRAME_WIDTH = 0.4
"""Parts of the face's side that a frame spans at least."""


@dataclass(frozen=True)
class Eyewear:
    """Where glasses lie; both masks are empty on a bare face."""

    frames: Solid
    """``[height, width]``: the lines of a frame."""
    lenses: Solid
    """``[height, width]``: lenses through which no eye is seen, their frame included."""

    @property
    def worn(self) -> bool:
        """True when there are any."""
        return bool(self.frames.any() or self.lenses.any())


def eyewear(pixels_lab: Floats, points: Points) -> Eyewear:
    """Look for glasses on one face."""
    shape = pixels_lab.shape[:2]
    around = hulls(shape, points, [AROUND_EYES])
    return Eyewear(_frames(pixels_lab, points, around), _lenses(pixels_lab, points, around))


def _frames(pixels_lab: Floats, points: Points, around: Solid) -> Solid:
    side = face_side(points)
    light = np.ascontiguousarray(pixels_lab[..., 0])
    middle, _ = skin_colour(pixels_lab, points)
    drop = dark_lines(light, side * 0.025)
    lines = ((drop > LINE * middle[0]) & (around > 0)).astype(np.uint8)
    lines = close(lines, side * 0.008)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(lines)
    halves = [set(np.unique(labels[hulls(light.shape, points, [half]) > 0])) for half in BRIDGE]
    wide = set(np.flatnonzero(stats[:, cv2.CC_STAT_WIDTH] > side * FRAME_WIDTH))
    found = (halves[0] & halves[1] & wide) - {0}
    frame = np.isin(labels, list(found)).astype(np.uint8)
    return grow(frame, side * 0.008)


def _lenses(pixels_lab: Floats, points: Points, around: Solid) -> Solid:
    side = face_side(points)
    middle, _ = skin_colour(pixels_lab, points)
    dark = ((pixels_lab[..., 0] < 0.55 * middle[0]) & (around > 0)).astype(np.uint8)
    under = hulls(around.shape, points, UNDER_EYES)
    if not under.any() or dark[under > 0].mean() < LENS_SHARE:
        return np.zeros_like(around)
    dark = close(dark, side * 0.03)
    _, labels = cv2.connectedComponents(dark)
    eyes = hulls(around.shape, points, (names.RIGHT_EYE, names.LEFT_EYE)) | under
    covering = np.unique(labels[(eyes > 0) & (dark > 0)])
    return grow(np.isin(labels, covering).astype(np.uint8), side * 0.008)
