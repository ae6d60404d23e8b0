"""How much of what the measured captions say of 60 drawn people, which nothing was tuned on, is what was drawn."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from imaging.capabilities import CAPTION, FACE_DETECT, PERSON_MASK, Part, Seen
from imaging.engines import CATALOGUE
from imaging.picture import decoded
from imaging.stage import Choice, Rack

RENDERS = Path(__file__).parents[2] / "fixtures" / "renders"
FRAMINGS = {
    "close-up": {"close-up portrait", "portrait"},
    "head and shoulders": {"portrait", "half body portrait"},
    "upper body": {"half body portrait"},
}
"""What a framing may be called: a toon's head is as wide as a person's shoulders."""

Statement = tuple[str, bool]


@pytest.fixture(scope="module")
def statements() -> list[Statement]:
    """Each statement with a truth to hold it against: what it is about, and whether it is right."""
    drawn = json.loads((RENDERS / "truth.json").read_text())
    with Rack(CATALOGUE) as rack:
        found = [made for truth in drawn for made in judged(rack, truth)]
    return found


def judged(rack: Rack, truth: dict[str, str]) -> Iterator[Statement]:
    picture = decoded(RENDERS / truth["file"])
    seen = Seen(rack.choose(FACE_DETECT, None).find(picture), rack.choose(PERSON_MASK, None).mask(picture))
    said = rack.choose(CAPTION, Choice("measured-words")).describe(picture, seen).parts
    for words in said.get(Part.POSE, "").split(", "):
        if words in FRAMINGS:
            yield "framing", truth["framing"] in FRAMINGS[words]
        elif words:
            yield "pose", words == "facing the camera"
    for colour in colours(said.get(Part.CLOTHING, ""), "clothes"):
        yield "clothes", colour == truth["clothes"]
    # a place has colours too, and nobody wrote down which
    for colour in colours(said.get(Part.LOCATION, ""), "background") if truth["ground"] else ():
        yield "ground", colour == truth["ground"]
    assert Part.FEATURES not in said, "the hair of a drawing is not where the hair of a person is"


def colours(said: str, of: str) -> list[str]:
    """The colours that are said of something, without light and dark: the renderer has thirteen words."""
    stretch = re.search(rf"(?:plain |blurred )?((?:\w+ )+?){of}", said)
    words = re.split(r" and ", stretch[1].strip()) if stretch else []
    return [re.sub(r"^(?:plain |blurred )?(?:light |dark )?", "", word) for word in words]


def test_nine_of_ten_statements_are_right(statements: list[Statement]) -> None:
    right = Counter(about for about, is_right in statements if is_right)
    made = Counter(about for about, _ in statements)
    assert made.keys() == {"framing", "pose", "clothes", "ground"}
    assert min(made.values()) >= 10, "too little is said to be judged"
    assert right.total() / made.total() >= 0.9, {about: f"{right[about]} of {made[about]}" for about in made}
