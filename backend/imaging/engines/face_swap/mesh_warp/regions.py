"""Named parts of a face as masks, and what in a picture of a face is not its skin."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from imaging.capabilities import Mask, Points
from imaging.engines.face_swap.mesh_warp import topology as names
from imaging.engines.face_swap.mesh_warp.geometry import Floats

Shape = tuple[int, int]
Solid = npt.NDArray[np.uint8]
"""``[height, width]``, 0 or 1."""

SPREAD_FLOOR = np.array([5.5, 5.0, 5.0], np.float32)
"""LAB units: skin is never taken to be more even than this, or a made-up cheek would disown the chin."""
TOLERANCE = np.array([2.2, 1.6, 1.6], np.float32)
"""Light varies over a face more than its colour does."""


def fill(shape: Shape, points: Points, rings: Sequence[Sequence[int]]) -> Solid:
    """1 inside each ring of point indices."""
    mask = np.zeros(shape, np.uint8)
    for ring in rings:
        cv2.fillPoly(mask, [np.round(points[list(ring), :2]).astype(np.int32)], 1)
    return mask


def hulls(shape: Shape, points: Points, groups: Sequence[Sequence[int]]) -> Solid:
    """1 inside the convex hull of each group of point indices."""
    mask = np.zeros(shape, np.uint8)
    for group in groups:
        cv2.fillConvexPoly(mask, cv2.convexHull(np.round(points[list(group), :2]).astype(np.int32)), 1)
    return mask


def disc(radius: float) -> Solid:
    """A round structuring element of about ``radius`` pixels."""
    side = 2 * max(1, round(radius)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def face_side(points: Points) -> float:
    """The longer side of the mesh's box in pixels: the unit of every radius in this engine."""
    return float(np.ptp(points[:, :2], axis=0).max())


def features(shape: Shape, points: Points) -> Solid:
    """Eyes with brows, nose and lips, with a little margin: what may look unlike skin and still belong to the face."""
    eyes = (names.RIGHT_EYE + names.RIGHT_BROW, names.LEFT_EYE + names.LEFT_BROW)
    found = hulls(shape, points, (*eyes, names.LIPS, names.NOSE))
    return np.asarray(cv2.dilate(found, disc(face_side(points) * 0.025)), np.uint8)


def lab(pixels: npt.NDArray[np.uint8] | Floats) -> Floats:
    """CIE LAB of RGB 0..255: ``[height, width, 3]`` with L 0..100."""
    return np.asarray(cv2.cvtColor(np.asarray(pixels, np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)


def strangeness(pixels_lab: Floats, points: Points) -> Mask:
    """How unlike this face's own skin each pixel is: about 1 on skin, above 3 on hair, hats, hands' shadows, frames."""
    skin = pixels_lab[hulls(pixels_lab.shape[:2], points, names.PLAIN_SKIN) > 0]
    middle = np.median(skin, 0)
    spread = np.maximum(np.median(np.abs(skin - middle), 0) * 1.48, SPREAD_FLOOR)
    far = np.sqrt((((pixels_lab - middle) / (spread * TOLERANCE)) ** 2).sum(-1))
    return np.asarray(cv2.GaussianBlur(far, (0, 0), max(0.8, face_side(points) * 0.01)), np.float32)


def touching(mask: Solid, border: Solid) -> Solid:
    """The connected parts of ``mask`` that reach ``border``: hair and hands do, moles and shine do not."""
    _, labels = cv2.connectedComponents(mask)
    kept = np.unique(labels[(border > 0) & (mask > 0)])
    return np.isin(labels, kept[kept > 0]).astype(np.uint8)


def largest(mask: Solid) -> Solid:
    """The largest connected part, its holes filled only by what ``mask`` has."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    if count <= 2:
        return mask
    return (labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))).astype(np.uint8)


def smooth_over(values: Floats, support: Mask, radius: float) -> Floats:
    """``values`` [h, w, k] blurred by ``radius`` pixels, listening only where ``support`` is: a normalised convolution."""
    step = max(1, int(radius / 3))
    height, width = support.shape
    small = (max(1, width // step), max(1, height // step))
    weight = cv2.resize(support, small, interpolation=cv2.INTER_AREA)
    total = cv2.resize(values * support[..., None], small, interpolation=cv2.INTER_AREA).reshape(*weight.shape, -1)
    share = cv2.GaussianBlur(weight, (0, 0), radius / step)
    total = cv2.GaussianBlur(total, (0, 0), radius / step).reshape(*weight.shape, -1)
    smooth = total / np.maximum(share, 1e-4)[..., None]
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR), np.float32).reshape(values.shape)
