"""The mesh warp from end to end: pose, texture, colour, mask, blend."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from imaging.capabilities import Face, Mask, Points
from imaging.engines.face_swap.mesh_warp import topology as names
from imaging.engines.face_swap.mesh_warp.blend import multi_band
from imaging.engines.face_swap.mesh_warp.colour import Surface, match
from imaging.engines.face_swap.mesh_warp.eyewear import eyewear
from imaging.engines.face_swap.mesh_warp.geometry import Floats, bring_to_pose, draw, inner_weight, mirrored
from imaging.engines.face_swap.mesh_warp.mask import Place, feather, place
from imaging.engines.face_swap.mesh_warp.morphology import grow, soften
from imaging.engines.face_swap.mesh_warp.regions import face_side, hulls, lab, silhouette, strangeness
from imaging.engines.face_swap.mesh_warp.texture import Texture, cut_out, lay
from imaging.errors import TurnedTooFar
from imaging.faces.pose import HARD_GAP, is_mirrored, yaw_gap
from imaging.picture import Pixels
from imaging.progress import SILENT, Progress

MARGIN = 0.3
"""Parts of the face's side looked at around the target's face."""
MOST_SIDE = 1024.0
"""Pixels of the face's longer side at which it is painted at most; a larger face is enlarged afterwards."""
EDGE = 0.035
"""Parts of the face's side over which the painted face fades out."""
BARE = 2.6
"""Strangeness below which a pixel of the target tells of its skin's tone and light."""
COLOURED_FEATURES = (names.RIGHT_EYE, names.LEFT_EYE, names.LIPS)
LIKENESS_FEATURES = (*COLOURED_FEATURES, names.RIGHT_BROW, names.LEFT_BROW)


@dataclass(frozen=True)
class Window:
    """The part of the target that may change: ``[top:bottom, left:right]``."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def around(cls, points: Points, picture: Pixels) -> Window:
        """The face's box with a margin, inside the picture."""
        reach = face_side(points) * MARGIN
        (left, top), (right, bottom) = points[:, :2].min(0) - reach, points[:, :2].max(0) + reach
        height, width = picture.shape[:2]
        return cls(max(0, int(left)), max(0, int(top)), min(width, int(right)), min(height, int(bottom)))

    def cut(self, picture: Pixels) -> Pixels:
        """The pixels inside."""
        return picture[self.top : self.bottom, self.left : self.right]

    def move(self, points: Points) -> Points:
        """Points of the picture as points of the window."""
        return np.asarray(points - np.array([self.left, self.top, 0]), np.float32)


