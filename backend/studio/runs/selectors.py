"""Reads runs, and audits them."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from studio.accounts.models import Workspace
from studio.credits.models import LedgerEntry, Movement
from studio.runs.models import FINISHED, SETTLED, Item, ItemStatus, Run, StageRun


def runs_of(workspace: Workspace) -> QuerySet[Run]:
    """Runs with their stages and subject, newest first; three queries for any number."""
    stages = Prefetch("stage_runs", queryset=StageRun.objects.order_by("position"))
    return (
        Run.objects.filter(workspace=workspace)
        .select_related("subject")
        .prefetch_related(stages)
        .order_by("-created_at", "-id")
    )


def audit() -> list[str]:
    """What must hold after any fault; answers one sentence for each violation."""
    return [*_unfinished_business(), *_money(), *_counters()]


def _unfinished_business() -> list[str]:
    over = Run.objects.filter(status__in=FINISHED)
    stuck = over.filter(items__status__in=[s for s in ItemStatus if s not in SETTLED]).distinct()
    return [f"Run {run.id} is {run.status} with unsettled items." for run in stuck]


def _money() -> list[str]:
    problems = []
    entries = LedgerEntry.objects.filter(run__isnull=False)
    twice = entries.filter(kind=Movement.CAPTURE).values("reference").annotate(n=Count("id")).filter(n__gt=1)
    problems += [f"{row['reference']} was captured {row['n']} times." for row in twice]
    held = {row["run"]: row["left"] for row in entries.values("run").annotate(left=Sum("held"))}
    for run in Run.objects.all():
        left = held.get(run.id, 0)
        if run.status in FINISHED and left:
            problems.append(f"Run {run.id} is {run.status} and still holds {left}.")
        if run.price - run.captured - run.released != left:
            problems.append(f"Run {run.id} says it holds {run.price - run.captured - run.released}, the ledger {left}.")
        due = Item.objects.filter(run=run, status=ItemStatus.DONE).aggregate(sum=Sum("price"))["sum"] or 0
        if due != run.captured:
            problems.append(f"Run {run.id} captured {run.captured} for items worth {due}.")
    return problems


def _counters() -> list[str]:
    counted = StageRun.objects.annotate(
        made=Count("items", filter=Q(items__status=ItemStatus.DONE)),
        lost=Count("items", filter=Q(items__status=ItemStatus.FAILED)),
    )
    return [
        f"Stage {s.name} of run {s.run_id} counts {s.done} done, {s.failed} failed; its items say {s.made}, {s.lost}."
        for s in counted
        if (s.done, s.failed) != (s.made, s.lost)
    ]
