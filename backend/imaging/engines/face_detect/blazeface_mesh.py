"""Faces by MediaPipe's full-range BlazeFace, each confirmed and measured by the 468-point face mesh."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imaging.capabilities import FACE_DETECT, Face, Points
from imaging.engine import NoOptions, engine
from imaging.faces.pose import yaw
from imaging.networks.tflite import LiteNetwork, open_tflite
from imaging.picture import Pixels, Weights

DETECTOR = Weights(
    file="face_detection_full_range_sparse.tflite",
    sha256="2c3728e6da56f21e21a320433396fb06d40d9088f2247c05e5635a688d45dfe1",
    licence="Apache-2.0",
    source="mediapipe 0.10.21, mediapipe/modules/face_detection",
)
MESH = Weights(
    file="face_landmark.tflite",
    sha256="1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
    licence="Apache-2.0",
    source="mediapipe 0.10.21, mediapipe/modules/face_landmark",
)
SIDE = 192
"""Both networks see a square of this many pixels."""
CELLS, CELL = 48, 4
"""The detector's anchors: 48 x 48 cells of 4 pixels."""
THRESHOLD = 0.5
OVERLAP = 0.3
"""Boxes that share more than this (intersection over union) are one face."""
INSIDE = 0.6
"""A mesh whose box lies in a larger one by more than this share is part of that face."""
WINDOWS = ((0.5, 3), (0.34, 4))
"""For small faces: window side as a share of the picture's longer side, and how many windows lie along that side."""
LARGE_ENOUGH = 0.15
"""The whole-picture pass found enough when its largest box is at least this share of the picture's longer side."""
CROP = 1.5
"""The mesh wants a crop this many times the longer side of the box."""
RIGHT_EYE, LEFT_EYE = 33, 263

Box = npt.NDArray[np.float64]
"""``[4]``: x0, y0, x1, y1."""


@dataclass(frozen=True)
class Sighting:
    """What the detector says before the mesh has confirmed it; pixels of the picture."""

    box: Box
    angle: float
    """Radians by which the line of the eyes is turned."""
    score: float


@dataclass(frozen=True)
class BlazeFaceMesh:
    """The two opened networks."""

    detector: LiteNetwork
    mesh: LiteNetwork

    def find(self, picture: Pixels, *, thorough: bool = False) -> list[Face]:
        """Every face, largest first. A box counts only where the mesh is surer than 0.5 that it lies on a face."""
        seen = self._sightings(picture)
        largest = max((float(np.ptp(one.box[[0, 2]])) for one in seen), default=0.0)
        if thorough or largest < LARGE_ENOUGH * max(picture.shape[:2]):
            seen = seen + [one for one in self._sightings_in_windows(picture) if not overlaps(one, seen)]
        return distinct([face for one in seen if (face := self._face(picture, one)).presence > THRESHOLD])

    def _sightings_in_windows(self, picture: Pixels) -> list[Sighting]:
        found = []
        for left, top, side in windows(picture.shape[1], picture.shape[0]):
            part = picture[top : top + side, left : left + side]
            for one in self._sightings(part):
                box = one.box + np.array([left, top, left, top])
                if not cut(box, left, top, side, picture.shape):
                    found.append(Sighting(box, one.angle, one.score))
        return merged(found)

    def _sightings(self, picture: Pixels) -> list[Sighting]:
        square, scale, border = squared(picture)
        outputs = self.detector(square[None].astype(np.float32) / np.float32(127.5) - 1)
        raw = next(output for output in outputs if output.shape[-1] == 16)[0]
        logits = next(output for output in outputs if output.shape[-1] == 1)[0, :, 0]
        scores = 1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -80, 80)))
        rows, columns = np.divmod(np.arange(CELLS * CELLS), CELLS)
        anchors = np.stack([(columns + 0.5) * CELL, (rows + 0.5) * CELL], 1)
        chosen = scores > THRESHOLD
        raw, scores, anchors = raw[chosen].astype(np.float64), scores[chosen], anchors[chosen]
        points = (raw[:, 4:8].reshape(-1, 2, 2) + anchors[:, None] - border) / scale
        centres = raw[:, :2] + anchors
        corners = np.stack([centres - raw[:, 2:4] / 2, centres + raw[:, 2:4] / 2], 1)
        boxes = ((corners - border) / scale).reshape(-1, 4)
        across = points[:, 1] - points[:, 0]
        angles = np.arctan2(across[:, 1], across[:, 0])
        return merged([Sighting(*one) for one in zip(boxes, map(float, angles), map(float, scores), strict=True)])

    def _face(self, picture: Pixels, sighting: Sighting) -> Face:
        """Lay the mesh twice: the second crop is framed by the first mesh, which is what it was trained on."""
        centre = (sighting.box[:2] + sighting.box[2:]) / 2
        side, angle = float(max(sighting.box[2:] - sighting.box[:2])) * CROP, sighting.angle
        points, presence = self._lay(picture, centre, side, angle)
        points, presence = self._lay(picture, *frame(points))
        x0, y0, x1, y1 = map(float, sighting.box)
        landmarks = points.astype(np.float32)
        return Face((x0, y0, x1, y1), sighting.score, presence, landmarks, yaw(landmarks))

    def _lay(self, picture: Pixels, centre: Box, side: float, angle: float) -> tuple[Points, float]:
        import cv2

        matrix = cv2.getRotationMatrix2D((float(centre[0]), float(centre[1])), math.degrees(angle), SIDE / side)
        matrix[:, 2] = matrix[:, 2] + SIDE / 2 - centre
        crop = np.asarray(cv2.warpAffine(picture, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR), np.float32)
        outputs = self.mesh(crop[None] / np.float32(255))
        raw = next(output for output in outputs if output.size == 1404).reshape(468, 3)
        presence = next(output for output in outputs if output.size == 1).item()
        back = cv2.invertAffineTransform(matrix)
        points = np.c_[raw[:, :2] @ back[:, :2].T + back[:, 2], raw[:, 2] * side / SIDE]
        return points, 1 / (1 + math.exp(-min(max(presence, -80), 80)))


