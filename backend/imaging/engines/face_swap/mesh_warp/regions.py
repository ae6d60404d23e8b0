"""Named parts of a face as masks, and what in a picture of a face is not its skin."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from imaging.capabilities import Mask, Points
from imaging.engines.face_swap.mesh_warp import topology as names
from imaging.engines.face_swap.mesh_warp.geometry import Floats
from imaging.engines.face_swap.mesh_warp.morphology import Solid, grow, soften

Shape = tuple[int, int]

HAIRLINE = (234, 454)
"""Both ends of the cheekbones: what surrounds the face above them is hair, hat or background."""
COLOUR_WEIGHT = np.array([0.6, 1.0, 1.0], np.float32)
HAIR_SIDE = 180.0
"""Pixels of the face's side at which hair is looked for."""
SHARED = 0.08
"""Share of the bare skin that may look like a colour of the surroundings before that colour is left out."""
UNLIKE_SKIN = 14.0
"""Weighted LAB units between a face's skin and a colour that is not skin."""
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


def face_side(points: Points) -> float:
    """The longer side of the mesh's box in pixels: the unit of every radius in this engine."""
    return float(np.ptp(points[:, :2], axis=0).max())


def features(shape: Shape, points: Points) -> Solid:
    """Eyes with brows, nose and lips, with a little margin: what may look unlike skin and still belong to the face."""
    found = hulls(shape, points, (names.RIGHT_EYE, names.LEFT_EYE, names.LIPS, names.NOSE))
    found = grow(found, face_side(points) * 0.025)
    return found | hulls(shape, points, (names.RIGHT_EYE + names.RIGHT_BROW, names.LEFT_EYE + names.LEFT_BROW))


def outline(shape: Shape, points: Points) -> Solid:
    """1 inside the oval of the mesh."""
    return fill(shape, points, [[int(index) for index in names.topology().oval]])


def silhouette(shape: Shape, points: Points) -> Solid:
    """1 wherever the mesh lies: on a turned head nose and lips stand out beyond the oval."""
    mask = outline(shape, points)
    for triangle in np.round(points[names.topology().triangles, :2]).astype(np.int32):
        cv2.fillConvexPoly(mask, triangle, 1)
    return mask


