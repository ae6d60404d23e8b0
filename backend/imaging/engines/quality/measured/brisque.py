"""BRISQUE: how natural the local statistics of a picture are, in numpy.

Mittal, Moorthy, Bovik: No-Reference Image Quality Assessment in the Spatial Domain, IEEE TIP 21 (12), 2012. The
features and support vectors are those of the package brisque 0.2.0, whose own code breaks on numpy 2.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imaging.picture import Pixels, Weights

SOURCE = "brisque 0.2.0, brisque/models"
SVM = Weights(
    file="brisque_svm.txt",
    sha256="19526fb799c4c7992ccc109fcfecddb25976ba024b194cd3ee275d27e8909c8d",
    licence="Apache-2.0",
    source=SOURCE,
)
RANGE = Weights(
    file="brisque_range.json",
    sha256="97c19aeda3bfbd70aff936630f585ec2986bcfc8f729c7e94b89b14a63a55b45",
    licence="Apache-2.0",
    source=SOURCE,
)
LUMA = np.array([0.2125, 0.7154, 0.0721])
WINDOW, SIGMA = 7, 7 / 6
STABLE = 1 / 255
"""Keeps the division by the local deviation finite where a picture is flat."""
TINY = 1e-12

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Brisque:
    """The support vector regression with the ranges its features are scaled by."""

    vectors: Numbers
    """``[n, 36]``."""
    weights: Numbers
    """``[n]``."""
    gamma: float
    rho: float
    low: Numbers
    high: Numbers

    def score(self, picture: Pixels) -> float:
        """About 0 (pristine) .. 100 (ruined) for ``[height, width, 3]``; may leave that range a little."""
        import cv2

        grey: Numbers = np.multiply(picture, 1 / 255, dtype=np.float64) @ LUMA
        half = np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_CUBIC), np.float64)
        features = np.concatenate([natural_statistics(grey), natural_statistics(half)])
        scaled = -1 + 2 * (features - self.low) / (self.high - self.low)
        kernel = np.exp(-self.gamma * ((self.vectors - scaled) ** 2).sum(1))
        return float(self.weights @ kernel - self.rho)


def open_brisque() -> Brisque:
    """Read the two files. Raises MissingWeights when one is absent or altered."""
    header, _, rows = SVM.path().read_text().partition("SV\n")
    named = dict(line.split() for line in header.splitlines())
    table = [line.split() for line in rows.splitlines()]
    vectors = [[float(cell.partition(":")[2]) for cell in row[1:]] for row in table]
    ranges = json.loads(RANGE.path().read_text())
    return Brisque(
        vectors=np.array(vectors),
        weights=np.array([float(row[0]) for row in table]),
        gamma=float(named["gamma"]),
        rho=float(named["rho"]),
        low=np.array(ranges["min"]),
        high=np.array(ranges["max"]),
    )


def natural_statistics(grey: Numbers) -> Numbers:
    """The 18 features of one scale: shape and spread of the normalised picture and of its products with neighbours."""
    flat = normalised(grey)
    alpha, _, left, right = fit(flat)
    features = [alpha, (left**2 + right**2) / 2]
    for product in (
        flat[:, :-1] * flat[:, 1:],
        flat[:-1, :] * flat[1:, :],
        flat[:-1, :-1] * flat[1:, 1:],
        flat[1:, :-1] * flat[:-1, 1:],
    ):
        alpha, mean, left, right = fit(product)
        features += [alpha, mean, left**2, right**2]
    return np.array(features)


def normalised(grey: Numbers) -> Numbers:
    """Mean subtracted, contrast normalised (MSCN): what natural pictures have in common."""
    mean = blurred(grey)
    deviation = np.sqrt(np.abs(mean**2 - blurred(grey**2)))
    return (grey - mean) / (deviation + STABLE)


def blurred(plane: Numbers) -> Numbers:
    """The plane under a Gaussian window, black outside.

    Summed tap by tap in one order, not by a separable filter: in burnt-out areas only the rounding of this sum decides
    whether a pixel counts as darker or lighter than its surroundings, and the support vectors were trained on that.
    """
    reach = WINDOW // 2
    away = np.arange(-reach, reach + 1) ** 2
    kernel = 1 / (2 * np.pi * SIGMA**2) * np.exp(-(away[None] + away[:, None]) / (2 * SIGMA**2))
    kernel = kernel / np.sum(kernel)
    height, width = plane.shape
    padded = np.pad(plane, reach)
    total = np.zeros_like(plane)
    for down in range(WINDOW):
        for right in range(WINDOW):
            top, left = WINDOW - 1 - down, WINDOW - 1 - right
            total += padded[top : top + height, left : left + width] * kernel[down, right]
    return total


def fit(values: Numbers) -> tuple[float, float, float, float]:
    """Alpha, mean, left and right deviation of the asymmetric generalised Gaussian with the moments of ``values``."""
    below, above = values[values < 0], values[values >= 0]
    left = math.sqrt(float((below**2).sum()) / max(below.size, 1) + TINY)
    right = math.sqrt(float((above**2).sum()) / max(above.size, 1) + TINY)
    ratio = float(np.abs(values).mean()) ** 2 / (float((values**2).mean()) + TINY)
    skew = left / right
    alpha = shape(ratio * (skew**3 + 1) * (skew + 1) / (skew**2 + 1) ** 2)
    spread = math.exp((math.lgamma(1 / alpha) - math.lgamma(3 / alpha)) / 2)
    mean = (right - left) * spread * math.exp(math.lgamma(2 / alpha) - math.lgamma(1 / alpha))
    return alpha, mean, left, right


def shape(ratio: float) -> float:
    """The alpha whose generalised Gaussian has this ratio of (mean absolute value)^2 to mean square; 0.05..20."""
    low, high = 0.05, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        found = math.exp(2 * math.lgamma(2 / middle) - math.lgamma(1 / middle) - math.lgamma(3 / middle))
        low, high = (middle, high) if found < ratio else (low, middle)
    return (low + high) / 2
