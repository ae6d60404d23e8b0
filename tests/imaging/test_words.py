"""Which words pass and which are refused, in the list's own mildest entries and made-up ages."""

from __future__ import annotations

import pytest

from imaging.errors import AgeRefused, ContentRefused
from imaging.screening.words import refuse_words


@pytest.mark.parametrize(
    "prompt",
    [
        "a photo of ohwx_m by the sea, 85 mm, soft light",
        "a 45-year-old man in Essex, class photograph, grass, cocktails",
        "{a portrait|a close-up} of ohwx, woman of 21 years, 8 k, hdr",
        "a cowboy hat and a peacock, analog film from 1975, (bokeh:1.2)",
        "portrait 1 of 12, assistant in a blue button-up shirt, 4:5",
        "",
    ],
)
def test_plain_words_pass(prompt: str) -> None:
    refuse_words(prompt, "blurry, low quality, nude, child")


@pytest.mark.parametrize(
    "prompt",
    [
        "a nude portrait",
        "NUDE",
        "(nude:1.4)",
        "n.u.d.e",
        "n u d e",
        "nuuude",
        "nud3",
        "ｎｕｄｅ",
        "núde",
        "nu\u200bde",
        "n{u}de",
        "nudes_of",
        "portrait, no  clothes",
    ],
)
def test_sexual_words_are_refused_in_any_disguise(prompt: str) -> None:
    with pytest.raises(ContentRefused, match="Describe the picture without it"):
        refuse_words(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "a child",
        "a ch1ld",
        "t.e.e.n",
        "aged 16",
        "age: 12",
        "a 12 year old",
        "12-year-old",
        "17yo",
        "17 y/o",
        "sixteen-year-old",
        "aged seventeen",
        "6 months old",
        "in school uniform",
    ],
)
def test_minors_are_refused(prompt: str) -> None:
    with pytest.raises(AgeRefused, match="adults only"):
        refuse_words(prompt)


def test_clothes_and_grown_age_cannot_be_wished_away() -> None:
    with pytest.raises(ContentRefused, match='because of "clothes"'):
        refuse_words("a portrait", "blurry, clothes")
