"""Which save of a training to take, and why, told from what was measured of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OVERFIT_LIMIT = 0.25
"""Above it a LoRA repeats pictures instead of knowing whom they show."""
AS_GOOD = 0.01
"""Likeness that is not worth more steps: the earlier save bends more easily to a prompt."""


@dataclass(frozen=True)
class Rated:
    """A save and what was measured of it; None where nothing could be."""

    step: int
    likeness: float | None
    """0..1, 1 is the same."""
    overfit: float | None
    """0..1, 1 repeats what it learned from."""


@dataclass(frozen=True)
class Recommended:
    """The step to take, with the reason in one or two sentences."""

    step: int
    reason: str


def recommended(saves: Sequence[Rated]) -> Recommended | None:
    """The earliest of the most alike saves that do not copy; None where no likeness is known."""
    rated = sorted((save for save in saves if save.likeness is not None), key=lambda save: save.step)
    if not rated:
        return None
    free = [save for save in rated if (save.overfit or 0.0) <= OVERFIT_LIMIT]
    if not free:
        least = min(rated, key=lambda save: (save.overfit or 0.0, save.step))
        return Recommended(
            least.step,
            f"Every save copies its pictures more than {OVERFIT_LIMIT:.2f}; this one copies least. "
            "Train fewer steps, or on more pictures.",
        )
    top = max(save.likeness or 0.0 for save in free)
    chosen = next(save for save in free if (save.likeness or 0.0) >= top - AS_GOOD)
    return Recommended(chosen.step, _reason(chosen, rated))


def _reason(chosen: Rated, rated: Sequence[Rated]) -> str:
    after = [save for save in rated if save.step > chosen.step]
    copying = any((save.overfit or 0.0) > OVERFIT_LIMIT for save in after)
    if not after:
        if len(rated) == 1:
            return "The only save so far."
        return "Likeness is still rising and copying is low. More steps may help."
    if copying:
        return "The best likeness before it begins to copy its pictures."
    return "Likeness rises no further after it, and an earlier save bends more easily to a prompt."
