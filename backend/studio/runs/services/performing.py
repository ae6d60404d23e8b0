"""A worker's way through a leased stage: picture by picture, until none is ready or it must stop."""

from __future__ import annotations

import errno
import logging
import shutil
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from imaging.progress import Ask
from studio.accounts.errors import StudioError
from studio.runs import kinds
from studio.runs.child.keeper import PATIENCE, Child, Crashed, News, Outcome
from studio.runs.child.messages import Done, Failed, Glimpsed, Heard, Showed, Shrink, Told
from studio.runs.errors import LeaseLost
from studio.runs.kinds import RunKind
from studio.runs.leasing import rules
from studio.runs.leasing.lease import Lease, may_go_on
from studio.runs.leasing.rules import Verdict
from studio.runs.listening import Listener
from studio.runs.models import Item, ItemStatus, Run, StageRun
from studio.runs.services import delivering, ordering, scratch, settling
from studio.subjects import selectors as subjects

log = logging.getLogger(__name__)

POISON = "This picture stopped the engine three times and was set aside. It cost nothing. Try another photo."
DISK_FULL = "The studio's disk is full, so that it could not be kept. It cost nothing. Tell whoever runs the studio."
SAVING = 20.0
"""Seconds that an item of a sequence gets to keep where it is before its engine is killed."""


@dataclass(frozen=True)
class Begun:
    """A picture that the engine child has been given, and where it puts what it makes."""

    item: Item
    shelf: Path


@dataclass(frozen=True)
class Made:
    """What came of a picture; not written down yet."""

    item: Item
    shelf: Path
    outcome: Outcome


@dataclass(frozen=True)
class Performer:
    """What a worker thread brings to a stage: its children, its queues, and whether it has been asked to leave."""

    child: Child
    """It holds the engines."""
    shrinker: Child
    """It makes the thumbnails meanwhile."""
    queues: Collection[str]
    leaving: Callable[[], bool]

    def perform(self, lease: Lease) -> None:
        """Work on the stage under ``lease`` and put it down. Losing the lease ends it quietly: another has it."""
        stage_run = StageRun.objects.select_related("run__workspace", "run__subject").get(id=lease.stage_run)
        where = f"workspace={stage_run.run.workspace_id} run={stage_run.run_id} stage={stage_run.name}"
        try:
            settling.begin(lease)
            with tempfile.TemporaryDirectory(prefix="studio-shelf-", ignore_cleanup_errors=True) as room:
                try:
                    self._pictures(lease, stage_run, room)
                finally:
                    self.child.quiet()
                    self.shrinker.quiet()
            settling.put_down(lease)
        except LeaseLost:
            log.info("Lease lost. %s attempt=%s", where, lease.attempt)
            _cancel_without_consent(stage_run)
            # An engine that was told to stop may have kept where it was, of a run that is over.
            scratch.drop_if_over(stage_run.run_id)

    def _pictures(self, lease: Lease, stage_run: StageRun, room: str) -> None:
        """One after another; what came of a picture is written down while the child is at the next one."""
        before: Made | None = None
        while True:
            begun = self._begin_next(lease, stage_run, room, but=before)
            if begun is None and before is None:
                return
            may = self._write(lease, stage_run.run, before, begun.item if begun else None)
            # Without a next one, look once more: the picture that was put back for another try is ready again.
            before = None
            if begun is not None:
                if not may:
                    return
                before = Made(begun.item, begun.shelf, self._outcome(lease, stage_run, begun.item))

    def _outcome(self, lease: Lease, stage_run: StageRun, item: Item) -> Outcome:
        """Wait for the picture; meanwhile pass on what its engine says, and to its engine what somebody asks."""
        kind = kinds.get(stage_run.run.kind)
        listener = Listener(stage_run.run_id, stage_run.id, lease.attempt, item.index)

        def heard(news: News) -> None:
            if isinstance(news, Heard):
                listener.heard(news.fraction, news.message)
            elif isinstance(news, Glimpsed):
                listener.glimpsed(news.picture)
            elif isinstance(news, Told):
                listener.told(news.numbers)
            else:
                self._show(lease, stage_run.run, item, news)

        def asked() -> list[Ask]:
            return [lease.asked.popleft() for _ in range(len(lease.asked))]

        outcome = self.child.outcome(
            heard=heard,
            stop=lambda: lease.lost.is_set() or self.leaving() or (kind.in_sequence and lease.paused.is_set()),
            asked=asked,
            patience=SAVING if kind.in_sequence else PATIENCE,
        )
        if isinstance(outcome, Failed) and outcome.code == "out_of_memory":
            # What it holds it does not give back in one piece.
            self.child.kill()
        return outcome

    def _show(self, lease: Lease, run: Run, item: Item, news: Showed) -> None:
        """What is there already is kept, or, when that cannot be, left out: the picture itself is still to come."""
        try:
            done = self._with_thumbnails(lease, Done(files=news.files, values=news.values, seconds=0))
            if isinstance(done, Done):
                delivering.show(lease, run, item, done)
        except (StudioError, OSError) as problem:
            log.warning("What run=%s showed of item %s was not kept: %s", run.id, item.index, problem)

    def _begin_next(self, lease: Lease, stage_run: StageRun, room: str, *, but: Made | None) -> Begun | None:
        """Give the child the next picture that is ready, ``but`` the one just made; None when it shall have none."""
        kind = kinds.get(stage_run.run.kind)
        while self._may_go_on(lease, stage_run):
            # What goes on from the one before begins when that is written down.
            item = None if kind.in_sequence and but else _ready(stage_run, kind, but.item if but else None)
            if item is None:
                return None
            shelf = Path(tempfile.mkdtemp(dir=room))
            try:
                order = ordering.order(stage_run, item, shelf)
            except StudioError as problem:
                settling.failed(lease, item, code=problem.code, detail=problem.detail)
                continue
            self.child.begin(order)
            return Begun(item, shelf)
        return None

    def _may_go_on(self, lease: Lease, stage_run: StageRun) -> bool:
        if lease.lost.is_set() or not _consented(stage_run):
            raise LeaseLost
        return not self.leaving() and may_go_on(lease, stage_run.run.priority, self.queues)

    def _write(self, lease: Lease, run: Run, made: Made | None, then: Item | None) -> bool:
        """Write down what was made and that the worker is on ``then``; False when it may not be, in a paused run."""
        if made is None:
            return then is None or settling.start(lease, then)
        try:
            outcome = self._with_thumbnails(lease, made.outcome)
            return _settle(lease, run, replace(made, outcome=outcome), then)
        except StudioError as problem:
            return settling.failed(lease, made.item, code=problem.code, detail=problem.detail, then=then)
        except OSError as problem:
            if problem.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            return settling.failed(lease, made.item, code="disk_full", detail=DISK_FULL, then=then)
        finally:
            shutil.rmtree(made.shelf, ignore_errors=True)

    def _with_thumbnails(self, lease: Lease, outcome: Outcome) -> Outcome:
        if not isinstance(outcome, Done):
            return outcome
        pictures = {file.path: file.path for file in ordering.flat(outcome.files) if file.is_picture}
        if not pictures:
            return outcome
        self.shrinker.begin(Shrink(pictures=pictures))
        shrunk = self.shrinker.outcome(stop=lease.lost.is_set)
        if not isinstance(shrunk, Done):
            return shrunk
        return outcome.model_copy(update={"files": ordering.replaced(outcome.files, shrunk.files)})


