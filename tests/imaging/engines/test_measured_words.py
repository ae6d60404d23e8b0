"""What the measured captions say of the fixture photos, against what a person sees on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from imaging.capabilities import CAPTION, FACE_DETECT, PERSON_MASK, Description, Part, Seen
from imaging.engines.caption.measured import colours
from imaging.picture import decoded
from imaging.stage import Choice, Rack

ROOT = Path(__file__).parents[3]
PHOTOS, SAMPLE = ROOT / "tests" / "fixtures" / "photos", ROOT / "sample"

SEEN_BY_A_PERSON: dict[str, set[str]] = {
    "astronaut.png": {"facing the camera", "smiling", "mouth open", "orange clothes", "blurred light grey background"},
    "d2-ivana-square.jpg": {
        "three-quarter view to the left",
        "head tilted",
        "neutral expression",
        "red clothes",
        "plain yellow background",
        "light from the left",
    },
    "d2-marie.jpg": {"close-up", "three-quarter view to the right", "neutral expression", "light from the left"},
    "d2-team-1.jpg": {"facing the camera", "head tilted", "neutral expression", "plain pink background"},
    "d2-team-2.jpg": {"in profile to the right", "white and light grey clothes", "plain orange background"},
    "d2-team-3.jpg": {"three-quarter view to the left", "neutral expression", "plain light teal background"},
    "team-1.jpg": {"facing the camera", "neutral expression", "black clothes", "light from the right"},
    "team-2.jpg": {"upper body", "three-quarter view to the left", "head tilted", "eyes closed", "pink background"},
    "team-4.jpg": {"three-quarter view to the right", "mouth open", "light from the left"},
    "source-1.jpg": {"close-up", "facing the camera", "neutral expression", "blue clothes", "plain grey background"},
    "target-1.jpg": {"close-up", "facing the camera", "neutral expression", "plain beige background", "even light"},
    "target-2.jpg": {"close-up", "facing the camera", "mouth open", "plain grey background", "even light"},
    "target-3.jpg": {"close-up", "facing the camera", "neutral expression", "dark grey clothes", "even light"},
}
"""Statements that are right; hand-checked on 2026-11-25."""

WRONG: dict[str, set[str]] = {
    "d2-marie.jpg": {"blue and green background"},
    "team-2.jpg": {"light teal clothes"},
    "target-2.jpg": {"neutral expression"},
}
"""Statements that are said and are not right: a pale wall, a dress of many colours, a smile that shows its teeth."""


def described(rack: Rack, name: str) -> Description:
    picture = decoded((SAMPLE if name.startswith(("source", "target")) else PHOTOS) / name)
    seen = Seen(rack.choose(FACE_DETECT, None).find(picture), rack.choose(PERSON_MASK, None).mask(picture))
    return rack.choose(CAPTION, Choice("measured-words")).describe(picture, seen)


@pytest.fixture(scope="module")
def said(rack: Rack) -> dict[str, set[str]]:
    return {name: set(described(rack, name).sentence.split(", ")) for name in SEEN_BY_A_PERSON}


@pytest.mark.parametrize("name", SEEN_BY_A_PERSON)
def test_it_says_what_a_person_sees(said: dict[str, set[str]], name: str) -> None:
    assert SEEN_BY_A_PERSON[name] <= said[name]


def test_at_least_nine_of_ten_statements_are_right(said: dict[str, set[str]]) -> None:
    wrong = sum(len(WRONG.get(name, set()) & statements) for name, statements in said.items())
    assert wrong / sum(map(len, said.values())) <= 0.1


def test_looks_are_kept_apart(rack: Rack) -> None:
    description = described(rack, "target-1.jpg")
    assert description.parts[Part.FEATURES] == "black hair"
    assert "hair" not in description.sentence


@pytest.mark.parametrize(
    ("lab", "called"),
    [
        ((5, 0, 0), "black"),
        ((50, 1, -2), "grey"),
        ((97, 0, 2), "white"),
        ((45, 60, 40), "red"),
        ((70, 30, 60), "orange"),
        ((85, 0, 75), "yellow"),
        ((55, -50, 40), "green"),
        ((60, -35, -10), "teal"),
        ((40, 15, -60), "blue"),
        ((85, -8, -22), "light blue"),
        ((35, 40, -45), "purple"),
        ((75, 35, 2), "pink"),
        ((75, 5, 18), "beige"),
        ((35, 12, 20), "brown"),
    ],
)
def test_colours_have_everyday_names(lab: tuple[float, float, float], called: str) -> None:
    assert colours.name(*lab) == called
