"""Writes swaps: accepts a run, and keeps what each of its stages gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from studio.assets.models import Asset
from studio.runs import services as runs
from studio.runs.models import Item, Run
from studio.subjects.models import Subject
from studio.swaps.errors import NothingToMake
from studio.swaps.models import SwapResult
from studio.swaps.selectors.planning import Pair, Plan


@transaction.atomic
def start(plan: Plan) -> Run:
    """Accept what was planned. Impossible pairs are left out and not charged.

    Raises NothingToMake (422) when no pair is left, ConsentMissing (403), InsufficientCredits (402).
    """
    makeable = plan.makeable
    if not makeable:
        raise NothingToMake(
            "In every pair the heads are turned too differently. Nothing was started and nothing is charged; choose "
            "photos that look the same way."
        )
    # One at a time a subject, so that two runs are never called the same.
    Subject.objects.select_for_update().get(id=plan.subject.id)
    number = Run.objects.filter(subject=plan.subject, kind="swap").count() + 1
    return runs.request(
        workspace=plan.subject.workspace,
        kind="swap",
        subject=plan.subject,
        title=f"Swap {number}",
        recipe={
            "number": number,
            "pairs": [_frozen(pair) for pair in makeable],
            "enhance": plan.enhance,
            "engines": plan.choices,
        },
        pictures=len(makeable),
        prices=plan.prices,
        skip=frozenset() if plan.enhance else frozenset({"enhance"}),
    )


def _frozen(pair: Pair) -> dict[str, Any]:
    return {
        "source": str(pair.source.id),
        "target": str(pair.target.id),
        "source_face": pair.source.chosen_face,
        "target_face": pair.target.chosen_face,
    }


def keep_swapped(run: Run, item: Item, *, swapped: Asset, yaw_gap: float, warning: str | None) -> None:
    """The picture exists from here on: it is shown, and paid for."""
    pair = run.recipe["pairs"][item.index]
    SwapResult.objects.create(
        workspace=run.workspace,
        run=run,
        index=item.index,
        source_id=UUID(pair["source"]),
        target_id=UUID(pair["target"]),
        swapped=swapped,
        scores={"yaw_gap": yaw_gap},
        warning=(warning or "")[:300],
        engine=run.recipe["engines"]["face_swap"]["engine"],
        seconds=item.seconds,
        cost=item.price,
    )


def keep_enhanced(run: Run, item: Item, *, enhanced: Asset) -> None:
    """The larger version of a picture that is there already."""
    _add(run, item, enhanced=enhanced)


def keep_scores(
    run: Run, item: Item, *, before: float, after: float, scores: Mapping[str, float], warning: str | None
) -> None:
    """How well it went."""
    known = SwapResult.objects.values_list("scores", flat=True).get(run=run, index=item.index)
    _add(
        run,
        item,
        identity_before=before,
        identity_after=after,
        scores={**known, **scores},
        warning=(warning or "")[:300],
    )


def _add(run: Run, item: Item, **changes: Any) -> None:
    SwapResult.objects.filter(run=run, index=item.index).update(
        seconds=F("seconds") + item.seconds, cost=F("cost") + item.price, **changes
    )
