"""Accepting a run, and giving its failed pictures another round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from imaging.engine import Engine
from imaging.engines import CATALOGUE
from imaging.stage import Stage
from studio.accounts.models import Workspace
from studio.credits import services as credits
from studio.runs import kinds, selectors
from studio.runs.errors import NothingToRetry
from studio.runs.kinds import RunKind
from studio.runs.listening import announce
from studio.runs.models import (
    FINISHED,
    LATER,
    REFUSED_FOR_GOOD,
    Item,
    ItemStatus,
    Priority,
    Run,
    RunStatus,
    StageRun,
    StageStatus,
)
from studio.runs.publish import ring
from studio.runs.services import queueing
from studio.subjects import services as subjects
from studio.subjects.models import Subject


@transaction.atomic
def request(
    *,
    workspace: Workspace,
    kind: str,
    subject: Subject | None,
    title: str,
    recipe: Mapping[str, Any],
    pictures: int,
    prices: Mapping[str, int | Sequence[int]],
    seconds: Mapping[str, float] | None = None,
    skip: frozenset[str] = frozenset(),
    priority: Priority = Priority.NORMAL,
) -> Run:
    """Accept a run: rows, items and the hold in one transaction, the doorbell after it.

    ``prices`` are credits by stage, the same for each picture or one for each; ``seconds`` a picture by stage where
    the caller knows better than earlier runs do; ``skip`` names stages that the pipeline allows to be left out;
    ``priority`` is among the workspace's own runs, or behind everybody's.
    Raises ConsentMissing (403) and InsufficientCredits (402); nothing is written then.
    """
    run_kind = kinds.get(kind)
    if subject is not None and run_kind.use is not None:
        subjects.require_consent(subject, to=run_kind.use)
    stages = [part for part in run_kind.pipeline.stages if part.name not in skip & run_kind.pipeline.skippable]
    costs = {name: _each(price, pictures) for name, price in prices.items()}
    run = Run.objects.create(
        workspace=workspace,
        subject=subject,
        kind=kind,
        title=title,
        recipe=dict(recipe),
        priority=run_kind.priority + (LATER if priority == Priority.LOW else 0),
        pictures=pictures,
        hears=sorted(run_kind.hears),
        price=sum(sum(each) for each in costs.values()),
    )
    _lay_out(run, stages, costs)
    for name, pace in (seconds or {}).items():
        run.stage_runs.filter(name=name).update(weight=pace)
    if priority == Priority.HIGH:
        run = queueing.move(run, place=1)
    # Last, because whoever cancels a run locks it before the account, too.
    credits.hold(workspace, run.price, run=run.id, reference=f"run:{run.id}:1")
    ring(run.stage_runs.get(position=0))
    announce(run)
    return run


def _each(price: int | Sequence[int], pictures: int) -> Sequence[int]:
    each = [price] * pictures if isinstance(price, int) else price
    if len(each) != pictures:
        raise ValueError(f"{len(each)} prices were given for {pictures} pictures.")
    return each


def _lay_out(run: Run, stages: Sequence[Stage], costs: Mapping[str, Sequence[int]]) -> None:
    # What costs nothing is over so soon that nobody asks how long it takes.
    known = selectors.paces(run.workspace, run.kind) if costs else {}
    for position, part in enumerate(stages):
        _lay_out_stage(run, position, part, costs.get(part.name, [0] * run.pictures), known)


def _lay_out_stage(
    run: Run, position: int, part: Stage, prices: Sequence[int], known: Mapping[tuple[str, str], float]
) -> None:
    first = position == 0
    chosen = [_engine(run, capability.key) for capability in part.uses]
    engines = " ".join(engine.key for engine in chosen)[:120]
    estimate = 0.05 + sum(engine.seconds for engine in chosen)
    stage_run = StageRun.objects.create(
        run=run,
        position=position,
        name=part.name,
        label=part.label,
        queue="gpu" if any(engine.runs_on == "gpu" for engine in chosen) else "cpu",
        engines=engines,
        weight=known.get((part.name, engines), estimate),
        status=StageStatus.QUEUED if first else StageStatus.WAITING,
        total=run.pictures,
    )
    status = ItemStatus.QUEUED if first else ItemStatus.WAITING
    Item.objects.bulk_create(
        Item(run=run, stage_run=stage_run, stage=part.name, index=index, status=status, price=price)
        for index, price in enumerate(prices)
    )


def _engine(run: Run, capability: str) -> Engine:
    wanted = run.recipe.get("engines", {}).get(capability, {}).get("engine")
    able = [engine for engine in CATALOGUE if engine.does.key == capability]
    return next((engine for engine in able if engine.key == wanted), able[0])


@transaction.atomic
def retry(run: Run) -> Run:
    """Another round for the pictures that were not made; what is done stays done and is not charged again.

    Raises NothingToRetry (409), ConsentMissing (403), InsufficientCredits (402).
    """
    run = Run.objects.select_for_update().select_related("workspace", "subject").get(id=run.id)
    run_kind = kinds.get(run.kind)
    if run.subject is not None and run_kind.use is not None:
        subjects.require_consent(run.subject, to=run_kind.use)
    run_kind.check_again(run)
    hopeless = Item.objects.filter(run=run, error_code__in=REFUSED_FOR_GOOD).values_list("index", flat=True)
    unmade = Item.objects.filter(run=run, status__in=[ItemStatus.FAILED, ItemStatus.CANCELLED])
    if run_kind.in_sequence and hopeless:
        unmade = unmade.filter(index__lt=min(hopeless))
    again = list(unmade.exclude(index__in=list(hopeless)).order_by("index", "stage_run__position"))
    if run.status not in FINISHED or not again:
        raise NothingToRetry("There is no picture to make again. Nothing was charged.")
    _queue_again(run, again)
    run.round += 1
    price = sum(item.price for item in again)
    run.price += price
    credits.hold(run.workspace, price, run=run.id, reference=f"run:{run.id}:{run.round}")
    _recount(run, run_kind)
    run.status, run.finished_at, run.progress = RunStatus.QUEUED, None, 0.0
    run.turn_at = timezone.now()
    run.error_code = run.error_detail = ""
    announce(run)
    return run


def _queue_again(run: Run, items: list[Item]) -> None:
    seen: set[int] = set()
    for item in items:
        # The first unmade stage of a picture is ready at once; those after it wait for it.
        item.status = ItemStatus.WAITING if item.index in seen else ItemStatus.QUEUED
        seen.add(item.index)
        item.crashes = item.tries = 0
        item.error_code = item.error_detail = ""
        item.finished_at = None
    Item.objects.bulk_update(
        items, ["status", "crashes", "tries", "error_code", "error_detail", "finished_at"], batch_size=500
    )


def _recount(run: Run, run_kind: RunKind) -> None:
    counts = StageRun.objects.filter(run=run).annotate(
        made=Count("items", filter=Q(items__status=ItemStatus.DONE)),
        lost=Count("items", filter=Q(items__status__in=[ItemStatus.FAILED, ItemStatus.CANCELLED])),
        ready=Count("items", filter=Q(items__status=ItemStatus.QUEUED)),
    )
    for stage_run in counts:
        if stage_run.made + stage_run.lost == stage_run.total:
            continue
        stage_run.done, stage_run.failed, stage_run.fraction, stage_run.message = stage_run.made, stage_run.lost, 0, ""
        stage_run.status = StageStatus.QUEUED if stage_run.ready else StageStatus.WAITING
        stage_run.save(update_fields=["done", "failed", "fraction", "message", "status"])
        if stage_run.ready:
            ring(stage_run)
