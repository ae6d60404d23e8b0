"""Reads runs, says whose turn it is, and audits them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, ExpressionWrapper, F, FloatField, Prefetch, Q, QuerySet, Sum, When

from studio.accounts.models import Workspace
from studio.assets.models import Asset
from studio.credits.models import LedgerEntry, Movement
from studio.runs import kinds
from studio.runs.errors import NotReached
from studio.runs.models import (
    FINISHED,
    LATER,
    PAUSABLE,
    REFUSED_FOR_GOOD,
    SETTLED,
    Item,
    ItemStatus,
    Priority,
    Run,
    RunStatus,
    StageRun,
    StageStatus,
)


def runs_of(workspace: Workspace) -> QuerySet[Run]:
    """Runs with their stages and subject, newest first; three queries for any number."""
    stages = Prefetch("stage_runs", queryset=StageRun.objects.order_by("position"))
    return (
        Run.objects.filter(workspace=workspace)
        .select_related("subject")
        .prefetch_related(stages)
        .order_by("-created_at", "-id")
    )


def listed(workspace: Workspace) -> QuerySet[Run]:
    """As ``runs_of``, with no more of each row than a list shows: half of the time was spent on the rest."""
    stages = Prefetch("stage_runs", queryset=StageRun.objects.order_by("position").only("run_id", *_STAGE))
    runs = Run.objects.filter(workspace=workspace).select_related("subject").prefetch_related(stages)
    return runs.only(*_RUN, "subject__slug", "subject__name")


_RUN = (
    "kind", "title", "priority", "status", "pictures", "hears", "price", "captured", "released", "refused", "progress",
    "seq", "error_code", "error_detail", "created_at", "started_at", "finished_at",
)  # fmt: skip
_STAGE = (
    "name", "label", "status", "takeovers", "total", "done", "failed", "spent", "weight", "fraction", "message",
)  # fmt: skip


def in_turn(stage_runs: QuerySet[StageRun]) -> QuerySet[StageRun]:
    """By the priority of the kind, then by the run's turn, then the stage nearest to a finished picture."""
    return stage_runs.order_by("run__priority", "run__turn_at", "run_id", "-position", "id")


def waiting(workspace: Workspace, priority: int) -> QuerySet[Run]:
    """Runs of the workspace that no worker has begun, in the order of their turns."""
    return Run.objects.filter(workspace=workspace, status=RunStatus.QUEUED, priority=priority).order_by("turn_at", "id")


NO_PLACE = (None, None)
LATELY = 20
"""How many of the latest runs tell the pace of their engines."""
LEAST_PACE = 0.01
"""Seconds; a share of the bar has to be more than nothing."""
LEFT = ExpressionWrapper(
    (F("total") - F("done") - F("failed"))
    * Case(When(done__gt=0, spent__gt=0, then=F("spent") / F("done")), default=F("weight")),
    output_field=FloatField(),
)
"""Seconds of work left in a stage, at the pace that ``events.pace`` says."""


@dataclass(frozen=True)
class Turn:
    """A live run in the queue of the whole studio."""

    run: Run
    place: int | None
    """1 is next among all that wait; None for a run that is running or paused."""
    starts_in: float | None
    """About how many seconds until it begins, by the pace of late; None where ``place`` is."""


def queue_of(workspace: Workspace, kind: str | None = None) -> list[Turn]:
    """What runs, waits or is paused, running first, then by turn; at most 200, in three queries."""
    mine = runs_of(workspace).filter(status__in=(*PAUSABLE, RunStatus.PAUSED)).order_by("priority", "turn_at", "id")
    runs = list(mine.filter(kind=kind)[:200] if kind else mine[:200])
    ahead = _ahead()
    turns = [Turn(run, *(ahead.get(run.id, NO_PLACE) if run.status == RunStatus.QUEUED else NO_PLACE)) for run in runs]
    return sorted(turns, key=lambda turn: turn.run.status != RunStatus.RUNNING)


def priority_of(run: Run) -> Priority:
    """What was asked for; a high one is normal with an earlier turn."""
    return Priority.LOW if run.priority >= kinds.get(run.kind).priority + LATER else Priority.NORMAL


