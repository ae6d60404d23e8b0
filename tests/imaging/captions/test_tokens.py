"""Token counts are estimated near enough to warn in time."""

from __future__ import annotations

import pytest

from imaging.captions.tokens import LIMIT, estimate


@pytest.mark.parametrize(
    ("caption", "counted"),
    [
        # by hand: a common word, a sign and a digit are a token each; begin and end are two more
        ("", 2),
        ("a photo of a woman", 7),
        ("close-up, smiling, red clothes", 10),
        ("a photo of a man, head and shoulders, facing the camera, neutral expression, plain grey background", 22),
        ("portrait, 35 mm, f/1.8", 13),
    ],
)
def test_plain_english_is_counted_within_a_tenth_or_two(caption: str, counted: int) -> None:
    assert abs(estimate(caption) - counted) <= max(2, counted // 10)


def test_a_made_up_word_counts_for_several() -> None:
    assert estimate("andiemoonbeam") > estimate("portrait")


def test_a_long_caption_is_too_long() -> None:
    assert estimate(", ".join(["standing in the garden"] * 16)) > LIMIT
