"""A worker's way through a leased stage: picture by picture, until none is ready or it must stop."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from studio.accounts.errors import StudioError
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.assets.services import Stored
from studio.runs import kinds
from studio.runs.child.keeper import Child, Crashed, Outcome
from studio.runs.child.messages import Choice, Done, Failed, File, Perform, Shrink
from studio.runs.errors import LeaseLost
from studio.runs.kinds import Value
from studio.runs.leasing import rules
from studio.runs.leasing.lease import Lease, may_go_on
from studio.runs.leasing.rules import Verdict
from studio.runs.listening import Listener
from studio.runs.models import Item, ItemStatus, Run, StageRun
from studio.runs.services import settling
from studio.subjects import selectors as subjects

log = logging.getLogger(__name__)

POISON = "This picture stopped the engine three times and was set aside. It cost nothing. Try another photo."


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
                listener = Listener(stage_run.run_id, stage_run.id, lease.attempt)
                outcome = self.child.outcome(
                    heard=lambda said, to=listener: to.heard(said.fraction, said.message),  # type: ignore[misc]
                    glimpsed=lambda said, to=listener, at=begun.item.index: to.glimpsed(at, said.picture),  # type: ignore[misc]
                    stop=lambda: lease.lost.is_set() or self.leaving(),
                )
                before = Made(begun.item, begun.shelf, outcome)

    def _begin_next(self, lease: Lease, stage_run: StageRun, room: str, *, but: Made | None) -> Begun | None:
        """Give the child the next picture that is ready, ``but`` the one just made; None when it shall have none."""
        while self._may_go_on(lease, stage_run):
            item = _ready(stage_run, but.item if but else None)
            if item is None:
                return None
            shelf = Path(tempfile.mkdtemp(dir=room))
            try:
                order = _order(stage_run, item, shelf)
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
        finally:
            shutil.rmtree(made.shelf, ignore_errors=True)

    def _with_thumbnails(self, lease: Lease, outcome: Outcome) -> Outcome:
        if not isinstance(outcome, Done) or not outcome.files:
            return outcome
        self.shrinker.begin(Shrink(pictures={name: file.picture for name, file in outcome.files.items()}))
        shrunk = self.shrinker.outcome(heard=lambda _: None, stop=lease.lost.is_set)
        return outcome.model_copy(update={"files": shrunk.files}) if isinstance(shrunk, Done) else shrunk


def _ready(stage_run: StageRun, but: Item | None) -> Item | None:
    """The next picture; one that was running belonged to a worker that is gone."""
    ready = Item.objects.filter(stage_run=stage_run, status__in=[ItemStatus.QUEUED, ItemStatus.RUNNING])
    if but is not None:
        ready = ready.exclude(id=but.id)
    return ready.order_by("crashes", "index").first()


def _settle(lease: Lease, run: Run, made: Made, then: Item | None) -> bool:
    item, outcome = made.item, made.outcome
    if isinstance(outcome, Done):
        return _store(lease, run, item, outcome, then)
    if isinstance(outcome, Failed):
        return _not_made(lease, item, outcome, then)
    if isinstance(outcome, Crashed):
        if rules.after_crash(item.crashes + 1) is Verdict.AGAIN:
            return settling.again(lease, item, crashed=True, then=then)
        return settling.failed(lease, item, code="engine_crashed", detail=POISON, crashed=True, then=then)
    if lease.lost.is_set():
        raise LeaseLost
    return then is None or settling.start(lease, then)


def _order(stage_run: StageRun, item: Item, shelf: Path) -> Perform:
    run, kind = stage_run.run, kinds.get(stage_run.run.kind)
    wanted = kind.pipeline.stage(item.stage).takes
    known: dict[str, Value] = dict(kind.load(run, item.index)) | _earlier(stage_run, item, wanted)
    files = {name: value for name, value in known.items() if isinstance(value, Asset) and name in wanted}
    values = {name: value for name, value in known.items() if not isinstance(value, Asset) and name in wanted}
    return Perform(
        pipeline=kind.pipeline.name,
        stage=item.stage,
        files={name: File(picture=str(assets.local_path(asset))) for name, asset in files.items()},
        values=values,
        choices={key: Choice(**choice) for key, choice in run.recipe.get("engines", {}).items()},
        shelf=str(shelf),
    )


def _earlier(stage_run: StageRun, item: Item, wanted: Collection[str]) -> dict[str, Value]:
    """What of ``wanted`` the stages before gave for this picture."""
    if not stage_run.position:
        return {}
    done = Item.objects.filter(
        run=stage_run.run_id, index=item.index, status=ItemStatus.DONE, stage_run__position__lt=stage_run.position
    ).order_by("stage_run__position")
    outputs: dict[str, Value] = {}
    for earlier in done.values_list("outputs", flat=True):
        outputs.update({name: value for name, value in earlier.items() if name in wanted})
    ids = {name: value["asset"] for name, value in outputs.items() if isinstance(value, dict) and "asset" in value}
    if not ids:
        return outputs
    stored = {str(asset.id): asset for asset in Asset.objects.filter(id__in=ids.values())}
    return outputs | {name: stored[str(key)] for name, key in ids.items()}


def _store(lease: Lease, run: Run, item: Item, made: Done, then: Item | None) -> bool:
    """Put the files under keys of this attempt first, then write everything down at once."""
    kind = kinds.get(run.kind)
    stored: dict[str, Stored] = {}
    try:
        for name, file in made.files.items():
            place = kind.place(run, item, name)
            thumbnails: Mapping[int, Path] = {size: Path(path) for size, path in file.thumbnails.items()}
            stored[name] = assets.put(
                run.workspace,
                content=Path(file.picture),
                folder=place.folder,
                filename=place.filename,
                thumbnails=thumbnails,
            )
        return settling.done(lease, item, stored, made.values, made.seconds, then=then)
    except BaseException:
        # Losers' files go at once; what a kill leaves behind is swept later.
        for loser in stored.values():
            assets.discard(loser)
        raise


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
