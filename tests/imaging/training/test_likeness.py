"""Likeness, copying and forecasts as numbers that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from imaging.training.forecast import forecast
from imaging.training.likeness import Features, kept_aside, rated
from imaging.training.recipe import LoraRecipe, Targets


def around(centre: float, *, count: int, seed: int) -> list[Features]:
    """Vectors near a point, as pictures of one subject are."""
    dice = np.random.default_rng(seed)
    return [np.float32(centre) + dice.normal(0, 0.1, 16).astype(np.float32) for _ in range(count)]


def test_pictures_are_kept_aside_evenly_and_never_of_few() -> None:
    assert kept_aside(5) == []
    assert kept_aside(6) == [2]
    assert kept_aside(16) == [4, 12]
    assert len(kept_aside(300)) == 8
    assert all(0 <= at < count for count in range(6, 90) for at in kept_aside(count))


def test_likeness_grows_from_untaught_to_the_subject_itself() -> None:
    aside, learned, untaught = around(1, count=4, seed=0), around(1, count=12, seed=1), around(0, count=4, seed=2)
    known = {"untaught": untaught, "aside": aside, "learned": learned}
    found = [rated(around(near, count=4, seed=3), **known) for near in (0.0, 0.3, 0.6, 0.9, 1.0)]
    likenesses = [one.likeness for one in found if one]
    assert likenesses == sorted(likenesses)
    assert likenesses[0] < 0.1
    assert likenesses[-1] > 0.9


def test_copies_are_told_from_likeness() -> None:
    aside, learned, untaught = around(1, count=4, seed=0), around(1, count=12, seed=1), around(0, count=4, seed=2)
    free = rated(around(1, count=4, seed=3), untaught=untaught, aside=aside, learned=learned)
    copies = rated([one + 0.001 for one in learned[:4]], untaught=untaught, aside=aside, learned=learned)
    assert free
    assert copies
    assert free.overfit < 0.15
    assert copies.overfit > 0.25


def test_a_sample_without_a_face_counts_as_a_stranger() -> None:
    aside, learned = around(1, count=4, seed=0), around(1, count=8, seed=1)
    with_face = rated(around(1, count=2, seed=3), untaught=[None], aside=aside, learned=learned, stranger=4.0)
    without = rated([around(1, count=1, seed=3)[0], None], untaught=[None], aside=aside, learned=learned, stranger=4.0)
    assert with_face
    assert without
    assert with_face.likeness > 0.9
    assert without.likeness == pytest.approx(0.5, abs=0.05)
    assert rated([], untaught=[], aside=aside, learned=learned) is None


SHAPES = {
    "unet": {
        "down.0.attn1.to_q": (320, 320), "down.0.attn1.to_k": (320, 320), "down.0.attn1.to_v": (320, 320),
        "down.0.attn1.to_out.0": (320, 320), "down.0.ff.net.2": (320, 1280), "down.0.conv1": (320, 320, 3, 3),
    },
    "text_encoder": {"layers.0.q_proj": (768, 768)},
}  # fmt: skip


def test_a_forecast_counts_the_file_and_the_samples() -> None:
    recipe = LoraRecipe(steps=100, rank=4, save_every=50, sample_every=50)
    told = forecast(SHAPES, recipe, seconds_per_step=2.0)
    assert told.file_size == 2 * 4 * 4 * (320 + 320)
    assert told.measured
    assert told.seconds == pytest.approx(200 + told.sampling_seconds)
    wider = forecast(SHAPES, recipe.model_copy(update={"targets": Targets.EVERYTHING, "text_encoder": True}))
    assert wider.file_size == told.file_size + 2 * 4 * (320 + 1280 + 320 + 320 * 9 + 768 + 768)
    assert (
        forecast(SHAPES, recipe.model_copy(update={"checkpointing": True, "batch": 4})).vram_gb
        < forecast(SHAPES, recipe.model_copy(update={"batch": 4})).vram_gb
    )
