"""Templates, looks and faults of captions."""

from __future__ import annotations

import pytest

from imaging.capabilities import Description, Part
from imaging.captions import lint, looks, template
from imaging.captions.lint import Fault
from imaging.errors import UnusableInput

SAID = Description(
    "close-up, smiling, red clothes, plain blue background",
    {
        Part.FEATURES: "brown hair",
        Part.CLOTHING: "red clothes",
        Part.POSE: "close-up, smiling",
        Part.LOCATION: "plain blue background",
    },
)


@pytest.mark.parametrize(
    ("wanted", "with_looks", "caption"),
    [
        (template.SENTENCE, False, "a photo of ohwx, close-up, smiling, red clothes, plain blue background"),
        (template.SENTENCE, True, "a photo of ohwx, brown hair, close-up, smiling, red clothes, plain blue background"),
        (template.TAGS, False, "ohwx, red clothes, close-up, smiling, plain blue background, sfw"),
        (template.TAGS, True, "ohwx, brown hair, red clothes, close-up, smiling, plain blue background, sfw"),
    ],
)
def test_templates_are_filled(wanted: str, with_looks: bool, caption: str) -> None:
    assert template.filled(wanted, trigger="ohwx", said=SAID, rating="sfw", looks=with_looks) == caption


def test_what_is_missing_leaves_no_comma() -> None:
    said = Description("somebody at a window", {})
    assert (
        template.filled(template.TAGS, trigger="ohwx", said=said, rating="", looks=False)
        == "ohwx, somebody at a window"
    )
    assert (
        template.filled(template.SENTENCE, trigger="", said=Description("", {}), rating="", looks=False) == "a photo of"
    )


@pytest.mark.parametrize(
    "wrong", ["{trigger}, {mood}", "{trigger.__class__}", "{trigger!r:>9000000}", "{trigger", "{0}"]
)
def test_a_template_that_asks_for_more_is_refused(wrong: str) -> None:
    with pytest.raises(UnusableInput):
        template.checked(wrong)


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("a photo of ohwx with long blonde hair, smiling", ["long blonde hair"]),
        ("ohwx, blue eyes, freckles, red dress", ["blue eyes", "freckles"]),
        ("a bearded man of middle-aged looks", ["bearded", "middle-aged"]),
        ("ohwx, 35 years old, in a black shirt", ["35 years old"]),
        ("ohwx, hat, black shirt, plain brown background, light from the left", []),
        ("ohwx in a chair in a fair light", []),
    ],
)
def test_looks_are_found(caption: str, words: list[str]) -> None:
    assert [one.words for one in looks.looks_in(caption)] == words


def test_looks_are_taken_out() -> None:
    caption = "a photo of ohwx with long blonde hair, blue eyes, smiling, red dress"
    assert looks.without_looks(caption) == "a photo of ohwx, smiling, red dress"


def words(caption: str) -> int:
    return len(caption.split())


def test_faults_of_one_caption() -> None:
    def faults(caption: str) -> list[Fault]:
        return [one.fault for one in lint.lint(caption, trigger="ohwx", limit=6, tokens=words)]

    assert faults("a photo of ohwx, smiling") == []
    assert faults("  ") == [Fault.EMPTY]
    assert faults("a photo, smiling") == [Fault.TRIGGER_MISSING]
    assert faults("smiling, red, blue, ohwx") == [Fault.TRIGGER_LATE]
    assert faults("ohwx one two three four five six") == [Fault.TOO_LONG]
    assert faults("ohwx, brown hair") == [Fault.LOOKS]


def test_words_that_are_everywhere_are_told() -> None:
    captions = [f"a photo of ohwx, smiling, in a room, picture {number}" for number in range(10)]
    captions[3] = "a photo of ohwx, outside"
    assert set(lint.same_everywhere(captions, trigger="ohwx")) == {"smiling", "in a room"}
    assert lint.same_everywhere(captions[:3], trigger="ohwx") == []
