"""Asks for captions: a run that is priced before, and writes over no words of a person."""

from __future__ import annotations

from django.db import transaction

from studio.datasets.errors import NothingToCaption
from studio.datasets.selectors.planning import Plan
from studio.datasets.services.checking import recipe
from studio.engines import selectors as engines
from studio.runs import services as runs
from studio.runs.models import Run

KIND = "caption"


@transaction.atomic
def caption(plan: Plan) -> Run:
    """Accept what was planned.

    Raises NothingToCaption (422), WeightsMissing (409) before anything is held, ConsentMissing (403) and
    InsufficientCredits (402).
    """
    if not plan.items:
        raise NothingToCaption(_why_none(plan))
    engines.require_weights(plan.choices)
    named = "1 caption" if len(plan.items) == 1 else f"{len(plan.items)} captions"
    return runs.request(
        workspace=plan.dataset.workspace,
        kind=KIND,
        subject=plan.dataset.subject,
        title=f"{named} for {plan.dataset.name}",
        recipe={**recipe(plan.dataset, plan.items), "engines": plan.choices},
        pictures=len(plan.items),
        prices={"caption": plan.each},
        skip=frozenset({"weigh"}) if all(item.quality is not None for item in plan.items) else frozenset(),
    )


def _why_none(plan: Plan) -> str:
    left = plan.left_out
    if left.by_engines and not left.by_people:
        advice = "Ask to write over the engines' captions to have them anew."
    else:
        advice = "Empty the captions that an engine shall write."
    if not (left.by_people or left.by_engines):
        advice = "Add or keep some pictures first."
    return f"Every picture has its words already, or none may be shown. Nothing was started. {advice}"
