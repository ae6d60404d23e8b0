"""Taking, renewing and giving back a lease, each one statement by the database's clock."""

from __future__ import annotations

import threading
import uuid
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Case, DateTimeField, Exists, ExpressionWrapper, F, Q, QuerySet, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now

from imaging.progress import Ask
from studio.runs import selectors
from studio.runs.errors import LeaseLost
from studio.runs.models import RunStatus, StageRun, StageStatus


@dataclass
class Lease:
    """The right to work on a stage. ``attempt`` is the fencing token that every write carries."""

    stage_run: UUID
    attempt: int
    owner: str
    lost: threading.Event = field(default_factory=threading.Event)
    """Set by the heart when the lease is gone; whoever works must stop."""
    paused: threading.Event = field(default_factory=threading.Event)
    """Set by the heart while the run is paused."""
    asked: deque[Ask] = field(default_factory=deque)
    """What the heart heard that somebody wants of the work that goes on."""


def in_seconds(seconds: float) -> ExpressionWrapper[CombinedExpression]:
    """A moment from now by the database's clock; a worker's own clock may be wrong."""
    return ExpressionWrapper(Now() + timedelta(seconds=seconds), output_field=DateTimeField())


def takeable() -> QuerySet[StageRun]:
    """Stages that anybody may take: queued, or leased by somebody who was not heard of in time."""
    free = Q(status=StageStatus.QUEUED) | Q(status=StageStatus.RUNNING, lease_until__lt=Now())
    return StageRun.objects.filter(free, run__status__in=[RunStatus.QUEUED, RunStatus.RUNNING])


def take(stage_run: UUID, worker: str) -> Lease | None:
    """Take one stage, or None when somebody else has it or there is nothing to do."""
    owner = f"{worker}/{uuid.uuid4().hex[:8]}"
    taken = (
        takeable()
        .filter(id=stage_run)
        .update(
            status=StageStatus.RUNNING,
            attempt=F("attempt") + 1,
            # A stage that is running and may be taken was left behind by its worker.
            takeovers=F("takeovers") + Case(When(status=StageStatus.RUNNING, then=1), default=0),
            owner=owner,
            lease_until=in_seconds(settings.ENV.studio_lease_seconds),
        )
    )
    if not taken:
        return None
    row = StageRun.objects.filter(id=stage_run, owner=owner).values_list("attempt", flat=True).first()
    return Lease(stage_run, row, owner) if row is not None else None


def take_next(queues: Collection[str], worker: str) -> Lease | None:
    """Take the stage whose turn it is."""
    order = selectors.in_turn(takeable().filter(queue__in=queues))
    for stage_run in order.values_list("id", flat=True)[:8]:
        lease = take(stage_run, worker)
        if lease:
            return lease
    return None


def renew(lease: Lease) -> bool:
    """Ask for more time; False when the lease is no longer ours."""
    until = in_seconds(settings.ENV.studio_lease_seconds)
    return bool(held(lease).update(lease_until=until))


def held(lease: Lease) -> QuerySet[StageRun]:
    """The stage, if this lease still holds it: the condition that every write of a worker carries."""
    return StageRun.objects.filter(
        id=lease.stage_run, attempt=lease.attempt, owner=lease.owner, status=StageStatus.RUNNING
    )


def may_go_on(lease: Lease, priority: int, queues: Collection[str]) -> bool:
    """Whether the holder begins another picture: not of a paused run, nor while a free stage with a smaller
    priority number waits in these queues. Raises LeaseLost.
    """
    more_urgent = Exists(takeable().filter(queue__in=queues, run__priority__lt=priority))
    row = held(lease).annotate(more_urgent=more_urgent).values_list("run__status", "more_urgent").first()
    if row is None:
        lease.lost.set()
        raise LeaseLost
    return row[0] != RunStatus.PAUSED and not row[1]
