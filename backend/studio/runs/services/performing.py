"""A worker's way through a leased stage: picture by picture, until none is ready or it must stop."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.accounts.errors import StudioError
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.assets.services import Stored
from studio.runs import kinds
from studio.runs.child.keeper import Child, Crashed, Outcome, Stopped
from studio.runs.child.messages import Choice, Done, Failed, File, Perform
from studio.runs.errors import LeaseLost
from studio.runs.kinds import RunKind, Value
from studio.runs.leasing import rules
from studio.runs.leasing.lease import Lease, something_more_urgent
from studio.runs.leasing.rules import Verdict
from studio.runs.listening import Listener
from studio.runs.models import Item, ItemStatus, Run, StageRun
from studio.runs.services import settling
from studio.subjects import selectors as subjects

log = logging.getLogger(__name__)

POISON = "This picture stopped the engine three times and was set aside. It cost nothing. Try another photo."


@dataclass(frozen=True)
class Performer:
    """What a worker thread brings to a stage: its engine child, its queues, and whether it has been asked to leave."""

    child: Child
    queues: Collection[str]
    leaving: Callable[[], bool]

    def perform(self, lease: Lease) -> None:
        """Work on the stage under ``lease`` and put it down. Losing the lease ends it quietly: another has it."""
        stage_run = StageRun.objects.select_related("run__workspace", "run__subject").get(id=lease.stage_run)
        where = f"workspace={stage_run.run.workspace_id} run={stage_run.run_id} stage={stage_run.name}"
        try:
            settling.begin(lease)
            while self._may_go_on(lease, stage_run):
                item = _ready(stage_run)
                if item is None or not settling.start(lease, item):
                    break
                self._make(lease, stage_run, item)
            settling.put_down(lease)
        except LeaseLost:
            log.info("Lease lost. %s attempt=%s", where, lease.attempt)
            _cancel_without_consent(stage_run)

    def _may_go_on(self, lease: Lease, stage_run: StageRun) -> bool:
        if lease.lost.is_set() or not _consented(stage_run):
            raise LeaseLost
        return not self.leaving() and not something_more_urgent(stage_run, self.queues)

    def _make(self, lease: Lease, stage_run: StageRun, item: Item) -> None:
        run, kind = stage_run.run, kinds.get(stage_run.run.kind)
        shelf = Path(tempfile.mkdtemp(prefix="studio-shelf-"))
        listener = Listener(run.id, stage_run.id, lease.attempt)
        try:
            outcome = self.child.perform(
                _order(run, kind, stage_run, item, shelf),
                heard=lambda said: listener.heard(said.fraction, said.message),
                stop=lambda: lease.lost.is_set() or self.leaving(),
            )
            self._settle(lease, run, kind, item, outcome)
        except StudioError as problem:
            settling.failed(lease, item, code=problem.code, detail=problem.detail)
        finally:
            shutil.rmtree(shelf, ignore_errors=True)

    def _settle(self, lease: Lease, run: Run, kind: RunKind, item: Item, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            _store(lease, run, kind, item, outcome)
        elif isinstance(outcome, Failed):
            _not_made(lease, item, outcome)
        elif isinstance(outcome, Crashed):
            if rules.after_crash(item.crashes + 1) is Verdict.AGAIN:
                settling.again(lease, item, crashed=True)
            else:
                settling.failed(lease, item, code="engine_crashed", detail=POISON, crashed=True)
        elif isinstance(outcome, Stopped) and lease.lost.is_set():
            raise LeaseLost


def _ready(stage_run: StageRun) -> Item | None:
    """The next picture; one that was running belonged to a worker that is gone."""
    ready = Item.objects.filter(stage_run=stage_run, status__in=[ItemStatus.QUEUED, ItemStatus.RUNNING])
    return ready.order_by("crashes", "index").first()


def _order(run: Run, kind: RunKind, stage_run: StageRun, item: Item, shelf: Path) -> Perform:
    known: dict[str, Value] = dict(kind.load(run, item.index)) | _earlier(run, stage_run, item)
    wanted = kind.pipeline.stage(item.stage).takes
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


def _earlier(run: Run, stage_run: StageRun, item: Item) -> dict[str, Value]:
    """What the stages before gave for this picture."""
    done = Item.objects.filter(
        run=run, index=item.index, status=ItemStatus.DONE, stage_run__position__lt=stage_run.position
    ).order_by("stage_run__position")
    outputs: dict[str, Value] = {}
    for earlier in done:
        outputs.update(earlier.outputs)
    ids = {name: value["asset"] for name, value in outputs.items() if isinstance(value, dict) and "asset" in value}
    stored = {str(asset.id): asset for asset in Asset.objects.filter(id__in=ids.values())}
    return outputs | {name: stored[str(key)] for name, key in ids.items()}


def _store(lease: Lease, run: Run, kind: RunKind, item: Item, made: Done) -> None:
    """Put the files under keys of this attempt first, then write everything down at once."""
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
        settling.done(lease, item, stored, made.values, made.seconds)
    except BaseException:
        # Losers' files go at once; what a kill leaves behind is swept later.
        for loser in stored.values():
            assets.discard(loser)
        raise


def _not_made(lease: Lease, item: Item, why: Failed) -> None:
    verdict = rules.after_failure(code=why.code, retryable=why.retryable, tries=item.tries)
    if verdict is Verdict.AGAIN:
        settling.again(lease, item, crashed=False)
    else:
        settling.failed(lease, item, code=why.code, detail=f"{why.detail} It cost nothing.")


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