def output(run: Run, index: int, stage: str, name: str) -> Asset:
    """The file that an item of a run gave under ``name``. Raises NotReached (409) when it is not done."""
    item = Item.objects.filter(run=run, index=index, stage=stage, status=ItemStatus.DONE).first()
    written = item.outputs.get(name) if item is not None else None
    found = Asset.objects.filter(id=written["asset"]).first() if isinstance(written, dict) else None
    if found is None:
        raise NotReached("What it would go on from was not made, or was deleted. It cost nothing.")
    return found


def points_of(run: Run) -> list[list[float]]:
    """Step, loss and learning rate of the item in the works, as far as they are written down; empty without one."""
    outputs = (
        Item.objects.filter(run=run, status=ItemStatus.RUNNING).order_by("index").values_list("outputs", flat=True)
    )
    return next((list(found["points"]) for found in outputs if "points" in found), [])


def paces(workspace: Workspace, kind: str) -> dict[tuple[str, str], float]:
    """Seconds a picture by stage and engines, over the latest runs of the workspace; in two queries."""
    lately = Run.objects.filter(workspace=workspace, kind=kind).order_by("-created_at").values_list("id", flat=True)
    rows = StageRun.objects.filter(run__in=list(lately[:LATELY]), done__gt=0, spent__gt=0)
    sums = rows.values("name", "engines").annotate(took=Sum("spent"), made=Sum("done"))
    return {(row["name"], row["engines"]): max(LEAST_PACE, row["took"] / row["made"]) for row in sums}


def _ahead() -> dict[UUID, tuple[int | None, float | None]]:
    """The place of every waiting run of the studio, and about how many seconds of work are before it."""
    rows = list(
        StageRun.objects.filter(run__status__in=PAUSABLE)
        .values("run_id", "run__status")
        .annotate(left=Sum(LEFT), leased=Count("id", filter=Q(status=StageStatus.RUNNING)))
        .order_by("run__priority", "run__turn_at", "run_id")
    )
    hands = max(1, sum(row["leased"] for row in rows))
    before = sum(row["left"] for row in rows if row["run__status"] == RunStatus.RUNNING)
    places: dict[UUID, tuple[int | None, float | None]] = {}
    for row in rows:
        if row["run__status"] == RunStatus.QUEUED:
            places[row["run_id"]] = (len(places) + 1, round(before / hands, 1))
            before += row["left"]
    return places


def log_of(run: Run) -> QuerySet[Item]:
    """What happened to the pictures of a run, newest first: made in a stage that costs or is the last, or not made."""
    told = Q(price__gt=0) | Q(stage_run__position=len(run.stage_runs.all()) - 1)
    happened = Q(status=ItemStatus.FAILED) & ~Q(error_code="not_reached") | Q(status=ItemStatus.DONE) & told
    return Item.objects.filter(happened, run=run, finished_at__isnull=False).order_by("-finished_at", "-id")


@dataclass(frozen=True)
class Failure:
    """A reason for which pictures of a run were not made."""

    code: str
    detail: str
    """The words for the first of them."""
    pictures: tuple[int, ...]
    """Indexes, the first 50."""
    count: int
    can_retry: bool


SHOWN = 50


def failures_of(run: Run) -> list[Failure]:
    """Why pictures were not made, the most frequent reason first; one query."""
    lost = Item.objects.filter(run=run, status=ItemStatus.FAILED).exclude(error_code__in=["", "not_reached"])
    reasons: dict[str, list[tuple[int, str]]] = {}
    for code, index, detail in lost.order_by("index").values_list("error_code", "index", "error_detail"):
        reasons.setdefault(code, []).append((index, detail))
    found = [
        Failure(code, rows[0][1], tuple(i for i, _ in rows[:SHOWN]), len(rows), code not in REFUSED_FOR_GOOD)
        for code, rows in reasons.items()
    ]
    return sorted(found, key=lambda failure: -failure.count)


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
        hopeless = Item.objects.filter(run=run, error_code__in=REFUSED_FOR_GOOD).values("index").distinct().count()
        if hopeless != run.refused:
            problems.append(f"Run {run.id} counts {run.refused} refused pictures, its items say {hopeless}.")
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
