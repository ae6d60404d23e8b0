"""Fake engines, chosen by name in a recipe, or put in place of the screens by FAKE_SCREEN and FAKE_AGE."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from imaging.capabilities import AGE, FACE_SWAP, SCREEN, UPSCALE, AgeEstimate, Face, ScreenScore
from imaging.engine import Engine, Options, engine
from imaging.engines import CATALOGUE
from imaging.picture import Pixels
from imaging.progress import SILENT, Progress


class Pace(Options):
    """How slowly, and what goes wrong."""

    seconds: float = 0.0
    trouble: str = ""
    only_width: int = 0
    """Trouble only on targets of this width; 0 for all."""


@engine("fake-swap", "Fake swap", does=FACE_SWAP, licence="none", options=Pace)
@contextmanager
def fake_swap(options: Pace) -> Iterator[Any]:
    """Copies the target; for tests."""
    yield _Swap(options)


class _Swap:
    def __init__(self, options: Pace) -> None:
        self.options = options

    def swap(
        self, *, source: Pixels, source_face: Face, target: Pixels, target_face: Face, progress: Progress = SILENT
    ) -> Pixels:
        if self.options.only_width in (0, target.shape[1]):
            trouble(self.options.trouble)
        wait(self.options.seconds, progress)
        return target.copy()


@engine("fake-x2", "Fake enhance", does=UPSCALE, licence="none", options=Pace)
@contextmanager
def fake_x2(options: Pace) -> Iterator[Any]:
    """Doubles every pixel; for tests."""
    yield _Double(options)


class _Double:
    factor = 2

    def __init__(self, options: Pace) -> None:
        self.options = options

    def upscale(self, picture: Pixels, progress: Progress = SILENT) -> Pixels:
        trouble(self.options.trouble)
        wait(self.options.seconds, progress)
        return picture.repeat(2, axis=0).repeat(2, axis=1)


def wait(seconds: float, progress: Progress) -> None:
    """Take a while, reporting and listening like a real engine."""
    steps = max(1, int(seconds / 0.05))
    for step in range(steps):
        progress.at(step / steps, f"Step {step + 1} of {steps}")
        time.sleep(seconds / steps)


def trouble(kind: str) -> None:
    """Die the way native code does."""
    if kind == "segfault":
        ctypes.string_at(0)
    elif kind == "memory":
        np.ones((100_000, 100_000), np.float64)
    elif kind == "loop":
        while True:
            pass


@engine("fake-screen", "Fake screen", does=SCREEN, licence="none")
@contextmanager
def fake_screen(options: Options) -> Iterator[Any]:
    """Says "refused", or crashes, whatever it is shown."""
    yield _Screen()


class _Screen:
    def screen(self, picture: Pixels) -> ScreenScore:
        if os.environ["FAKE_SCREEN"] == "crash":
            os._exit(9)
        return ScreenScore(explicit=1.0, labels={"refused": 1.0})


@engine("fake-age", "Fake age", does=AGE, licence="none")
@contextmanager
def fake_age(options: Options) -> Iterator[Any]:
    """Says "refused", or crashes, whatever it is shown."""
    yield _Age()


class _Age:
    def estimate(self, picture: Pixels, face: Face) -> AgeEstimate:
        if os.environ["FAKE_AGE"] == "crash":
            os._exit(9)
        return AgeEstimate(years=0.0, below_18=1.0)


def catalogue() -> tuple[Engine, ...]:
    """The product's engines, the fakes behind them, and fake screens in front where a test asked for them."""
    screens = [e for name, e in (("FAKE_SCREEN", fake_screen), ("FAKE_AGE", fake_age)) if os.environ.get(name)]
    replaced = {AGE.key} if os.environ.get("FAKE_AGE") else set()
    product = [e for e in _PRODUCT if e.does.key not in replaced]
    return (*screens, *product, fake_swap, fake_x2)


_PRODUCT = CATALOGUE
