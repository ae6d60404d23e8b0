"""A file that passed the screen passes again without being measured; anything else is measured anew."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imaging.capabilities import AGE, FACE_DETECT, SCREEN, ScreenScore
from imaging.engine import engine
from imaging.errors import ContentRefused
from imaging.picture import Picture
from imaging.screening.examine import examine_file
from imaging.stage import KNOWN, Choice, Context, Rack


class Screen:
    """Counts what it is shown and refuses what is white; the only engine that a picture without faces needs."""

    def __init__(self) -> None:
        self.shown = 0

    def screen(self, picture):
        self.shown += 1
        return ScreenScore(float(picture.mean() > 200), {})

    def find(self, _picture, *, thorough=False):
        return []


def rack(screen: Screen) -> Rack:
    made = []
    for does in (SCREEN, FACE_DETECT, AGE):

        @engine(f"counting-{does.key}", "Counting", does=does, licence="none")
        @contextmanager
        def counting(_options):
            """A fake."""
            yield screen

        made.append(counting)
    return Rack(made)


def picture(folder: Path, shade: int, name: str = "photo") -> Picture:
    path = folder / f"{name}.png"
    Image.fromarray(np.full((8, 8, 3), shade, np.uint8)).save(path)
    return Picture(path)


def test_the_same_bytes_are_measured_once(tmp_path):
    screen = Screen()
    ctx = Context(rack(screen), tmp_path)
    first = examine_file(ctx, picture(tmp_path, 10, "one"))
    assert examine_file(ctx, picture(tmp_path, 10, "other name")) == first
    assert screen.shown == 1


def test_other_bytes_under_the_same_name_are_measured(tmp_path):
    screen = Screen()
    ctx = Context(rack(screen), tmp_path)
    examine_file(ctx, picture(tmp_path, 10))
    with pytest.raises(ContentRefused):
        examine_file(ctx, picture(tmp_path, 255))
    assert screen.shown == 2


def test_a_refusal_is_never_remembered(tmp_path):
    screen = Screen()
    ctx = Context(rack(screen), tmp_path)
    for name in ("The source photo", "The target photo"):
        with pytest.raises(ContentRefused, match=name):
            examine_file(ctx, picture(tmp_path, 255), name=name)
    assert screen.shown == 2


def test_another_choice_of_engine_is_another_question(tmp_path):
    screen = Screen()
    shared = rack(screen)
    examine_file(Context(shared, tmp_path), picture(tmp_path, 10))
    chosen = {FACE_DETECT.key: Choice(f"counting-{FACE_DETECT.key}")}
    examine_file(Context(shared, tmp_path, choices=chosen), picture(tmp_path, 10))
    assert screen.shown == 2


def test_a_closed_rack_has_forgotten(tmp_path):
    screen = Screen()
    shared = rack(screen)
    examine_file(Context(shared, tmp_path), picture(tmp_path, 10))
    shared.close()
    examine_file(Context(shared, tmp_path), picture(tmp_path, 10))
    assert screen.shown == 2


def test_the_oldest_is_forgotten_first():
    shared = Rack(())
    for number in range(KNOWN + 1):
        shared.remember(number, str(number))
    assert shared.known(0) is None
    assert shared.known(1) == "1"
    assert shared.known(KNOWN) == str(KNOWN)


def test_warming_opens_what_will_be_chosen_and_hides_no_failure(tmp_path):
    opened = []

    @engine("warm", "Warm", does=SCREEN, licence="none")
    @contextmanager
    def warm(_options):
        """A fake."""
        opened.append("warm")
        yield Screen()

    @engine("broken", "Broken", does=AGE, licence="none")
    @contextmanager
    def broken(_options):
        """A fake."""
        raise OSError("no weights")
        yield

    shared = Rack((warm, broken))
    shared.warm((SCREEN, AGE))
    shared.all(SCREEN)
    assert opened == ["warm"]
    with pytest.raises(OSError, match="no weights"):
        shared.choose(AGE, None)