def lab(pixels: npt.NDArray[np.uint8] | Floats) -> Floats:
    """CIE LAB of RGB 0..255: ``[height, width, 3]`` with L 0..100."""
    return np.asarray(cv2.cvtColor(np.asarray(pixels, np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)


def skin_colour(pixels_lab: Floats, points: Points) -> tuple[Floats, Floats]:
    """Middle and spread of this face's bare skin in LAB, ``[3]`` each; up to half of it may be covered."""
    skin = pixels_lab[hulls(pixels_lab.shape[:2], points, names.PLAIN_SKIN) > 0]
    if not len(skin):
        skin = pixels_lab.reshape(-1, 3)
    middle = np.median(skin, 0)
    spread = np.maximum(np.median(np.abs(skin - middle), 0) * 1.48, SPREAD_FLOOR)
    return middle.astype(np.float32), spread.astype(np.float32)


def strangeness(pixels_lab: Floats, points: Points) -> Mask:
    """How unlike this face's own skin each pixel is: about 1 on skin, above 3 on hair, hats, frames."""
    middle, spread = skin_colour(pixels_lab, points)
    far = np.sqrt((((pixels_lab - middle) / (spread * TOLERANCE)) ** 2).sum(-1))
    return soften(far, face_side(points) * 0.01)


def hair(pixels_lab: Floats, points: Points) -> Solid:
    """1 on what looks more like the surroundings of the upper face (hair, a hat) than like this face's skin."""
    height, width = pixels_lab.shape[:2]
    scale = min(1.0, HAIR_SIDE / face_side(points))
    small = (max(1, round(width * scale)), max(1, round(height * scale)))
    reduced = np.asarray(cv2.resize(pixels_lab, small, interpolation=cv2.INTER_AREA), np.float32)
    found = _hair(reduced, (points * scale).astype(np.float32))
    large = cv2.resize(found.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large > 0.5, np.uint8)


def _hair(pixels_lab: Floats, points: Points) -> Solid:
    shape = pixels_lab.shape[:2]
    side = face_side(points)
    face = outline(shape, points)
    around = grow(face, side * 0.12) * (1 - grow(face, side * 0.02))
    sample = pixels_lab[(around * above(shape, points, HAIRLINE, 0.0)) > 0] * COLOUR_WEIGHT
    middle, _ = skin_colour(pixels_lab, points)
    middle = middle * COLOUR_WEIGHT
    if len(sample) < 50:
        return np.zeros(shape, np.uint8)
    sample = np.ascontiguousarray(sample[:: max(1, len(sample) // 2000)], np.float32)
    stop = (cv2.TERM_CRITERIA_MAX_ITER, 8, 0.0)
    cv2.setRNGSeed(1)
    unlabelled = np.zeros((len(sample), 1), np.int32)
    _, _, centres = cv2.kmeans(sample, 4, unlabelled, stop, 1, cv2.KMEANS_PP_CENTERS)
    smooth = pixels_lab * COLOUR_WEIGHT
    to_skin = _distance(smooth, middle)
    bare = hulls(shape, points, (*names.PLAIN_SKIN, *names.CHIN_SKIN, names.NOSE)) > 0
    found = np.zeros(shape, np.uint8)
    for centre in centres:
        alike = (_distance(smooth, centre) < to_skin) & (to_skin > UNLIKE_SKIN / 2)
        # a colour that the cheeks have too says nothing: a tanned face before a brick wall
        if np.linalg.norm(centre - middle) > UNLIKE_SKIN and bare.any() and alike[bare].mean() < SHARED:
            found |= alike.astype(np.uint8)
    return found


def _distance(colours: Floats, colour: Floats) -> Mask:
    apart = colours - colour
    return np.asarray(np.sqrt(np.einsum("hwc,hwc->hw", apart, apart)), np.float32)


def above(shape: Shape, points: Points, line: Sequence[int], lift: float) -> Solid:
    """1 above a line through ``line``, seen along the head's own up and lifted by ``lift`` parts of the face's side."""
    side = face_side(points)
    up = points[names.FOREHEAD_TOP, :2] - points[names.CHIN, :2]
    up = up / max(float(np.linalg.norm(up)), 1e-6)
    marks = points[list(line), :2]
    marks = marks[np.argsort(marks @ np.array([-up[1], up[0]]))] + up * side * lift
    along = (marks[-1] - marks[0]) / max(float(np.linalg.norm(marks[-1] - marks[0])), 1e-6) * side * 2
    low = np.concatenate([[marks[0] - along], marks, [marks[-1] + along]])
    ring = np.concatenate([low, (low + up * side * 2)[::-1]])
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.round(ring).astype(np.int32)], 1)
    return mask


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
    return np.asarray(labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])), np.uint8)


def smooth_over(values: Floats, support: Mask, radius: float) -> Floats:
    """``values`` [h, w, k] blurred by ``radius`` pixels, hearing only where ``support`` is (normalised)."""
    step = max(1, int(radius / 3))
    height, width = support.shape
    small = (max(1, width // step), max(1, height // step))
    weight = cv2.resize(support, small, interpolation=cv2.INTER_AREA)
    total = cv2.resize(values * support[..., None], small, interpolation=cv2.INTER_AREA).reshape(*weight.shape, -1)
    share = cv2.GaussianBlur(weight, (0, 0), radius / step)
    total = cv2.GaussianBlur(total, (0, 0), radius / step).reshape(*weight.shape, -1)
    smooth = total / np.maximum(share, 1e-4)[..., None]
    large = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, np.float32).reshape(values.shape)
