"""Screens the two photos of a swap."""

from __future__ import annotations

from dataclasses import dataclass

from imaging.picture import Picture
from imaging.screening.examine import SAFE, USES, examine_file
from imaging.stage import Context, stage


@dataclass(frozen=True)
class PairScreened:
    """What is known of two photos that passed; refused ones raise."""

    rating: str
    """Always "sfw": it goes into file names."""
    explicit: float
    """The strictest screen's score of the worse photo, 0..1."""
    screen_scores: dict[str, dict[str, float]]
    """For "source" and "target": each screen's key and score."""


@stage("screen", "Checking the photos", uses=USES)
def screen_pair(ctx: Context, source: Picture, target: Picture) -> PairScreened:
    """Look at both photos before any other engine does. Raises ContentRefused, AgeRefused naming which photo."""
    first = examine_file(ctx, source, name="The source photo")
    ctx.progress.at(0.5, "Source checked")
    second = examine_file(ctx, target, name="The target photo")
    return PairScreened(
        rating=SAFE,
        explicit=max(first.explicit, second.explicit),
        screen_scores={"source": first.scores, "target": second.scores},
    )