def squared(picture: Pixels) -> tuple[Pixels, float, Box]:
    """The picture scaled to 192 on its longer side and centred on black; the scale and the border [2] to undo it."""
    import cv2

    height, width = picture.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Area, not linear: linear moved boxes by up to 9 pixels and the age by up to 6 years.
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    top, left = (SIDE - small.shape[0]) // 2, (SIDE - small.shape[1]) // 2
    square = np.zeros((SIDE, SIDE, 3), np.uint8)
    square[top : top + small.shape[0], left : left + small.shape[1]] = small
    return square, scale, np.array([left, top], np.float64)


def frame(points: Points) -> tuple[Box, float, float]:
    """Centre, side and angle of the crop that holds a mesh: its upright box by the outer eye corners, times 1.5."""
    across = points[LEFT_EYE, :2] - points[RIGHT_EYE, :2]
    angle = math.atan2(float(across[1]), float(across[0]))
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    upright = points[:, :2] @ turn.T
    low, high = upright.min(0), upright.max(0)
    return (low + high) / 2 @ turn, float((high - low).max()) * CROP, angle


def windows(width: int, height: int) -> Iterator[tuple[int, int, int]]:
    """Left, top and side of overlapping squares that cover the picture, in pixels."""
    longest = max(width, height)
    for share, count in WINDOWS:
        side = math.ceil(share * longest)
        step = (longest - side) / (count - 1)
        for top in starts(height, side, step):
            for left in starts(width, side, step):
                yield left, top, side


def starts(length: int, side: int, step: float) -> list[int]:
    """Where windows begin along one side, evenly spread and none beyond the end."""
    if length <= side:
        return [0]
    count = math.ceil((length - side) / step) + 1
    return [round(index * (length - side) / (count - 1)) for index in range(count)]


def cut(box: Box, left: int, top: int, side: int, shape: tuple[int, ...]) -> bool:
    """Whether a window's edge (one that is not the picture's own) cuts through the box."""
    return bool(
        (left > 0 and box[0] <= left)
        or (top > 0 and box[1] <= top)
        or (left + side < shape[1] and box[2] >= left + side)
        or (top + side < shape[0] and box[3] >= top + side)
    )


def merged(seen: list[Sighting]) -> list[Sighting]:
    """Weighted non-maximum suppression: boxes which overlap the best one are averaged by score. Best first."""
    left, found = sorted(seen, key=lambda one: -one.score), []
    while left:
        best = left[0]
        group = [one for one in left if shared(one.box, best.box)[0] > OVERLAP or one is best]
        weights = [one.score for one in group]
        box = np.average([one.box for one in group], axis=0, weights=weights)
        turned = np.average([[math.cos(one.angle), math.sin(one.angle)] for one in group], axis=0, weights=weights)
        found.append(Sighting(box, math.atan2(turned[1], turned[0]), best.score))
        left = [one for one in left if not any(one is other for other in group)]
    return found


def overlaps(one: Sighting, others: list[Sighting]) -> bool:
    """Whether one of the others has seen this face already."""
    return any(shared(one.box, other.box)[0] > OVERLAP for other in others)


def distinct(faces: list[Face]) -> list[Face]:
    """Faces whose meshes do not lie on one another, largest first."""
    kept: list[Face] = []
    for face in sorted(faces, key=lambda one: (-one.height, one.box)):
        common = [shared(extent(face), extent(other)) for other in kept]
        if not any(union > OVERLAP or inside > INSIDE for union, inside in common):
            kept.append(face)
    return kept


def extent(face: Face) -> Box:
    """The upright box around a mesh."""
    points = face.landmarks[:, :2].astype(np.float64)
    return np.concatenate([points.min(0), points.max(0)])


def shared(one: Box, other: Box) -> tuple[float, float]:
    """Intersection over union, and intersection over the smaller of the two."""
    common = float(np.clip(np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2]), 0, None).prod())
    areas = float((one[2:] - one[:2]).prod()), float((other[2:] - other[:2]).prod())
    return common / max(sum(areas) - common, 1e-9), common / max(min(areas), 1e-9)


@engine("blazeface-mesh", "BlazeFace and face mesh", does=FACE_DETECT, licence="Apache-2.0", seconds=0.1)
@contextmanager
def blazeface_mesh(_options: NoOptions) -> Iterator[BlazeFaceMesh]:
    """Finds faces with MediaPipe's full-range BlazeFace and lays its 468-point mesh on each."""
    yield BlazeFaceMesh(open_tflite(DETECTOR), open_tflite(MESH))
