"""Growing, shrinking and softening of masks, at a reduced size where the radius is large."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Solid = npt.NDArray[np.uint8]
"""``[height, width]``, 0 or 1."""

FINEST = 12.0
"""Pixels of radius that are worked out exactly; larger ones on a picture reduced until they are about that."""


def disc(radius: float) -> Solid:
    """A round structuring element of about ``radius`` pixels."""
    side = 2 * max(1, round(radius)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def grow(mask: Solid, radius: float) -> Solid:
    """Everything within ``radius`` pixels of the mask."""
    return _reduced(mask, radius, cv2.dilate)


def shrink(mask: Solid, radius: float) -> Solid:
    """What is farther than ``radius`` pixels inside the mask; the picture's edge does not count as an edge."""
    return _reduced(mask, radius, cv2.erode)


def close(mask: Solid, radius: float) -> Solid:
    """The mask with gaps narrower than twice ``radius`` filled."""
    return _reduced(mask, radius, lambda small, brush: cv2.morphologyEx(small, cv2.MORPH_CLOSE, brush))


def open_up(mask: Solid, radius: float) -> Solid:
    """The mask without parts narrower than twice ``radius``."""
    return _reduced(mask, radius, lambda small, brush: cv2.morphologyEx(small, cv2.MORPH_OPEN, brush))


def dark_lines(lightness: Floats, radius: float) -> Floats:
    """How much darker each pixel is than both sides of a line at most twice ``radius`` wide."""
    step = _step(radius)
    if step == 1:
        return np.asarray(cv2.morphologyEx(lightness, cv2.MORPH_BLACKHAT, disc(radius)), np.float32)
    small = cv2.resize(lightness, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    found = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, disc(radius / step))
    return np.asarray(cv2.resize(found, lightness.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def soften(values: npt.NDArray[np.float32] | Solid, sigma: float) -> Floats:
    """Gaussian blur of a mask or field ``[height, width]`` by at least 0.7 pixels."""
    sigma, step = max(0.7, sigma), max(1, int(sigma / 5))
    field = np.asarray(values, np.float32)
    if step == 1:
        return np.asarray(cv2.GaussianBlur(field, (0, 0), sigma), np.float32)
    small = cv2.resize(field, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), sigma / step)
    return np.asarray(cv2.resize(blurred, field.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _step(radius: float) -> int:
    return max(1, int(radius / FINEST))


def _reduced(mask: Solid, radius: float, change: Callable[[npt.NDArray[np.uint8], Solid], object]) -> Solid:
    step = _step(radius)
    if step == 1:
        return np.asarray(change(mask, disc(radius)), np.uint8)
    small = cv2.resize(mask * np.uint8(255), None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    changed = np.asarray(change(np.asarray(small > 127, np.uint8), disc(radius / step)), np.uint8)
    large = cv2.resize(changed * np.uint8(255), mask.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(large > 127, np.uint8)
