"""The source's skin laid onto the target's pose: its own side where it was seen, its mirrored side where it was not."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from imaging.capabilities import Mask, Points
from imaging.engines.face_swap.mesh_warp.geometry import Drawing, Floats, facing
from imaging.engines.face_swap.mesh_warp.regions import (
    Solid,
    face_side,
    features,
    lab,
    smooth_over,
    strangeness,
)
from imaging.engines.face_swap.mesh_warp.topology import topology
from imaging.picture import Pixels

MARGIN = 0.35
"""Parts of the face's side kept around the source's face."""
HIDDEN, SEEN = 0.12, 0.37
"""Cosines to the camera between which a point of the source passes from unusable to usable."""
FOREIGN = 2.6
"""Strangeness above which a pixel of the source is not its skin."""


@dataclass(frozen=True)
class SourceFace:
    """The source cut out and brought to the size at which it will be seen."""

    pixels: Pixels
    points: Points
    """``[468, 3]`` in pixels of the cut-out."""
    foreign: Solid
    """``[height, width]``: hair, frames and background within reach of the mesh."""


@dataclass(frozen=True)
class Texture:
    """The source in the target's pose."""

    pixels: Floats
    """``[height, width, 3]`` RGB 0..255."""
    trust: Mask
    """1 where the source really showed this skin, 0 where hair, frames or the far side had to be guessed."""


def cut_out(source: Pixels, points: Points, side: float) -> SourceFace:
    """Cut the face out of ``source`` and reduce it when it is larger than ``side`` pixels; never enlarge it."""
    reach = face_side(points) * MARGIN
    size = np.array(source.shape[1::-1])
    low = np.clip(np.floor(points[:, :2].min(0) - reach), 0, size - 1).astype(int)
    high = np.clip(np.ceil(points[:, :2].max(0) + reach), low + 1, size).astype(int)
    crop = source[low[1] : high[1], low[0] : high[0]]
    moved = points - np.array([*low, 0], np.float32)
    scale = side / face_side(points)
    if scale < 0.9:
        shape = np.maximum(np.round((high - low) * scale), 1).astype(int)
        crop = cv2.resize(crop, tuple(map(int, shape)), interpolation=cv2.INTER_AREA)
        moved = moved * np.array([*(shape / (high - low)), scale])
    moved = moved.astype(np.float32)
    plain = features(crop.shape[:2], moved) == 0
    foreign = ((strangeness(lab(crop), moved) > FOREIGN) & plain).astype(np.uint8)
    return SourceFace(np.ascontiguousarray(crop), moved, foreign)


def lay(face: SourceFace, drawing: Drawing, *, flip: bool) -> Texture:
    """Lay the source onto a drawn mesh. ``flip``: its mirror image is the one that fits; the other side then fills in."""
    twin = topology().mirror
    first, second = (twin, np.arange(len(twin))) if flip else (np.arange(len(twin)), twin)
    side = face_side(face.points)
    own, own_trust = _sample(face, drawing, first)
    other, other_trust = _sample(face, drawing, second)
    covered = drawing.covered().astype(np.float32)
    light = smooth_over(own, np.maximum(covered * own_trust, 1e-3), side * 0.08)
    other = other + light - smooth_over(other, np.maximum(covered * other_trust, 1e-3), side * 0.08)
    use_own = ((own_trust > 0.5) | (other_trust <= 0.5)).astype(np.float32)
    share = cv2.GaussianBlur(use_own, (0, 0), max(0.8, side * 0.02))[..., None]
    blended = np.clip(own * share + other * (1 - share), 0, 255)
    return Texture(np.asarray(blended, np.float32), np.maximum(own_trust, other_trust) * covered)


def _sample(face: SourceFace, drawing: Drawing, order: np.ndarray) -> tuple[Floats, Mask]:  # type: ignore[type-arg]
    where = drawing.spread(np.ascontiguousarray(face.points[order, :2]), outside=-1.0)
    x, y = np.ascontiguousarray(where[..., 0]), np.ascontiguousarray(where[..., 1])
    colours = cv2.remap(face.pixels, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    foreign = cv2.remap(face.foreign.astype(np.float32), x, y, cv2.INTER_LINEAR)
    towards = drawing.spread(facing(face.points)[order])
    seen = np.clip((towards - HIDDEN) / (SEEN - HIDDEN), 0, 1)
    return np.asarray(colours, np.float32), np.asarray(seen * (1 - foreign), np.float32)
