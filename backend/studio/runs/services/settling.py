"""Writing down what became of a picture, a stage and a run. Every write of a worker carries its lease."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Now
from django.utils import timezone

from studio.assets import services as assets
from studio.assets.models import Asset
from studio.assets.services import Stored
from studio.credits import services as credits
from studio.realtime.publish import publish
from studio.runs import kinds
from studio.runs.errors import LeaseLost
from studio.runs.events import changed
from studio.runs.kinds import Value
from studio.runs.leasing import rules
from studio.runs.leasing.lease import Lease, held
from studio.runs.listening import announce
from studio.runs.models import (
    FINISHED,
    REFUSED_FOR_GOOD,
    SETTLED,
    Item,
    ItemStatus,
    Run,
    RunStatus,
    StageRun,
    StageStatus,
)
from studio.runs.publish import ring

CONSENT_ENDED = "consent_missing"
CONSENT_ENDED_WORDS = "The consent for this run has ended. The run was stopped; what was not made cost nothing."
UNSETTLED = [ItemStatus.WAITING, ItemStatus.QUEUED, ItemStatus.RUNNING]


def begin(lease: Lease) -> None:
    """A worker starts on the stage. Raises LeaseLost."""
    with transaction.atomic():
        run, _ = _mine(lease)
        if run.status == RunStatus.QUEUED:
            run.status = RunStatus.RUNNING
            run.started_at = run.started_at or timezone.now()
        announce(run)


def start(lease: Lease, item: Item) -> bool:
    """A worker starts on a picture; False when the run is paused, and then nothing was begun. Raises LeaseLost."""
    with transaction.atomic():
        run, stage_run = _mine(lease)
        if run.status == RunStatus.PAUSED:
            return False
        if not Item.objects.filter(id=item.id).exclude(status__in=SETTLED).update(status=ItemStatus.RUNNING):
            raise LeaseLost
        StageRun.objects.filter(id=stage_run.id).update(fraction=0, message=f"Picture {item.index + 1}")
        item.status = ItemStatus.RUNNING
        _tell(run, item, stage_run)
        return True


def done(lease: Lease, item: Item, stored: Mapping[str, Stored], values: Mapping[str, Value], seconds: float) -> None:
    """The picture is made: files, charge and rows in one transaction, or none of it. Raises LeaseLost."""
    with transaction.atomic():
        run, stage_run = _mine(lease)
        item = _unsettled(item)
        files: dict[str, Asset] = {name: assets.record(run.workspace, file) for name, file in stored.items()}
        item.status, item.seconds, item.finished_at = ItemStatus.DONE, round(seconds, 3), timezone.now()
        item.outputs = {**values, **{name: {"asset": str(asset.id)} for name, asset in files.items()}}
        item.save(update_fields=["status", "seconds", "finished_at", "outputs"])
        credits.capture(run.workspace, item.price, run=run.id, reference=f"item:{item.id}")
        run.captured += item.price
        StageRun.objects.filter(id=stage_run.id).update(done=F("done") + 1, fraction=0)
        kinds.get(run.kind).record(run, item, {**values, **files})
        _pass_on(item, stage_run)
        _finish_if_over(run)
        _tell(run, item, stage_run)


def again(lease: Lease, item: Item, *, crashed: bool) -> None:
    """Put the picture back for another try, counting why. Raises LeaseLost."""
    with transaction.atomic():
        run, stage_run = _mine(lease)
        item = _unsettled(item)
        item.status = ItemStatus.QUEUED
        item.crashes += crashed
        item.tries += not crashed
        item.save(update_fields=["status", "crashes", "tries"])
        _tell(run, item, stage_run)


def failed(lease: Lease, item: Item, *, code: str, detail: str, crashed: bool = False) -> None:
    """The picture cannot be made: release its hold and that of the stages after it. Raises LeaseLost."""
    with transaction.atomic():
        run, stage_run = _mine(lease)
        item = _unsettled(item)
        item.status, item.finished_at = ItemStatus.FAILED, timezone.now()
        item.crashes += crashed
        item.error_code, item.error_detail = code[:40], detail[:400]
        item.save(update_fields=["status", "finished_at", "crashes", "error_code", "error_detail"])
        StageRun.objects.filter(id=stage_run.id).update(failed=F("failed") + 1, fraction=0)
        owed = item.price + _fail_the_rest(item, stage_run)
        credits.release(run.workspace, owed, run=run.id, reference=f"item:{item.id}:{run.round}")
        run.released += owed
        run.refused += code in REFUSED_FOR_GOOD
        kinds.get(run.kind).failed(run, item, code, detail)
        _finish_if_over(run)
        _tell(run, item, stage_run)


def put_down(lease: Lease) -> None:
    """The worker has no more to do on the stage, or hands it over: give the lease back. Raises LeaseLost."""
    with transaction.atomic():
        run, stage_run = _mine(lease)
        items = Item.objects.filter(stage_run=stage_run)
        # What was being worked on when the worker was asked to leave is simply taken again.
        items.filter(status=ItemStatus.RUNNING).update(status=ItemStatus.QUEUED)
        ready = items.filter(status=ItemStatus.QUEUED).count()
        stage_run.status = rules.stage_after(
            done=stage_run.done, failed=stage_run.failed, total=stage_run.total, ready=ready
        )
        stage_run.owner, stage_run.lease_until, stage_run.fraction, stage_run.message = "", None, 0, ""
        stage_run.save(update_fields=["status", "owner", "lease_until", "fraction", "message"])
        if stage_run.status == StageStatus.QUEUED:
            ring(stage_run)
        announce(run)


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
        credits.release(run.workspace, owed, run=run.id, reference=f"run:{run.id}:{run.round}:rest")
        run.released += owed
        over = Q(status__in=[StageStatus.SUCCEEDED, StageStatus.FAILED])
        # The attempt moves on, so that whoever holds the lease is fenced off.
        StageRun.objects.filter(run=run).exclude(over).update(
            status=StageStatus.CANCELLED, attempt=F("attempt") + 1, owner="", lease_until=None, fraction=0, message=""
        )
        run.error_code, run.error_detail = code, detail
        _finish(run, RunStatus.CANCELLED)
        announce(run)
        return run


def _mine(lease: Lease) -> tuple[Run, StageRun]:
    """Lock the run, then the stage; only for whoever holds the lease."""
    run = (
        Run.objects.select_for_update(of=("self",))
        .select_related("workspace", "subject")
        .filter(stage_runs__id=lease.stage_run)
        .first()
    )
    stage_run = held(lease).select_for_update().first()
    if run is None or stage_run is None:
        lease.lost.set()
        raise LeaseLost
    return run, stage_run


def _unsettled(item: Item) -> Item:
    fresh = Item.objects.select_for_update().get(id=item.id)
    if fresh.status in SETTLED:
        raise LeaseLost
    return fresh


def _pass_on(item: Item, stage_run: StageRun) -> None:
    """The next stage may work on this picture now."""
    following = StageRun.objects.filter(run=item.run_id, position=stage_run.position + 1).first()
    if following is None:
        return
    Item.objects.filter(stage_run=following, index=item.index, status=ItemStatus.WAITING).update(
        status=ItemStatus.QUEUED
    )
    if following.status == StageStatus.WAITING:
        StageRun.objects.filter(id=following.id).update(status=StageStatus.QUEUED)
        ring(following)


def _fail_the_rest(item: Item, stage_run: StageRun) -> int:
    """Later stages of the picture will not happen; answers the credits held for them."""
    rest = Item.objects.filter(
        run=item.run_id, index=item.index, stage_run__position__gt=stage_run.position, status__in=UNSETTLED
    )
    owed = 0
    for later in rest.select_related("stage_run"):
        owed += later.price
        later.status, later.finished_at = ItemStatus.FAILED, timezone.now()
        later.error_code, later.error_detail = "not_reached", "An earlier stage could not make this picture."
        later.save(update_fields=["status", "finished_at", "error_code", "error_detail"])
        after = StageRun.objects.get(id=later.stage_run_id)
        after.failed += 1
        if after.status == StageStatus.WAITING:
            after.status = rules.stage_after(done=after.done, failed=after.failed, total=after.total, ready=0)
        after.save(update_fields=["failed", "status"])
    return owed


def _finish_if_over(run: Run) -> None:
    if Item.objects.filter(run=run, status__in=UNSETTLED).exists():
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


def _tell(run: Run, item: Item, stage_run: StageRun) -> None:
    """The picture first, then the whole run: so the last event of a run always carries how it ended."""
    run.seq += 1
    last = not StageRun.objects.filter(run=run, position__gt=stage_run.position).exists()
    publish(run.workspace_id, changed(run, item, last=last))
    announce(run)
