"""A page: one transaction of a worker about its stage. Rows are read once, written once and told of once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction

from studio.realtime.publish import publish
from studio.runs.errors import LeaseLost
from studio.runs.events import changed
from studio.runs.leasing import rules
from studio.runs.leasing.lease import Lease, held
from studio.runs.listening import announce
from studio.runs.models import SETTLED, Item, ItemStatus, Run, RunStatus, StageRun, StageStatus

COUNTED = ("done", "failed", "spent", "fraction", "message")
PUT_DOWN = ("status", "owner", "lease_until")


@dataclass
class Page:
    """What a worker may write about: the run, which is locked, and its stages as they are under that lock.

    Whoever changes items or counts of a run locks the run first, so that what was read stays true until the end.
    """

    lease: Lease
    run: Run
    stage_run: StageRun
    """The one under lease, an element of ``stages``."""
    stages: list[StageRun]
    _told: list[Item] = field(default_factory=list)
    _put_down: bool = False
    _counted: bool = False

    @property
    def stages_after(self) -> list[StageRun]:
        """The stages that the pictures of this one still go through."""
        return [stage_run for stage_run in self.stages if stage_run.position > self.stage_run.position]

    @property
    def has_pictures_left(self) -> bool:
        """Whether this stage alone says that the run goes on."""
        return self.stage_run.done + self.stage_run.failed < self.stage_run.total

    def write(self, item: Item, *fields: str) -> None:
        """Write the status and ``fields`` of a picture that is not settled yet. Raises LeaseLost when it is."""
        values = {name: getattr(item, name) for name in ("status", *fields)}
        if not Item.objects.filter(id=item.id).exclude(status__in=SETTLED).update(**values):
            raise LeaseLost
        self.stage_run.fraction = 0
        self._told.append(item)

    def start(self, item: Item | None) -> bool:
        """The worker is on this picture now; False when the run is paused, and then it is not begun."""
        if item is None:
            return True
        if self.run.status == RunStatus.PAUSED:
            return False
        item.status = ItemStatus.RUNNING
        self.write(item)
        self.stage_run.message = f"Picture {item.index + 1}"
        return True

    def put_down(self, *, ready: int) -> None:
        """Give the lease back; ``ready`` pictures wait for whoever takes the stage next."""
        stage_run = self.stage_run
        stage_run.status = rules.stage_after(
            done=stage_run.done, failed=stage_run.failed, total=stage_run.total, ready=ready
        )
        stage_run.owner, stage_run.lease_until, stage_run.fraction, stage_run.message = "", None, 0, ""
        self._put_down = True

    def count(self) -> None:
        """Write the stage, if the lease still holds it: what is asked of the database from here on has it counted."""
        if self._counted:
            return
        fields = (*COUNTED, *PUT_DOWN) if self._put_down else COUNTED
        if not held(self.lease).update(**{name: getattr(self.stage_run, name) for name in fields}):
            raise _lost(self.lease)
        self._counted = True

    def close(self) -> None:
        """Tell of each picture, then of the run: so the last event of a run always carries how it ended."""
        self.count()
        for item in self._told:
            self.run.seq += 1
            publish(self.run.workspace_id, changed(self.run, item, last=self.stage_run is self.stages[-1]))
        announce(self.run, self.stages)


@contextmanager
def page(lease: Lease) -> Iterator[Page]:
    """Open a page, for whoever holds the lease. All that was written stands, or, with LeaseLost, nothing of it."""
    with transaction.atomic():
        run = (
            Run.objects.select_for_update(of=("self",))
            .select_related("workspace", "subject")
            .filter(stage_runs__id=lease.stage_run)
            .first()
        )
        stages = list(StageRun.objects.filter(run=run).order_by("position")) if run is not None else []
        mine = next((stage_run for stage_run in stages if stage_run.id == lease.stage_run), None)
        if run is None or mine is None or not _holds(lease, mine):
            raise _lost(lease)
        opened = Page(lease, run, mine, stages)
        yield opened
        opened.close()


def _holds(lease: Lease, stage_run: StageRun) -> bool:
    """The rule that ``held`` says in SQL; asked first, so that a worker that was fenced off does nothing in vain."""
    return stage_run.owner == lease.owner and rules.may_write(
        attempt=lease.attempt, stage_attempt=stage_run.attempt, stage=StageStatus(stage_run.status)
    )


def _lost(lease: Lease) -> LeaseLost:
    lease.lost.set()
    return LeaseLost()
