"""The upscaler: seamless, better than bicubic, heard and stopped between tiles."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from imaging.capabilities import UPSCALE
from imaging.engines.upscale.photo_x2 import BORDER, PHOTO_X2, TILE
from imaging.errors import Cancelled
from imaging.networks.onnx import open_onnx
from imaging.progress import Progress


class Notes:
    """Writes down what it hears and asks to stop once it heard ``enough``."""

    def __init__(self, enough=2.0):
        self.fractions, self.enough = [], enough

    def heard(self, fraction, message):
        self.fractions.append(fraction)

    def wants_to_stop(self):
        return bool(self.fractions) and self.fractions[-1] >= self.enough


@pytest.fixture(scope="module")
def upscaler(rack):
    return rack.choose(UPSCALE, None)


def test_tiles_and_whole_are_the_same_picture(upscaler, photo):
    picture = photo("d2-marie.jpg").pixels()[250 : 250 + TILE + 40, 300 : 300 + TILE + 24]
    padded = np.pad(picture, ((BORDER, BORDER), (BORDER, BORDER), (0, 0)), mode="reflect")
    whole = open_onnx(PHOTO_X2)(padded.transpose(2, 0, 1)[None].astype(np.float32) / 255)[0]
    whole = np.rint(whole.clip(0, 1) * 255).transpose(1, 2, 0)
    notes = Notes()
    tiled = upscaler.upscale(picture, Progress(notes))
    assert tiled.shape == (picture.shape[0] * 2, picture.shape[1] * 2, 3)
    assert tiled.dtype == np.uint8
    assert np.abs(tiled - whole).max() <= 1
    assert notes.fractions == sorted(notes.fractions)
    assert (notes.fractions[0], notes.fractions[-1]) == (0, 1)


def test_it_beats_bicubic_by_what_it_promises(upscaler, photo):
    original = photo("d2-marie.jpg").pixels()[300:620, 280:600]
    small = cv2.resize(original, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    bicubic = cv2.resize(small, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    assert cv2.PSNR(upscaler.upscale(small), original) > cv2.PSNR(bicubic, original) + 0.8


def test_it_stops_between_two_tiles(upscaler, photo):
    picture = photo("d2-marie.jpg").pixels()[:TILE, : TILE + 200]
    notes = Notes(enough=0.5)
    with pytest.raises(Cancelled):
        upscaler.upscale(picture, Progress(notes))
    assert notes.fractions == [0, 0.5]


@pytest.mark.parametrize("shape", [(1, 1), (3, 9), (8, 20)])
def test_even_a_tiny_picture_is_doubled(upscaler, shape):
    result = upscaler.upscale(np.full((*shape, 3), 128, np.uint8))
    assert result.shape == (shape[0] * 2, shape[1] * 2, 3)
    assert np.abs(result.astype(int) - 128).max() <= 3


def test_the_factor_is_two(upscaler):
    assert upscaler.factor == 2
