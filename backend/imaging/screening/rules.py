"""Where the lines are drawn: pure functions of what the screens and the age network measured.

"hold" means that a person should look. There is no review queue yet, so everywhere hold means refuse.
"""

from __future__ import annotations

from typing import Literal

from imaging.capabilities import AgeEstimate

Ruling = Literal["pass", "hold", "refuse"]

EXPLICIT_REFUSE, EXPLICIT_HOLD = 0.5, 0.3
"""Scores of a content screen. Benign photos measured at most 0.133; recall on explicit pictures was not measured."""
ADULT_YEARS, MINOR_PROBABILITY = 21.0, 0.15
"""Refused below the first or above the second. Of 91 pictures of adults this refused none; minors were not measured."""
TRUSTED_YAW = 40.0
"""Degrees; of a head turned further the age estimate was wrong by up to 22 years, so it is held for a person."""


def rule_content(explicit: float) -> Ruling:
    """The ruling on the strictest screen's score. A score that is not a number is refused."""
    if explicit < EXPLICIT_HOLD:
        return "pass"
    return "hold" if explicit <= EXPLICIT_REFUSE else "refuse"


def rule_age(estimate: AgeEstimate, yaw: float) -> Ruling:
    """The ruling on one face, ``yaw`` in degrees. An estimate that is not a number is refused."""
    if not (estimate.years >= ADULT_YEARS and estimate.below_18 <= MINOR_PROBABILITY):
        return "refuse"
    return "pass" if abs(yaw) <= TRUSTED_YAW else "hold"
