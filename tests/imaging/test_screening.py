"""The rule that refuses explicit pictures and minors: where the lines are, and that everything else is closed."""

from __future__ import annotations

import math
from contextlib import contextmanager

import numpy as np
import pytest

from imaging.capabilities import AGE, FACE_DETECT, SCREEN, AgeEstimate, Face, ScreenScore
from imaging.engine import engine
from imaging.errors import AgeRefused, ContentRefused, EngineFailed
from imaging.picture import Picture
from imaging.screening.examine import examine
from imaging.screening.rules import rule_age, rule_content
from imaging.stage import Context, Rack
from imaging.stages.screen import screen
from imaging.stages.screen_pair import screen_pair


@pytest.mark.parametrize(
    ("explicit", "ruling"),
    [
        (0.0, "pass"),
        (0.2999, "pass"),
        (0.3, "hold"),
        (0.5, "hold"),
        (0.5001, "refuse"),
        (1.0, "refuse"),
        (math.nan, "refuse"),
    ],
)
def test_the_lines_of_content(explicit, ruling):
    assert rule_content(explicit) == ruling


@pytest.mark.parametrize(
    ("years", "below_18", "yaw", "ruling"),
    [
        (30, 0.0, 0, "pass"),
        (21, 0.15, 40, "pass"),
        (21, 0.15, -40, "pass"),
        (20.9, 0.0, 0, "refuse"),
        (40, 0.151, 0, "refuse"),
        (30, 0.0, 41, "hold"),
        (30, 0.0, -41, "hold"),
        (58.8, 0.012, 54.3, "hold"),
        (15, 0.9, 60, "refuse"),
        (math.nan, 0.0, 0, "refuse"),
        (30, math.nan, 0, "refuse"),
    ],
)
def test_the_lines_of_age(years, below_18, yaw, ruling):
    assert rule_age(AgeEstimate(years=years, below_18=below_18), yaw) == ruling


def face(yaw: float = 0.0) -> Face:
    return Face((0, 0, 10, 10), 0.9, 1.0, np.zeros((468, 3), np.float32), yaw)


class Fakes:
    """Engines that answer what a test tells them; they look at nothing."""

    def __init__(self, explicit=(0.0, 0.0), faces=(), ages=(), crash=""):
        self.explicit, self.faces, self.ages, self.crash = explicit, list(faces), list(ages), crash
        self.asked = []

    def rack(self) -> Rack:
        made = [self._engine(f"screen-{n}", SCREEN, _Screen(self, n)) for n in range(len(self.explicit))]
        made += [self._engine("faces", FACE_DETECT, _Faces(self)), self._engine("ages", AGE, _Ages(self))]
        return Rack(made)

    def _engine(self, key, does, opened):
        @engine(key, key, does=does, licence="none")
        @contextmanager
        def fake(_options):
            """A fake."""
            yield opened

        return fake

    def answer(self, kind):
        self.asked.append(kind)
        if self.crash == kind:
            raise RuntimeError(f"{kind} crashed")


class _Screen:
    def __init__(self, fakes, number):
        self.fakes, self.number = fakes, number

    def screen(self, _picture):
        self.fakes.answer(f"screen-{self.number}")
        return ScreenScore(self.fakes.explicit[self.number], {})


class _Faces:
    def __init__(self, fakes):
        self.fakes = fakes

    def find(self, _picture, *, thorough=False):
        self.fakes.answer("faces")
        return self.fakes.faces


class _Ages:
    def __init__(self, fakes):
        self.fakes = fakes

    def estimate(self, _picture, _face):
        self.fakes.answer("ages")
        return self.fakes.ages[self.fakes.asked.count("ages") - 1]


ADULT, MINOR = AgeEstimate(30, 0.01), AgeEstimate(15, 0.9)
PIXELS = np.zeros((8, 8, 3), np.uint8)


def look(fakes, tmp_path):
    return examine(Context(fakes.rack(), tmp_path), PIXELS)


@pytest.mark.parametrize("explicit", [(0.0, 0.6), (0.6, 0.0), (0.0, 0.31), (math.nan, 0.0), (0.0, math.nan)])
def test_the_strictest_screen_wins(tmp_path, explicit):
    fakes = Fakes(explicit=explicit)
    with pytest.raises(ContentRefused) as refused:
        look(fakes, tmp_path)
    assert fakes.asked == ["screen-0", "screen-1"]
    assert refused.value.facts["checks"][0]["verdict"] == "refuse"


