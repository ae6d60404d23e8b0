"""Which save of a version is the best: the one that somebody picked, else the recommended one, else the last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from imaging.training.choosing import OVERFIT_LIMIT, Rated, Recommended, recommended
from studio.loras.models import LoraVersion, Save

__all__ = ["OVERFIT_LIMIT", "Advice", "advice", "best", "best_save"]

Advice = Recommended


def advice(version: LoraVersion, saves: Sequence[Save]) -> Advice | None:
    """The recommended step with the reason; None while nothing can be compared."""
    rated = [Rated(save.step, save.likeness, save.overfit) for save in saves]
    return recommended([one for one in rated if one.likeness is not None])


def best_save(version: LoraVersion, saves: Sequence[Save]) -> Save | None:
    """What is used where nobody says which; ``saves`` in the order of their steps."""
    told = advice(version, saves)
    step = told.step if told else None
    chosen = next((save for save in saves if save.id == version.winner_id), None)
    return chosen or next((save for save in saves if save.step == step), None) or (saves[-1] if saves else None)


def best(version: LoraVersion, saves: Sequence[Save]) -> dict[str, Any] | None:
    """The best save as a card shows it, without its picture."""
    save, told = best_save(version, saves), advice(version, saves)
    if save is None:
        return None
    if save.id == version.winner_id:
        reason = "Picked by hand."
    else:
        reason = told.reason if told and told.step == save.step else "The last step."
    return {"id": save.id, "step": save.step, "likeness": save.likeness, "reason": reason}
