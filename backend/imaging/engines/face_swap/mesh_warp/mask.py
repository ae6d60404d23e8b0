"""Where the source's face may be painted: inside the target's outline, under nothing that lies in front of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from imaging.capabilities import Mask, Points
from imaging.engines.face_swap.mesh_warp import topology as names
from imaging.engines.face_swap.mesh_warp.eyewear import Eyewear
from imaging.engines.face_swap.mesh_warp.geometry import Drawing, Floats
from imaging.engines.face_swap.mesh_warp.morphology import Solid, close, grow, open_up, shrink, soften
from imaging.engines.face_swap.mesh_warp.regions import (
    above,
    face_side,
    features,
    fill,
    hair,
    hulls,
    largest,
    silhouette,
    skin_colour,
    strangeness,
    touching,
)
from imaging.engines.face_swap.mesh_warp.texture import Texture

FEATHER = 0.014
"""Parts of the face's side over which the edge of the painted face is soft."""
EDGE = 0.015
"""Parts of the face's side that stay the target's along its outline, measured over the skin, not over the picture."""
IN_FRONT = 3.2
"""Strangeness above which a pixel of the target is something in front of the face."""
BEARDED, BEARD_SHARE = 1.5, 0.5
"""Strangeness of a bearded chin, and how much of the chin has it."""
UNTRUSTED = 0.45
"""Trust in the source's texture below which the target's own skin is the better guess."""
FOREHEAD_COVERED = 0.06
"""Share of the forehead that may be covered before it stays the target's as a whole."""
BROWS = (70, 63, 105, 66, 107, 336, 296, 334, 293, 300)
BROW_LIFT = 0.02
"""Parts of the face's side above the brows where a covered forehead is cut off."""


@dataclass(frozen=True)
class Place:
    """Where to paint."""

    core: Solid
    """``[height, width]``: 1 where the source's face belongs."""
    face: Solid
    """``[height, width]``: 1 inside the outline of the face; nothing outside it ever changes."""
    on_top: Solid
    """``[height, width]``: the target's glasses, laid back over the painted face."""


def place(
    target_lab: Floats, *, pose: Points, shape: Points, drawing: Drawing, texture: Texture, glasses: Eyewear
) -> Place:
    """Find where to paint. ``pose`` is the target's mesh, ``shape`` the drawn one, ``[468, 3]`` in its pixels."""
    size = drawing.shape
    # the target's glasses are real, so the source's dark lenses go and the target's own eyes stay
    hidden = (texture.veiled > 0.5) & glasses.worn
    side = face_side(pose)
    face = np.asarray(silhouette(size, pose) * drawing.covered(), np.uint8)
    core = (drawing.spread(_from_outline(pose)) > EDGE).astype(np.uint8) * shrink(face, side * EDGE / 2)
    rim = np.asarray(face - shrink(core, side * EDGE), np.uint8)
    plain = face * (1 - features(size, pose))
    front = touching(_opened(_in_front(target_lab, pose) * plain, side), rim)
    guessed = touching(_opened((texture.trust < UNTRUSTED).astype(np.uint8) * plain, side), rim)
    core[(front > 0) | (guessed > 0) | hidden] = 0
    if _forehead_share(front, guessed, face, pose) > FOREHEAD_COVERED:
        core[(above(size, pose, BROWS, BROW_LIFT) * above(size, shape, BROWS, BROW_LIFT)) > 0] = 0
    closed = close(core, side * EDGE) * face * (1 - front)
    closed[(guessed > 0) | hidden] = 0
    return Place(largest(open_up(closed, side * 0.01)), np.asarray(face, np.uint8), glasses.frames | glasses.lenses)


def _in_front(target_lab: Floats, pose: Points) -> Solid:
    """1 on hair, hats and hands. A beard does not count: half a beard around a bare mouth looks worse than none."""
    size = (target_lab.shape[0], target_lab.shape[1])
    strange = strangeness(target_lab, pose)
    found = (strange > IN_FRONT).astype(np.uint8) | hair(target_lab, pose)
    chin = hulls(size, pose, names.CHIN_SKIN) > 0
    darker = target_lab[chin, 0].mean() < 0.9 * skin_colour(target_lab, pose)[0][0] if chin.any() else False
    if darker and (strange[chin] > BEARDED).mean() > BEARD_SHARE:
        found = found * (1 - hulls(size, pose, names.BEARD))
    return np.asarray(found, np.uint8)


def feather(core: Solid, side: float) -> Mask:
    """Soft edges, 0..1, ``[height, width]``."""
    return soften(core, max(1.0, side * FEATHER))


def _from_outline(points: Points) -> Floats:
    """How far each point is from the outline in space, ``[468]``, in parts of the face's side."""
    apart = np.linalg.norm(points[:, None] - points[None, names.topology().oval], axis=2).min(1)
    return np.asarray(apart / face_side(points), np.float32)


def _opened(mask: Solid, side: float) -> Solid:
    return grow(open_up(mask, side * 0.006), side * 0.006)


def _forehead_share(front: Solid, guessed: Solid, face: Solid, points: Points) -> float:
    forehead = (fill(face.shape, points, [names.FOREHEAD]) * face) > 0
    return max(float(part[forehead].mean()) if forehead.any() else 0.0 for part in (front, guessed))
