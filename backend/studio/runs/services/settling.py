"""Writing down what became of a picture, a stage and a run. Every write of a worker carries its lease."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Now
from django.utils import timezone

from imaging.progress import Ask
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.assets.services import Stored
from studio.credits import services as credits
from studio.runs import kinds
from studio.runs.kinds import Value
from studio.runs.leasing import rules
from studio.runs.leasing.lease import Lease
from studio.runs.listening import announce
from studio.runs.models import (
    FINISHED,
    NOT_REACHED,
    REFUSED_FOR_GOOD,
    Item,
    ItemStatus,
    Run,
    RunStatus,
    StageRun,
    StageStatus,
)
from studio.runs.publish import ring
from studio.runs.services import scratch
from studio.runs.services.pages import Page, page

CONSENT_ENDED = "consent_missing"
CONSENT_ENDED_WORDS = "The consent for this run has ended. The run was stopped; what was not made cost nothing."
UNSETTLED = [ItemStatus.WAITING, ItemStatus.QUEUED, ItemStatus.RUNNING]


def begin(lease: Lease) -> None:
    """A worker starts on the stage. Raises LeaseLost."""
    with page(lease) as now:
        if now.run.status == RunStatus.QUEUED:
            now.run.status = RunStatus.RUNNING
            now.run.started_at = now.run.started_at or timezone.now()


def start(lease: Lease, item: Item) -> bool:
    """A worker starts on a picture; False when the run is paused, and then nothing was begun. Raises LeaseLost."""
    with page(lease) as now:
        return now.start(item)


def done(
    lease: Lease,
    item: Item,
    stored: Mapping[str, Stored | list[Stored]],
    values: Mapping[str, Value],
    seconds: float,
    *,
    then: Item | None = None,
) -> bool:
    """The picture is made: files, charge and rows in one transaction, or none of it. Raises LeaseLost.

    ``then`` is the picture that the worker goes on with; False when it may not, because the run is paused.
    """
    with page(lease) as now:
        run, kind = now.run, kinds.get(now.run.kind)
        outputs = {**values, **_recorded(run, stored)}
        item.status, item.seconds, item.finished_at = ItemStatus.DONE, round(seconds, 3), timezone.now()
        item.outputs = {**values, **{name: _told(outputs[name]) for name in stored}}
        asked = item.price
        # A credit cannot be cut, and what was begun of one was worked for.
        item.price = math.ceil(asked * min(1.0, kind.share(run, item, outputs)))
        now.write(item, "seconds", "finished_at", "outputs", "price")
        credits.capture(run.workspace, item.price, run=run.id, reference=f"item:{item.id}")
        run.captured += item.price
        _release(run, asked - item.price, f"item:{item.id}:part")
        now.stage_run.done += 1
        now.stage_run.spent += item.seconds
        kind.record(run, item, outputs)
        _pass_on(item, now)
        if Ask.FINISH in now.stage_run.asked:
            _strike_out_the_rest(item, now)
        may = now.start(then)
        _finish_if_over(now)
        return may


def meanwhile(
    lease: Lease, item: Item, stored: Mapping[str, Stored | list[Stored]], values: Mapping[str, Value]
) -> None:
    """Rows for what there is before the picture is made, which costs nothing. Raises LeaseLost."""
    with page(lease) as now:
        kinds.get(now.run.kind).meanwhile(now.run, item, {**values, **_recorded(now.run, stored)})


def _recorded(run: Run, stored: Mapping[str, Stored | list[Stored]]) -> dict[str, Asset | list[Asset]]:
    return {
        name: [assets.record(run.workspace, one) for one in file]
        if isinstance(file, list)
        else assets.record(run.workspace, file)
        for name, file in stored.items()
    }


def _told(files: Any) -> Any:
    return [_told(one) for one in files] if isinstance(files, list) else {"asset": str(files.id)}


def again(lease: Lease, item: Item, *, crashed: bool, then: Item | None = None) -> bool:
    """Put the picture back for another try, counting why; ``then`` as in ``done``. Raises LeaseLost."""
    with page(lease) as now:
        item.status = ItemStatus.QUEUED
        item.crashes += crashed
        item.tries += not crashed
        now.write(item, "crashes", "tries")
        return now.start(then)


def failed(
    lease: Lease, item: Item, *, code: str, detail: str, crashed: bool = False, then: Item | None = None
) -> bool:
    """The picture cannot be made: release its hold and that of the stages after it; ``then`` as in ``done``.

    Raises LeaseLost.
    """
    with page(lease) as now:
        run = now.run
        item.status, item.finished_at = ItemStatus.FAILED, timezone.now()
        item.crashes += crashed
        item.error_code, item.error_detail = code[:40], detail[:400]
        now.write(item, "finished_at", "crashes", "error_code", "error_detail")
        now.stage_run.failed += 1
        owed = item.price + _fail_the_rest(item, now)
        if kinds.get(run.kind).in_sequence:
            owed += _fail_those_after(item, now)
        _release(run, owed, f"item:{item.id}:{run.round}")
        run.refused += code in REFUSED_FOR_GOOD
        kinds.get(run.kind).failed(run, item, code, detail)
        may = now.start(then)
        _finish_if_over(now)
        return may


def put_down(lease: Lease) -> None:
    """The worker has no more to do on the stage, or hands it over: give the lease back. Raises LeaseLost."""
    with page(lease) as now:
        items = Item.objects.filter(stage_run=now.stage_run)
        # What was being worked on when the worker was asked to leave is simply taken again.
        items.filter(status=ItemStatus.RUNNING).update(status=ItemStatus.QUEUED)
        now.put_down(ready=items.filter(status=ItemStatus.QUEUED).count())
        if now.stage_run.status == StageStatus.QUEUED:
            ring(now.stage_run)


def cancel(run: Run, *, code: str = "", detail: str = "") -> Run:
    """Stop a run now. Holds are released at once; a worker still at it has lost its lease and writes nothing more.

    A finished run is left as it is. ``code`` and ``detail`` say why, when it was not its owner who stopped it.
    """
    with transaction.atomic():
        run = Run.objects.select_for_update().select_related("workspace").get(id=run.id)
        if run.status in FINISHED:
            return run
        open_items = Item.objects.filter(run=run, status__in=UNSETTLED)
        owed = open_items.aggregate(sum=Sum("price"))["sum"] or 0
        open_items.update(status=ItemStatus.CANCELLED, finished_at=Now())
        _release(run, owed, f"run:{run.id}:{run.round}:rest")
        over = Q(status__in=[StageStatus.SUCCEEDED, StageStatus.FAILED])
        # The attempt moves on, so that whoever holds the lease is fenced off.
        StageRun.objects.filter(run=run).exclude(over).update(
            status=StageStatus.CANCELLED, attempt=F("attempt") + 1, owner="", lease_until=None, fraction=0, message=""
        )
        run.error_code, run.error_detail = code, detail
        _finish(run, RunStatus.CANCELLED)
        announce(run)
        return run


def _pass_on(item: Item, now: Page) -> None:
    """The next stage may work on this picture now."""
    for following in now.stages_after[:1]:
        Item.objects.filter(stage_run=following, index=item.index, status=ItemStatus.WAITING).update(
            status=ItemStatus.QUEUED
        )
        waiting = StageRun.objects.filter(id=following.id, status=StageStatus.WAITING)
        if following.status == StageStatus.WAITING and waiting.update(status=StageStatus.QUEUED):
            following.status = StageStatus.QUEUED
            ring(following)


def _fail_the_rest(item: Item, now: Page) -> int:
    """Later stages of the picture will not happen; answers the credits held for them."""
    owed = 0
    for after in now.stages_after:
        later = Item.objects.filter(stage_run=after, index=item.index, status__in=UNSETTLED).first()
        if later is None:
            continue
        owed += later.price
        later.status, later.finished_at = ItemStatus.FAILED, timezone.now()
        later.error_code, later.error_detail = NOT_REACHED, "An earlier stage could not make this picture."
        later.save(update_fields=["status", "finished_at", "error_code", "error_detail"])
        after.failed += 1
        if after.status == StageStatus.WAITING:
            after.status = rules.stage_after(done=after.done, failed=after.failed, total=after.total, ready=0)
        after.save(update_fields=["failed", "status"])
    return owed


def _fail_those_after(item: Item, now: Page) -> int:
    """Items that would go on from this one will not happen; answers the credits held for them."""
    after = Item.objects.filter(stage_run=now.stage_run, index__gt=item.index, status__in=UNSETTLED)
    owed = after.aggregate(sum=Sum("price"))["sum"] or 0
    now.stage_run.failed += after.update(
        status=ItemStatus.FAILED,
        finished_at=Now(),
        error_code=NOT_REACHED,
        error_detail="What it would have gone on from could not be made. It cost nothing.",
    )
    return owed


def _strike_out_the_rest(item: Item, now: Page) -> None:
    """The run was asked to finish with this item: those after it never were, and their hold is released."""
    run, rest = now.run, Item.objects.filter(run=now.run, index__gt=item.index, status__in=UNSETTLED)
    _release(run, rest.aggregate(sum=Sum("price"))["sum"] or 0, f"run:{run.id}:{run.round}:rest")
    rest.delete()
    run.pictures = Item.objects.filter(stage_run=now.stage_run).count()
    run.save(update_fields=["pictures"])
    for stage_run in now.stages:
        stage_run.total = run.pictures
        StageRun.objects.filter(id=stage_run.id).update(total=run.pictures)
    StageRun.objects.filter(id=now.stage_run.id).update(asked=[])


def _release(run: Run, owed: int, reference: str) -> None:
    if owed:
        credits.release(run.workspace, owed, run=run.id, reference=reference)
        run.released += owed


def _finish_if_over(now: Page) -> None:
    run = now.run
    now.count()
    # A stage with pictures left is enough to know that there are some, without looking at every one.
    if now.has_pictures_left or Item.objects.filter(run=run, status__in=UNSETTLED).exists():
        return
    delivered = Item.objects.filter(run=run, stage__in=kinds.get(run.kind).delivers, status=ItemStatus.DONE).count()
    status = rules.run_after(delivered=delivered)
    if status == RunStatus.FAILED:
        first = Item.objects.filter(run=run, status=ItemStatus.FAILED).order_by("index", "stage_run__position").first()
        if first is not None:
            run.error_code, run.error_detail = first.error_code, first.error_detail
    _finish(run, status)


def _finish(run: Run, status: RunStatus) -> None:
    run.status, run.finished_at = status, timezone.now()
    kinds.over(run)
    transaction.on_commit(partial(scratch.drop, run.id))
