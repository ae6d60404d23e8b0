"""Turns a face upright and scales it to a square, as dlib's get_face_chip does: what its networks were trained on."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from imaging.capabilities import Points
from imaging.picture import Pixels

ALIGNMENT = [263, 362, 33, 133, 2]
"""Mesh points: eye corners (outer, inner; left, right) and the base of the nose."""

TEMPLATE = np.array(
    [
        [0.8595674595992, 0.2134981538014],
        [0.6460604764104, 0.2289674387677],
        [0.1205750620789, 0.2137274526848],
        [0.3340850613712, 0.2290642403242],
        [0.4901123135679, 0.6277975316475],
    ]
)
"""Where those five points lie in an aligned face, 0..1 (dlib, get_face_chip_details)."""

Matrix = npt.NDArray[np.float64]


def chip(picture: Pixels, landmarks: Points, size: int, padding: float) -> Pixels:
    """The aligned face, ``[size, size, 3]``; ``padding`` is the border in parts of the face, as dlib counts it."""
    import cv2

    target = (TEMPLATE + padding) / (2 * padding + 1) * size
    matrix = similarity(landmarks[ALIGNMENT, :2].astype(np.float64), target)
    scale = math.sqrt(abs(float(np.linalg.det(matrix[:, :2]))))
    if scale < 0.5:  # blur first, or the reduction aliases
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), max(0.3, 0.3 / scale)), np.uint8)
    turned = cv2.warpAffine(picture, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def similarity(source: Matrix, target: Matrix) -> Matrix:
    """The rotation, uniform scale and shift ``[2, 3]`` which bring source nearest to target (Umeyama 1991)."""
    source_mean, target_mean = source.mean(0), target.mean(0)
    source, target = source - source_mean, target - target_mean
    left, values, right = np.linalg.svd(target.T @ source / len(source))
    flip = np.diag([1.0, np.sign(np.linalg.det(left) * np.linalg.det(right))])
    linear = left @ flip @ right * (values @ np.diag(flip)) / source.var(0).sum()
    return np.column_stack([linear, target_mean - linear @ source_mean])
