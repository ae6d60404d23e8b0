"""BRISQUE agrees with the package it was ported from; sharpness and exposure tell damage from none."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from imaging.capabilities import FACE_DETECT, QUALITY
from imaging.engines.quality.measured.brisque import open_brisque

EXPECTED = json.loads((Path(__file__).parents[2] / "fixtures" / "brisque.json").read_text())["scores"]
PEOPLE = ["d2-marie.jpg", "d2-ivana-square.jpg", "team-4.jpg", "source-1.jpg"]


def variant(pixels, kind):
    """The pictures that brisque.json was measured on."""
    if kind == "blurred":
        return cv2.GaussianBlur(pixels, (0, 0), 3)
    if kind == "cropped":
        return pixels[50:371, 40:401].copy()
    if kind == "noisy":
        noise = np.random.RandomState(1).normal(0, 20, pixels.shape)
        return np.clip(pixels + noise, 0, 255).astype(np.uint8)
    return pixels


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, kinds in EXPECTED.items() for kind in kinds])
def test_brisque_is_within_one_percent_of_the_package(photo, name, kind):
    measured = open_brisque().score(variant(photo(name).pixels(), kind))
    assert measured == pytest.approx(EXPECTED[name][kind], rel=0.01)


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_flat_picture_has_a_finite_score(shade):
    assert np.isfinite(open_brisque().score(np.full((64, 96, 3), shade, np.uint8)))


@pytest.mark.parametrize("name", PEOPLE)
def test_a_blurred_face_is_less_sharp_and_scores_worse(rack, photo, name):
    pixels = photo(name).pixels()
    face = rack.choose(FACE_DETECT, None).find(pixels)[0]
    meter = rack.choose(QUALITY, None)
    clear, soft = meter.measure(pixels, face), meter.measure(cv2.GaussianBlur(pixels, (0, 0), 3), face)
    assert soft.sharpness < 20
    assert clear.sharpness > 60
    assert soft.brisque > clear.brisque + 20


@pytest.mark.parametrize("name", PEOPLE)
def test_under_and_over_exposure_are_told_apart(rack, photo, name):
    pixels = photo(name).pixels()
    face = rack.choose(FACE_DETECT, None).find(pixels)[0]
    meter = rack.choose(QUALITY, None)
    dark = meter.measure((pixels * 0.12).astype(np.uint8), face)
    bright = meter.measure(np.clip(pixels * 3.0, 0, 255).astype(np.uint8), face)
    assert dark.dark_share > 0.25 > dark.bright_share
    assert bright.bright_share > 0.15
    assert bright.bright_share > bright.dark_share


def test_one_scale_makes_a_picture_and_its_enlargement_comparable(rack, photo):
    pixels = photo("d2-marie.jpg").pixels()
    double = cv2.resize(pixels, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    detector, meter = rack.choose(FACE_DETECT, None), rack.choose(QUALITY, None)
    once, twice = (meter.measure(one, detector.find(one)[0]) for one in (pixels, double))
    assert twice.brisque == pytest.approx(once.brisque, abs=8)
    assert twice.sharpness == pytest.approx(once.sharpness, rel=0.25)
