"""Bringing one head into the pose of another, and drawing its mesh as a map from pixels to points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imaging.capabilities import Points
from imaging.engines.face_swap.mesh_warp.topology import Indices, topology

Floats = npt.NDArray[np.float32]

ON_OUTLINE = 0.3
"""How freely the outline itself may move; what leaves the target's face is cut off by the mask."""
CANDIDATES_AT_ONCE = 1_000_000
"""Pixels looked at in one go while drawing: bounds the memory that a very large face needs."""


def bring_to_pose(points: Points, pose: Points) -> Points:
    """Turn, scale and shift ``points`` [n, 3] so that they lie nearest to ``pose`` (Procrustes, Umeyama 1991)."""
    centre, pose_centre = points.mean(0), pose.mean(0)
    centred, wanted = points - centre, pose - pose_centre
    left, values, right = np.linalg.svd(wanted.T @ centred / len(points))
    flip = np.diag([1.0, 1.0, np.sign(np.linalg.det(left) * np.linalg.det(right))])
    scale = (values @ np.diag(flip)) / centred.var(0).sum()
    return np.asarray(scale * centred @ (left @ flip @ right).T + pose_centre, np.float32)


def mirrored(points: Points) -> Points:
    """The mesh of the same face in a mirror (about x = 0): each point takes the place of its twin."""
    return np.asarray(points[topology().mirror] * np.array([-1, 1, 1][: points.shape[1]]), np.float32)


def inner_weight(points: Points) -> Floats:
    """How freely each point may move, ``[468]``: little on the outline, fully from 12 % of the face's height in."""
    flat = points[:, :2]
    to_oval = np.linalg.norm(flat[:, None] - flat[None, topology().oval], axis=2).min(1)
    ramp = np.clip(to_oval / (0.12 * np.ptp(flat[:, 1])), 0, 1)
    return np.asarray(ON_OUTLINE + (1 - ON_OUTLINE) * ramp * ramp * (3 - 2 * ramp), np.float32)


def facing(points: Points) -> Floats:
    """How much each point faces the camera, ``[468]``: 1 fully, 0 edge-on, negative turned away."""
    triangles = topology().triangles
    a, b, c = (points[triangles[:, corner]] for corner in range(3))
    across = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], across)
    return np.asarray(-normals[:, 2] / (np.linalg.norm(normals, axis=1) + 1e-9), np.float32)


@dataclass(frozen=True)
class Drawing:
    """A mesh drawn on a grid of pixels: for each covered pixel, its triangle and where it lies inside it."""

    shape: tuple[int, int]
    pixels: npt.NDArray[np.int64]
    """``[n]`` flat indices of the covered pixels."""
    corners: Indices
    """``[n, 3]`` points of the nearest triangle there."""
    shares: Floats
    """``[n, 3]`` barycentric coordinates."""

    def covered(self) -> npt.NDArray[np.bool_]:
        """``[height, width]``: where the mesh lies."""
        mask = np.zeros(self.shape[0] * self.shape[1], bool)
        mask[self.pixels] = True
        return mask.reshape(self.shape)

    def spread(self, values: Floats, outside: float = 0.0) -> Floats:
        """Spread ``values`` [468] or [468, k] of the points over the pixels: ``[height, width(, k)]``."""
        table = values.reshape(len(values), -1)
        grid = np.full((self.shape[0] * self.shape[1], table.shape[1]), outside, np.float32)
        grid[self.pixels] = np.einsum("nck,nc->nk", table[self.corners], self.shares)
        return grid.reshape(*self.shape, *values.shape[1:])


def draw(points: Points, shape: tuple[int, int]) -> Drawing:
    """Draw the mesh on ``shape`` (height, width); nearer triangles hide farther ones, turned ones are left out."""
    winner = np.full(shape[0] * shape[1], -1, np.int64)
    corners, shares, first = [], [], 0
    for triangles, pixels, inside in _pieces(points, shape):
        # farther triangles come first, and the last write to a pixel stays
        winner[pixels] = np.arange(first, first + len(pixels))
        corners.append(triangles)
        shares.append(inside)
        first += len(pixels)
    covered = np.flatnonzero(winner >= 0)
    chosen = winner[covered]
    if not corners:
        return Drawing(shape, covered, np.zeros((0, 3), np.int32), np.zeros((0, 3), np.float32))
    return Drawing(shape, covered, np.concatenate(corners)[chosen], np.concatenate(shares)[chosen])


def _pieces(points: Points, shape: tuple[int, int]) -> Iterator[tuple[Indices, npt.NDArray[np.int64], Floats]]:
    """Candidate pixels of all triangles from far to near, in pieces of a bounded size."""
    triangles = _towards_camera(points)
    flat = points[triangles][:, :, :2]
    low = np.clip(np.floor(flat.min(1)), 0, [shape[1], shape[0]]).astype(np.int64)
    high = np.clip(np.ceil(flat.max(1)) + 1, 0, [shape[1], shape[0]]).astype(np.int64)
    counts = (high - low).clip(0).prod(1)
    pieces = np.cumsum(counts) // CANDIDATES_AT_ONCE
    for piece in np.unique(pieces):
        chosen = np.flatnonzero((pieces == piece) & (counts > 0))
        owner = np.repeat(chosen, counts[chosen])
        position = np.arange(len(owner)) - np.repeat(np.cumsum(counts[chosen]) - counts[chosen], counts[chosen])
        rows, columns = np.divmod(position, (high - low)[owner, 0])
        x, y = columns + low[owner, 0], rows + low[owner, 1]
        shares = _shares(flat, owner, x, y)
        inside = (shares >= -1e-4).all(1)
        yield triangles[owner[inside]], (y * shape[1] + x)[inside], shares[inside]


def _towards_camera(points: Points) -> Indices:
    """The triangles that face the camera, farthest first."""
    triangles = topology().triangles
    (ax, ay), (bx, by), (cx, cy) = (points[triangles[:, corner], :2].T for corner in range(3))
    towards = triangles[(bx - ax) * (cy - ay) - (by - ay) * (cx - ax) < -1e-3]
    return np.asarray(towards[np.argsort(-points[towards, 2].mean(1), kind="stable")])


def _shares(flat: Floats, owner: npt.NDArray[np.int64], x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]) -> Floats:
    a, b, c = flat[:, 0], flat[:, 1], flat[:, 2]
    area = (b[:, 1] - c[:, 1]) * (a[:, 0] - c[:, 0]) + (c[:, 0] - b[:, 0]) * (a[:, 1] - c[:, 1])
    rows = np.stack([b[:, 1] - c[:, 1], c[:, 0] - b[:, 0], c[:, 1] - a[:, 1], a[:, 0] - c[:, 0]], 1) / area[:, None]
    rows, corner = rows.astype(np.float32)[owner], c[owner]
    dx, dy = x.astype(np.float32) - corner[:, 0], y.astype(np.float32) - corner[:, 1]
    first, second = rows[:, 0] * dx + rows[:, 1] * dy, rows[:, 2] * dx + rows[:, 3] * dy
    return np.stack([first, second, 1 - first - second], 1)
