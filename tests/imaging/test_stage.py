"""Wiring: what a stage may give, what a pipeline refuses when it is written, and how engines are chosen."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pytest

from imaging.capabilities import SCREEN, UPSCALE
from imaging.engine import Options, engine
from imaging.errors import EngineFailed, PipelineMismatch
from imaging.picture import Picture
from imaging.stage import Choice, Context, Pipeline, Rack, stage


@dataclass(frozen=True)
class Number:
    number: int


@dataclass(frozen=True)
class MaybeNumber:
    number: int | None


@dataclass(frozen=True)
class Words:
    words: str


@stage("count", "Counting")
def count(ctx: Context, photo: Picture) -> Number:
    return Number(1)


@stage("guess", "Guessing")
def guess(ctx: Context, photo: Picture) -> MaybeNumber:
    return MaybeNumber(None)


@stage("tell", "Telling")
def tell(ctx: Context, number: int, aloud: bool = False) -> Words:
    return Words(f"{number}{'!' if aloud else ''}")


@stage("perhaps", "Telling, perhaps")
def perhaps(ctx: Context, *, number: int | None = None) -> Words:
    return Words(str(number))


def test_a_stage_knows_its_contract():
    assert tell.takes == {"number": int, "aloud": bool}
    assert tell.optional == {"aloud"}
    assert tell.gives == {"words": str}


def test_a_whole_items_knowledge_may_be_passed():
    assert tell.perform(None, number=3, photo="ignored", words="ignored") == {"words": "3"}


def test_pixels_cannot_cross_a_boundary():
    @dataclass(frozen=True)
    class Loose:
        pixels: np.ndarray

    def loose(ctx: Context) -> Loose:
        raise AssertionError

    loose.__annotations__ = {"ctx": Context, "return": Loose}
    with pytest.raises(PipelineMismatch, match="cannot be written down"):
        stage("loose", "Loose")(loose)


@pytest.mark.parametrize(
    ("takes", "stages", "skippable"),
    [
        ({}, (count,), set()),
        ({"photo": str}, (count,), set()),
        ({"number": str}, (tell,), set()),
        ({"photo": Picture}, (tell, count), set()),
        ({"photo": Picture}, (count, tell), {"count"}),
        ({"photo": Picture}, (guess, tell), set()),
        ({"photo": Picture}, (count,), {"nobody"}),
    ],
)
def test_a_mismatch_is_refused_when_it_is_written(takes, stages, skippable):
    with pytest.raises(PipelineMismatch):
        Pipeline("wrong", takes=takes, stages=stages, skippable=frozenset(skippable))


@pytest.mark.parametrize(
    ("takes", "stages", "skippable"),
    [
        ({"photo": Picture}, (count, tell), set()),
        ({"photo": Picture}, (guess, perhaps), set()),
        ({"photo": Picture}, (count, perhaps), {"count"}),
        ({"number": int | None}, (perhaps,), set()),
        ({"number": int}, (perhaps,), set()),
    ],
)
def test_what_fits_is_let_through(takes, stages, skippable):
    assert Pipeline("right", takes=takes, stages=stages, skippable=frozenset(skippable)).stages == stages


class Size(Options):
    tiles: int = 4


class Enlarger:
    factor = 2

    def __init__(self, tiles):
        self.tiles = tiles


def enlarger(key, log):
    @engine(key, key, does=UPSCALE, licence="none", options=Size)
    @contextmanager
    def opened(options):
        """An enlarger that keeps a log."""
        log.append(f"open {key} {options.tiles}")
        yield Enlarger(options.tiles)
        log.append(f"close {key} {options.tiles}")

    return opened


def test_the_first_engine_is_the_default_and_a_choice_wins(tmp_path):
    log = []
    with Rack((enlarger("one", log), enlarger("two", log))) as rack:
        assert Context(rack, tmp_path).engine(UPSCALE).tiles == 4
        chosen = Context(rack, tmp_path, choices={"upscale": Choice("two", {"tiles": 8})})
        assert chosen.engine(UPSCALE).tiles == 8
        assert chosen.engine(UPSCALE) is chosen.engine(UPSCALE)
    assert log == ["open one 4", "open two 8", "close two 8", "close one 4"]


@pytest.mark.parametrize("choice", [{"upscale": Choice("nobody")}, {"upscale": Choice("")}])
def test_an_unknown_engine_is_an_error_that_names_it(tmp_path, choice):
    with Rack((enlarger("one", []),)) as rack, pytest.raises(EngineFailed):
        Context(rack, tmp_path, choices=choice).engine(UPSCALE)


def test_no_screen_at_all_is_an_error(tmp_path):
    with Rack((enlarger("one", []),)) as rack, pytest.raises(EngineFailed, match="Nothing runs without one"):
        Context(rack, tmp_path).engines(SCREEN)


def test_unknown_options_are_refused():
    with Rack((enlarger("one", []),)) as rack, pytest.raises(ValueError, match="colour"):
        rack.choose(UPSCALE, Choice("one", {"colour": "red"}))