def test_doubt_is_refused_and_says_so(tmp_path):
    with pytest.raises(ContentRefused) as refused:
        look(Fakes(explicit=(0.4, 0.0)), tmp_path)
    assert refused.value.facts["held"] is True
    assert refused.value.facts["explicit"] == 0.4
    assert "rule out" in refused.value.message


def test_a_clean_picture_passes_with_its_scores(tmp_path):
    found = look(Fakes(explicit=(0.1, 0.02), faces=[face()], ages=[ADULT]), tmp_path)
    assert found.scores == {"screen-0": 0.1, "screen-1": 0.02}
    assert found.explicit == 0.1
    assert found.ages == [30]
    assert [(check.key, check.verdict) for check in found.checks()] == [("content", "pass"), ("age", "pass")]


def test_one_minor_among_adults_is_refused(tmp_path):
    fakes = Fakes(faces=[face(), face(), face()], ages=[ADULT, ADULT, MINOR])
    with pytest.raises(AgeRefused) as refused:
        look(fakes, tmp_path)
    assert refused.value.facts["face"] == 2
    assert refused.value.facts["held"] is False
    assert [check["key"] for check in refused.value.facts["checks"]] == ["content", "age"]


def test_a_head_turned_too_far_is_refused_and_told_so(tmp_path):
    with pytest.raises(AgeRefused, match="turned too far") as refused:
        look(Fakes(faces=[face(yaw=-55)], ages=[ADULT]), tmp_path)
    assert refused.value.facts["held"] is True


def test_nobody_in_the_picture_is_nobody_too_young(tmp_path):
    assert look(Fakes(), tmp_path).ages == []


@pytest.mark.parametrize("crash", ["screen-0", "screen-1", "faces", "ages"])
def test_a_crash_lets_nothing_through(tmp_path, crash):
    with pytest.raises(RuntimeError, match=crash):
        look(Fakes(faces=[face()], ages=[ADULT], crash=crash), tmp_path)


@pytest.mark.parametrize("missing", [SCREEN, FACE_DETECT, AGE])
def test_a_missing_engine_lets_nothing_through(tmp_path, missing):
    rack = Fakes(faces=[face()], ages=[ADULT]).rack()
    rack.catalogue = tuple(one for one in rack.catalogue if one.does != missing)
    with pytest.raises(EngineFailed):
        examine(Context(rack, tmp_path), PIXELS)


def test_the_stage_writes_down_what_was_measured(ctx, photo):
    given = screen.perform(ctx, photo=photo("d2-marie.jpg"))
    assert given["rating"] == "sfw"
    assert set(given["screen_scores"]) == {"screen-mobilenet", "screen-open-nsfw"}
    assert given["explicit"] == max(given["screen_scores"].values()) < 0.3
    assert given["face_count"] == 1
    assert given["ages"] == [pytest.approx(29.3, abs=1.5)]
    assert [line["key"] for line in given["screening"]] == ["content", "age"]


def test_the_photo_almost_in_profile_is_held(ctx, photo):
    with pytest.raises(AgeRefused, match="turned too far"):
        screen.perform(ctx, photo=photo("d2-team-2.jpg"))


@pytest.mark.parametrize(
    "name",
    [
        *("astronaut.png", "d2-ivana-square.jpg", "d2-marie.jpg", "d2-team-1.jpg", "d2-team-3.jpg", "team-1.jpg"),
        *("team-2.jpg", "team-4.jpg", "source-1.jpg", "target-1.jpg", "target-2.jpg", "target-3.jpg"),
    ],
)
def test_ordinary_portraits_of_adults_pass(ctx, photo, name):
    assert screen.perform(ctx, photo=photo(name))["rating"] == "sfw"


@pytest.mark.parametrize(("explicit", "named"), [([0.9, 0.0], "source"), ([0.0, 0.9], "target")])
def test_a_pair_is_refused_by_the_name_of_its_photo(tmp_path, photo, explicit, named):
    class InTurn(_Screen):
        def screen(self, _picture):
            return ScreenScore(explicit.pop(0), {})

    fakes = Fakes(explicit=(0.0,), faces=[face()], ages=[ADULT, ADULT])
    rack = fakes.rack()
    rack.catalogue = (fakes._engine("screen-0", SCREEN, InTurn(fakes, 0)), *rack.catalogue[1:])
    with pytest.raises(ContentRefused, match=named):
        screen_pair.perform(
            Context(rack, tmp_path), source=photo("d2-marie.jpg"), target=Picture(photo("team-4.jpg").path)
        )