def _ready(stage_run: StageRun, kind: RunKind, but: Item | None) -> Item | None:
    """The next picture; one that was running belonged to a worker that is gone."""
    ready = Item.objects.filter(stage_run=stage_run, status__in=[ItemStatus.QUEUED, ItemStatus.RUNNING])
    if but is not None:
        ready = ready.exclude(id=but.id)
    return ready.order_by(*(("index",) if kind.in_sequence else ("crashes", "index"))).first()


def _settle(lease: Lease, run: Run, made: Made, then: Item | None) -> bool:
    item, outcome = made.item, made.outcome
    if isinstance(outcome, Done):
        return delivering.store(lease, run, item, outcome, then)
    if isinstance(outcome, Failed):
        return _not_made(lease, item, outcome, then)
    if isinstance(outcome, Crashed):
        if rules.after_crash(item.crashes + 1) is Verdict.AGAIN:
            return settling.again(lease, item, crashed=True, then=then)
        return settling.failed(lease, item, code="engine_crashed", detail=POISON, crashed=True, then=then)
    if lease.lost.is_set():
        raise LeaseLost
    return then is None or settling.start(lease, then)


def _not_made(lease: Lease, item: Item, why: Failed, then: Item | None) -> bool:
    verdict = rules.after_failure(code=why.code, retryable=why.retryable, tries=item.tries)
    if verdict is Verdict.AGAIN:
        return settling.again(lease, item, crashed=False, then=then)
    return settling.failed(lease, item, code=why.code, detail=f"{why.detail} It cost nothing.", then=then)


def _consented(stage_run: StageRun) -> bool:
    use, subject = kinds.get(stage_run.run.kind).use, stage_run.run.subject
    return use is None or subject is None or subjects.allows(subject.id, use)


def _cancel_without_consent(stage_run: StageRun) -> None:
    """A lease that ended because the consent did takes the whole run with it."""
    if not _consented(stage_run):
        settling.cancel(
            stage_run.run,
            code=settling.CONSENT_ENDED,
            detail=settling.CONSENT_ENDED_WORDS,
        )
