"""Screens one photo: content first, then the age of everybody in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from imaging.picture import Picture
from imaging.screening.examine import SAFE, USES, examine_file
from imaging.stage import Context, stage


@dataclass(frozen=True)
class Screened:
    """What is known of a photo that passed; refused ones raise."""

    rating: str
    """Always "sfw": it goes into file names."""
    explicit: float
    """The strictest screen's score, 0..1."""
    screen_scores: dict[str, float]
    """Each screen's key and score."""
    face_count: int
    ages: list[float]
    """Years, largest face first; kept for the record of the decision, not shown."""
    screening: list[dict[str, Any]]
    """The lines "content" and "age" of the photo's report."""


@stage("screen", "Checking the photo", uses=USES)
def screen(ctx: Context, photo: Picture) -> Screened:
    """Look at a photo before anything else does. Raises ContentRefused, AgeRefused; a crash refuses too."""
    found = examine_file(ctx, photo)
    return Screened(
        rating=SAFE,
        explicit=found.explicit,
        screen_scores=found.scores,
        face_count=len(found.faces),
        ages=found.ages,
        screening=[check.to_json() for check in found.checks()],
    )