@dataclass(frozen=True)
class MeshWarp:
    """An opened mesh warp. It needs no network: the two meshes are all it knows of the faces."""

    likeness: float
    light: float

    def swap(
        self, *, source: Pixels, source_face: Face, target: Pixels, target_face: Face, progress: Progress = SILENT
    ) -> Pixels:
        """A copy of ``target`` with the likeness of ``source``; pixels outside the face are the target's, bit by bit.

        Raises TurnedTooFar when the heads are turned more than 30 degrees from one another, the source mirrored or not.
        """
        _check_directions(source_face, target_face)
        progress.at(0.0, "Fitting the head")
        window = Window.around(target_face.landmarks, target)
        view, pose = _bounded(window.cut(target), window.move(target_face.landmarks))
        flip = is_mirrored(source_face, target_face)
        shape = self._shape(source_face.landmarks, pose, flip=flip)
        drawing = draw(shape, view.shape[:2])
        progress.at(0.3, "Laying on the skin")
        view_lab = lab(view)
        glasses = eyewear(view_lab, pose)
        face = cut_out(source, source_face.landmarks, face_side(pose), unframed=glasses.worn)
        texture = lay(face, drawing, flip=flip)
        progress.at(0.6, "Matching colour and light")
        where = place(view_lab, pose=pose, shape=shape, drawing=drawing, texture=texture, glasses=glasses)
        bare = (strangeness(view_lab, pose) < BARE) & (texture.trust > 0.5) & (where.on_top == 0)
        painted, share = self._paint(texture, view, where, bare, shape)
        result = target.copy()
        _lay_back(window.cut(result), painted, share, window.move(target_face.landmarks))
        progress.at(1.0, "Face swapped")
        return result

    def _shape(self, source: Points, pose: Points, *, flip: bool) -> Points:
        """The source's features in the target's pose, its outline nearly where it was."""
        fitted = bring_to_pose(mirrored(source) if flip else source, pose)
        share = inner_weight(pose)[:, None] * self.likeness
        return np.asarray(pose + (fitted - pose) * share, np.float32)

    def _paint(
        self, texture: Texture, view: Pixels, where: Place, bare: npt.NDArray[np.bool_], shape: Points
    ) -> tuple[Floats, Mask]:
        """The face with its surroundings, and how much of each pixel is to be taken from it."""
        side = face_side(shape)
        before = np.asarray(view, np.float32)
        surface = _surface(texture, where, bare, shape)
        matched = match(texture.pixels, before, surface, side=side, light=self.light)
        veiled = texture.veiled[..., None]
        # sunglasses are no skin: they keep their own black
        matched = matched * (1 - veiled) + texture.pixels * veiled
        near = np.asarray(grow(where.core, side * EDGE) * where.face, np.uint8)
        inside: Floats = np.where((near > 0)[..., None], matched, before)
        joined = multi_band(inside, before, feather(where.core, side))
        reach = np.clip(2 * soften(near, max(1.0, side * 0.012)) - 1, 0, 1)
        on_top = soften(where.on_top, side * 0.003)
        return joined, np.asarray(reach * (1 - on_top) * where.face, np.float32)


def _bounded(view: Pixels, pose: Points) -> tuple[Pixels, Points]:
    """Reduce a very large face, so that time and memory stay bounded."""
    scale = MOST_SIDE / face_side(pose)
    if scale >= 1:
        return view, pose
    width, height = (max(1, round(length * scale)) for length in view.shape[1::-1])
    factors = np.array([width / view.shape[1], height / view.shape[0], scale], np.float32)
    return np.asarray(cv2.resize(view, (width, height), interpolation=cv2.INTER_AREA), np.uint8), pose * factors


def _lay_back(view: Pixels, painted: Floats, share: Mask, pose: Points) -> None:
    """Change ``view`` in place, inside the face only."""
    size = (view.shape[1], view.shape[0])
    if painted.shape[:2] != view.shape[:2]:
        painted = np.asarray(cv2.resize(painted, size, interpolation=cv2.INTER_CUBIC), np.float32)
        share = np.asarray(cv2.resize(share, size, interpolation=cv2.INTER_LINEAR), np.float32)
        share = share * silhouette(view.shape[:2], pose)
    mixed = view + (painted - view) * share[..., None]
    view[:] = np.clip(np.round(mixed), 0, 255)


def _check_directions(source: Face, target: Face) -> None:
    gap = yaw_gap(source, target)
    if gap > HARD_GAP:
        raise TurnedTooFar(
            f"The two heads are turned {gap:.0f} degrees apart, and {HARD_GAP:.0f} is the most that works. "
            "Choose a source photo that looks in the same direction as this target.",
            yaw_gap=round(gap, 1),
            most=HARD_GAP,
            source_yaw=round(source.yaw, 1),
            target_yaw=round(target.yaw, 1),
        )


def _surface(texture: Texture, where: Place, bare: npt.NDArray[np.bool_], shape: Points) -> Surface:
    size, soft = where.core.shape, max(1.0, face_side(shape) * 0.01)
    detailed, coloured = hulls(size, shape, LIKENESS_FEATURES), hulls(size, shape, COLOURED_FEATURES)
    inside = np.asarray(where.core * (1 - detailed) * (texture.veiled < 0.5), np.float32)
    feature, lively = (soften(part, soft) for part in (detailed, coloured))
    return Surface(inside * bare, inside, feature, lively)
