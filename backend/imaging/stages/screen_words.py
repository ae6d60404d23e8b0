"""Screens the words of a picture that is to be made, and that the picture can be screened afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from imaging.capabilities import AGE, FACE_DETECT, SCREEN
from imaging.screening.examine import SAFE
from imaging.screening.words import refuse_words
from imaging.stage import Context, stage


@dataclass(frozen=True)
class WordsScreened:
    """What is known of words that passed; refused ones raise."""

    rating: str
    """Always "sfw": it goes into file names."""


@stage("screen", "Checking the words", uses=(SCREEN, FACE_DETECT, AGE))
def screen_words(ctx: Context, prompt: str, negative: str) -> WordsScreened:
    """Raises ContentRefused or AgeRefused for the words; EngineFailed where nothing could look at the picture."""
    refuse_words(prompt, negative)
    # a picture that nobody can screen is not begun
    ctx.engines(SCREEN)
    ctx.engine(FACE_DETECT)
    ctx.engine(AGE)
    return WordsScreened(rating=SAFE)
