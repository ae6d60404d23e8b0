"""Copies are found, different photos are not; most photos say whom they show; advice ends when followed."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from imaging.reports import duplicates, likeness
from imaging.reports.fingerprint import fingerprint
from imaging.reports.shots import WISHES, Measured, advise

ROOT = Path(__file__).parents[2]
PHOTOS, SAMPLE = ROOT / "tests" / "fixtures" / "photos", ROOT / "sample"
FILES = sorted([*PHOTOS.glob("*.jpg"), *PHOTOS.glob("*.png"), *SAMPLE.glob("*.jpg")])


def encoded(picture: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer)


def cropped(picture: Image.Image, kept: float) -> Image.Image:
    left, top = (side * (1 - kept) / 2 for side in picture.size)
    return picture.crop((round(left), round(top), round(picture.width - left), round(picture.height - top)))


VARIANTS = {
    "encoded anew": lambda picture: encoded(picture, 30),
    "half the size": lambda picture: picture.resize((picture.width // 2, picture.height // 2)),
    "darker": lambda picture: ImageEnhance.Brightness(picture).enhance(0.7),
    "brighter": lambda picture: ImageEnhance.Brightness(picture).enhance(1.3),
    "cropped a little": lambda picture: cropped(picture, 0.96),
}


def printed(picture: Image.Image) -> str:
    return fingerprint(np.asarray(picture.convert("RGB")))


def apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.fixture(scope="module")
def originals() -> dict[str, Image.Image]:
    return {file.name: Image.open(file).convert("RGB") for file in FILES}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_copy_is_near(originals, variant):
    distances = {name: apart(printed(one), printed(VARIANTS[variant](one))) for name, one in originals.items()}
    assert max(distances.values()) <= duplicates.NEAR, distances


def test_different_photos_are_far(originals):
    prints = {name: printed(one) for name, one in originals.items()}
    nearest = min(apart(prints[one], prints[other]) for one, other in itertools.combinations(prints, 2))
    assert nearest > duplicates.NEAR + 8


def test_a_hash_is_the_same_every_time_and_flat_pictures_have_one():
    flat = np.full((900, 900, 3), 90, np.uint8)
    assert fingerprint(flat) == fingerprint(flat)
    assert len(fingerprint(flat)) == 16


def test_a_stack_lies_under_its_best_and_does_not_grow_by_chains():
    prints = [f"{(1 << n) - 1:016x}" for n in (0, 8, 16, 40)]
    assert duplicates.stacks(prints, [1, 2, 1, 1]) == [[1, 0, 2]]
    assert duplicates.stacks(prints, [2, 1, 1, 1]) == [[0, 1]]
    assert duplicates.stacks(prints[:1], [1]) == []
    assert duplicates.stacks([], []) == []


def test_a_verdict_outranks_size_and_sharpness():
    assert (
        duplicates.rank("pass", 200, 10) > duplicates.rank("warn", 4000, 1000) > duplicates.rank("refuse", 4000, 1000)
    )
    assert duplicates.rank("pass", 300, 10) > duplicates.rank("pass", 200, 10)


def at(*places: float) -> list[list[float]]:
    """Vectors on a line, so far apart as their places."""
    return [[place, *[0.0] * 127] for place in places]


@pytest.mark.parametrize(
    ("places", "odd", "agreed"),
    [
        ((), [], True),
        ((0,), [], True),
        ((0, 0.4), [], True),
        ((0, 0.7), [], False),
        ((0, 0.1, 0.2, 0.9), [3], True),
        ((2, 0, 0.1, 0.2), [0], True),
        # Turned heads: a chain of small steps is one person, though its ends are far apart.
        ((0, 0.4, 0.8, 1.2), [], True),
        ((0, 0.1, 2, 2.1), [], False),
        ((0, 0.1, 0.2, 2, 4), [3, 4], True),
    ],
)
def test_the_odd_ones_are_those_outside_the_main_group(places, odd, agreed):
    found = likeness.compare(at(*places))
    assert (found.odd, found.agreed) == (odd, agreed)


def test_a_photo_is_compared_with_the_main_group_only():
    found = likeness.compare(at(0, 0.1, 0.2, 2, 2.1))
    assert found.distances == pytest.approx([0.1, 0.1, 0.1, 1.8, 1.9])
    assert likeness.compare(at(0)).distances == [None]


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.key)
def test_following_an_advice_ends_it(wish):
    assert wish.is_met(wish.example)


@pytest.mark.parametrize("seed", range(20))
def test_every_photo_that_was_asked_for_brings_the_list_nearer_to_its_end(seed):
    chance = np.random.default_rng(seed)
    photos = [
        Measured(
            yaw=chance.uniform(-60, 60),
            face_height=chance.uniform(80, 900),
            face_share=chance.uniform(0.05, 0.8),
            sharpness=chance.uniform(0, 200),
            lost_light=chance.uniform(0, 50),
        )
        for _ in range(chance.integers(0, 6))
    ]
    while shots := advise(photos):
        assert len(shots) <= 3
        photos.append(shots[0].example)
        assert shots[0].key not in [shot.key for shot in advise(photos, most=99)]
    assert len(photos) <= 6 + len(WISHES)


def test_the_reason_counts_what_there_is():
    assert advise([])[0].reason == "There is no source yet."
    frontal = WISHES[0].example
    assert advise([frontal])[0].reason.startswith("1 source, and no clear view")
    assert advise([frontal, frontal])[0].reason.startswith("2 sources, and no clear view")
