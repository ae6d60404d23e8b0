"""Every engine of the catalogue keeps the promise of its capability."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from contract.engine_contract import CONTRACTS, PRODUCT, draws_a_form, hold_to_contract, photo
from imaging import capabilities
from imaging.capabilities import SCREEN, Capability

each_engine = pytest.mark.parametrize("engine", PRODUCT, ids=lambda engine: engine.key)


def test_every_capability_has_a_contract():
    assert set(CONTRACTS) == {value.key for value in vars(capabilities).values() if isinstance(value, Capability)}


@each_engine
def test_an_engine_keeps_the_promise_of_its_capability(engine):
    hold_to_contract(engine)


@each_engine
def test_its_options_draw_a_form(engine):
    draws_a_form(engine)


@each_engine
def test_unknown_options_are_refused(engine):
    with pytest.raises(ValidationError):
        engine.options(colour_of_the_moon="green")


@pytest.mark.parametrize("engine", [one for one in PRODUCT if not one.missing], ids=lambda engine: engine.key)
def test_it_can_be_opened_again_after_it_was_left(engine):
    for _ in range(2):
        with engine.open() as opened:
            assert opened is not None


@pytest.mark.parametrize("engine", [engine for engine in PRODUCT if engine.does == SCREEN], ids=lambda e: e.key)
def test_a_screen_is_deterministic_and_leaves_the_picture_alone(engine):
    pixels = photo("team-4.jpg").copy()
    before = pixels.copy()
    with engine.open() as opened:
        assert opened.screen(pixels) == opened.screen(pixels)
    np.testing.assert_array_equal(pixels, before)
