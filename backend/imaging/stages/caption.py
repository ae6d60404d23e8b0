"""Describes one picture in words."""

from __future__ import annotations

from dataclasses import dataclass

from imaging.capabilities import CAPTION, FACE_DETECT, PERSON_MASK, Seen
from imaging.picture import Picture
from imaging.stage import Context, stage


@dataclass(frozen=True)
class Captioned:
    """What a captioner said; the template is filled by whoever knows the trigger word."""

    sentence: str
    parts: dict[str, str]
    """By imaging.capabilities.Part."""


@stage("caption", "Writing captions", uses=(FACE_DETECT, PERSON_MASK, CAPTION))
def caption(ctx: Context, photo: Picture) -> Captioned:
    """Find faces and people once, then let the chosen captioner speak."""
    pixels = photo.pixels()
    seen = Seen(ctx.engine(FACE_DETECT).find(pixels), ctx.engine(PERSON_MASK).mask(pixels))
    ctx.progress.at(0.2, "Writing")
    said = ctx.engine(CAPTION).describe(pixels, seen)
    return Captioned(said.sentence, {part.value: words for part, words in said.parts.items()})
