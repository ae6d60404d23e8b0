"""The detector finds small and many faces, none where there is none, and never the same face twice."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from imaging.capabilities import FACE_DETECT
from imaging.engines.face_detect.blazeface_mesh import starts, windows

PORTRAITS = ["d2-marie.jpg", "team-4.jpg", "d2-ivana-square.jpg", "source-1.jpg"]


@pytest.fixture(scope="module")
def detector(rack):
    return rack.choose(FACE_DETECT, None)


@pytest.mark.parametrize("shade", [0, 90, 255])
def test_a_flat_picture_shows_nobody(detector, shade):
    assert detector.find(np.full((600, 900, 3), shade, np.uint8)) == []


def test_noise_shows_nobody(detector):
    assert detector.find(np.random.default_rng(7).integers(0, 256, (900, 700, 3), np.uint8)) == []


@pytest.mark.parametrize("name", PORTRAITS)
@pytest.mark.parametrize("where", [(0, 0), (900, 500), (1750, 1250)])
def test_a_small_face_in_a_large_picture_is_found(detector, photo, name, where):
    """A face of about 4 % of the width, too small for the pass over the whole picture."""
    canvas = np.full((1500, 2000, 3), 128, np.uint8)
    left, top = where
    canvas[top : top + 250, left : left + 250] = cv2.resize(
        photo(name).pixels(), (250, 250), interpolation=cv2.INTER_AREA
    )
    faces = detector.find(canvas)
    assert len(faces) == 1
    x, y = faces[0].landmarks[:, :2].mean(0)
    assert left < x < left + 250
    assert top < y < top + 250


def test_twelve_faces_are_twelve_and_the_largest_comes_first(detector, photo):
    canvas = np.full((1200, 1600, 3), 200, np.uint8)
    for place in range(12):
        row, column = divmod(place, 4)
        side = 400 if place == 5 else 300
        tile = cv2.resize(photo(PORTRAITS[place % 4]).pixels(), (side, side), interpolation=cv2.INTER_AREA)
        canvas[row * 400 : row * 400 + side, column * 400 : column * 400 + side] = tile
    faces = detector.find(canvas)
    assert len(faces) == 12
    heights = [face.height for face in faces]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize("shape", [(800, 800), (1200, 700), (700, 1200), (803, 2401)])
def test_the_windows_cover_every_pixel(shape):
    height, width = shape
    covered = np.zeros(shape, int)
    for left, top, side in windows(width, height):
        covered[top : top + side, left : left + side] += 1
    assert covered.min() >= 2


def test_windows_never_begin_beyond_the_end():
    assert starts(100, 200, 50) == [0]
    assert starts(1000, 500, 250)[-1] == 500


def test_mirroring_turns_the_yaw_around(detector, photo):
    pixels = photo("d2-ivana-square.jpg").pixels()
    straight, mirrored = detector.find(pixels)[0], detector.find(np.ascontiguousarray(pixels[:, ::-1]))[0]
    assert mirrored.yaw == pytest.approx(-straight.yaw, abs=4)


def test_a_thorough_look_finds_a_small_face_beside_a_large_one(detector, photo):
    pixels = photo("source-1.jpg").pixels().copy()
    pixels[20:130, 20:130] = cv2.resize(photo("target-1.jpg").pixels(), (110, 110), interpolation=cv2.INTER_AREA)
    assert len(detector.find(pixels)) == 1
    assert len(detector.find(pixels, thorough=True)) == 2
