"""The source's skin laid onto the target's pose: its own side where it was seen, its mirrored side where it was not."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from imaging.capabilities import Mask, Points
from imaging.engines.face_swap.mesh_warp import topology as names
from imaging.engines.face_swap.mesh_warp.blend import multi_band
from imaging.engines.face_swap.mesh_warp.eyewear import eyewear
from imaging.engines.face_swap.mesh_warp.geometry import Drawing, Floats, facing
from imaging.engines.face_swap.mesh_warp.morphology import Solid, grow, shrink, soften
from imaging.engines.face_swap.mesh_warp.regions import (
    face_side,
    features,
    hair,
    lab,
    outline,
    silhouette,
    smooth_over,
    strangeness,
    touching,
)
from imaging.engines.face_swap.mesh_warp.topology import Indices, topology
from imaging.picture import Pixels

MARGIN = 0.35
"""Parts of the face's side kept around the source's face."""
HIDDEN, SEEN = 0.12, 0.37
"""Cosines to the camera between which a point of the source passes from unusable to usable."""
CLEARLY = 0.25
"""How much better the mirrored side must be seen before it replaces the own one."""
DECISIVE = 0.35
"""Mean of the above over an eye or the mouth from which the whole of it is taken from the mirrored side."""
FOREIGN = 2.6
"""Strangeness above which a pixel of the source is not its skin."""
WHOLE = (
    names.RIGHT_EYE + names.RIGHT_BROW,
    names.LEFT_EYE + names.LEFT_BROW,
    names.LIPS + names.MOUTH,
)
"""Parts that come from one side as a whole: half an eye and half its mirror image would squint."""


@dataclass(frozen=True)
class SourceFace:
    """The source cut out, freed of spectacle frames and brought to the size at which it will be seen."""

    pixels: Pixels
    points: Points
    """``[468, 3]`` in pixels of the cut-out."""
    foreign: Solid
    """``[height, width]``: hair, hands and background within reach of the mesh."""
    veiled: Solid
    """``[height, width]``: dark lenses, behind which nobody knows what the eyes look like."""


@dataclass(frozen=True)
class Texture:
    """The source in the target's pose."""

    pixels: Floats
    """``[height, width, 3]`` RGB 0..255."""
    trust: Mask
    """1 where the source really showed this skin, 0 where hair or the far side had to be guessed."""
    veiled: Mask
    """1 where the source wears dark lenses."""


def cut_out(source: Pixels, points: Points, side: float, *, unframed: bool) -> SourceFace:
    """Cut the face out of ``source`` and reduce it when it is larger than ``side`` pixels; never enlarge it.

    ``unframed`` paints spectacle frames over, for a target that wears its own; otherwise they come along, because the
    eyes behind them are not known without their reflections.
    """
    reach = face_side(points) * MARGIN
    size = np.array(source.shape[1::-1])
    low = np.clip(np.floor(points[:, :2].min(0) - reach), 0, size - 1).astype(int)
    high = np.clip(np.ceil(points[:, :2].max(0) + reach), low + 1, size).astype(int)
    crop = np.ascontiguousarray(source[low[1] : high[1], low[0] : high[0]])
    moved = points - np.array([*low, 0], np.float32)
    scale = side / face_side(points)
    if scale < 0.9:
        shape = np.maximum(np.round((high - low) * scale), 1).astype(int)
        crop = np.asarray(cv2.resize(crop, (int(shape[0]), int(shape[1])), interpolation=cv2.INTER_AREA), np.uint8)
        moved = moved * np.array([*(shape / (high - low)), scale])
    return _understood(crop, moved.astype(np.float32), unframed)


def _understood(crop: Pixels, points: Points, unframed: bool) -> SourceFace:
    side = face_side(points)
    pixels_lab = lab(crop)
    glasses = eyewear(pixels_lab, points)
    if unframed and glasses.frames.any():
        crop = np.asarray(cv2.inpaint(crop, glasses.frames, max(2.0, side * 0.012), cv2.INPAINT_TELEA), np.uint8)
        pixels_lab = lab(crop)
    strange = (strangeness(pixels_lab, points) > FOREIGN).astype(np.uint8) | hair(pixels_lab, points)
    face = outline(crop.shape[:2], points)
    rim = face - shrink(face, side * 0.06)
    foreign = touching(strange * face * (1 - features(crop.shape[:2], points)), np.asarray(rim, np.uint8))
    foreign = grow(foreign, side * 0.02)
    # the mesh never fits the edge of a head to the pixel, and what lies beside it is background
    inner = shrink(silhouette(crop.shape[:2], points), side * 0.01)
    foreign = np.asarray(np.maximum(foreign, 1 - inner), np.uint8)
    return SourceFace(crop, points, foreign, glasses.lenses)


def lay(face: SourceFace, drawing: Drawing, *, flip: bool) -> Texture:
    """Lay the source onto a drawn mesh. ``flip``: its mirror image fits, and the straight one fills the gaps."""
    twin, straight = topology().mirror, np.arange(len(topology().mirror), dtype=np.int32)
    first, second = (twin, straight) if flip else (straight, twin)
    seen = np.clip((facing(face.points) - HIDDEN) / (SEEN - HIDDEN), 0, 1)
    own, own_clean, veiled = _sample(face, drawing, first)
    other, other_clean, _ = _sample(face, drawing, second)
    better = _whole(np.clip((seen[second] - seen[first] - CLEARLY) / CLEARLY, 0, 1))
    share = np.maximum(drawing.spread(better), 1 - own_clean) * other_clean
    side = face_side(face.points)
    share = soften(share, side * 0.015)
    own_trust = drawing.spread(np.asarray(seen[first], np.float32)) * own_clean
    other_trust = drawing.spread(np.asarray(seen[second], np.float32)) * other_clean
    trust = own_trust * (1 - share) + other_trust * share
    if share.max() < 0.02:
        return Texture(own, trust, veiled)
    lit = smooth_over(own, np.maximum(own_trust, 1e-3), side * 0.08)
    other = other + lit - smooth_over(other, np.maximum(other_trust, 1e-3), side * 0.08)
    return Texture(multi_band(np.clip(other, 0, 255), own, share), trust, veiled)


def _whole(better: Floats) -> Floats:
    for part in WHOLE:
        better[list(part)] = better[list(part)].mean() > DECISIVE
    return np.asarray(better, np.float32)


def _sample(face: SourceFace, drawing: Drawing, order: Indices) -> tuple[Floats, Mask, Mask]:
    """Colours, how clean of hair, how veiled: each pixel of the drawing looked up in the source."""
    where = drawing.spread(np.ascontiguousarray(face.points[order, :2]), outside=-1.0)
    x, y = np.ascontiguousarray(where[..., 0]), np.ascontiguousarray(where[..., 1])
    colours = cv2.remap(face.pixels, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    foreign = cv2.remap(face.foreign.astype(np.float32), x, y, cv2.INTER_LINEAR)
    veiled = cv2.remap(face.veiled.astype(np.float32), x, y, cv2.INTER_LINEAR)
    clean = 1 - foreign
    return np.asarray(colours, np.float32), np.asarray(clean, np.float32), np.asarray(veiled, np.float32)
