"""What a browser hears of a run. Hints: the database is the truth, and ``seq`` says which of two is newer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from imaging.progress import Ask
from studio.runs.models import FINISHED, PAUSABLE, Item, ItemStatus, Run, RunStatus, StageRun, StageStatus


class Event(BaseModel):
    """An undeclared field is a bug in the schema."""

    model_config = ConfigDict(extra="forbid")


class StageProgress(Event):
    """One segment of the run bar."""

    name: str
    label: str
    status: StageStatus
    progress: float
    done: int
    failed: int
    total: int
    message: str


class Counts(Event):
    """Pictures, not stage items."""

    total: int
    done: int
    failed: int


class Abilities(Event):
    """What may be asked of the run now, by the same rules that the server enforces."""

    cancel: bool
    pause: bool
    resume: bool
    retry: bool
    save_now: bool
    sample_now: bool
    finish: bool


class Problem(Event):
    """Why a run or a picture came to nothing."""

    code: str
    detail: str


class RunProgress(Event):
    """The changing part of a run: the API and the event share it, so that they cannot disagree."""

    seq: int
    status: RunStatus
    progress: float
    stages: list[StageProgress]
    items: Counts
    refused: int
    takeovers: int
    seconds_left: float | None
    price: int
    captured: int
    released: int
    can: Abilities
    error: Problem | None
    started_at: datetime | None
    finished_at: datetime | None


class RunProgressed(RunProgress):
    """The run moved on."""

    type: Literal["run.progressed"] = "run.progressed"
    run: UUID
    kind: str
    subject: UUID | None


class ItemChanged(Event):
    """One picture of the contact sheet changed."""

    type: Literal["item.changed"] = "item.changed"
    run: UUID
    seq: int
    index: int
    stage: str
    state: Literal["waiting", "working", "done", "failed", "cancelled"]
    fraction: float
    error: Problem | None


class ItemGlimpsed(Event):
    """How a picture looks while it is made. It passed the same screens as a finished one, and is kept nowhere."""

    type: Literal["item.glimpsed"] = "item.glimpsed"
    run: UUID
    index: int
    picture: str
    """A small JPEG as a data: address."""


class TrainingProgressed(Event):
    """A training learned on: at most two of these a second, and only the points that are new since the last."""

    type: Literal["training.progressed"] = "training.progressed"
    run: UUID
    subject: UUID | None
    index: int
    """Of the save that is in the works, from 0."""
    step: int
    steps: int
    loss: float
    rate: float
    steps_per_second: float
    seconds_left: float | None
    """To the end of the training, without its samples."""
    points: list[tuple[int, float, float]]
    """Step, loss, learning rate. After a crash some come again."""


def progress_of(run: Run, stage_runs: Sequence[StageRun]) -> RunProgress:
    """The changing part of ``run``; ``stage_runs`` in order of position."""
    last = stage_runs[-1]
    over = run.status in FINISHED
    hears = run.hears if run.status == RunStatus.RUNNING else []
    return RunProgress(
        seq=run.seq,
        status=RunStatus(run.status),
        progress=round(run.progress, 4),
        stages=[_segment(stage_run) for stage_run in stage_runs],
        items=Counts(total=run.pictures, done=last.done, failed=last.failed),
        refused=run.refused,
        takeovers=sum(stage_run.takeovers for stage_run in stage_runs),
        seconds_left=None if over else round(seconds_left(stage_runs), 1),
        price=run.price,
        captured=run.captured,
        released=run.released,
        can=Abilities(
            cancel=not over,
            pause=run.status in PAUSABLE,
            resume=run.status == RunStatus.PAUSED,
            retry=over and last.done + run.refused < run.pictures,
            save_now=Ask.SAVE in hears,
            sample_now=Ask.SAMPLE in hears,
            finish=Ask.FINISH in hears,
        ),
        error=Problem(code=run.error_code, detail=run.error_detail) if run.error_code else None,
        started_at=run.started_at,
        finished_at=run.finished_at,
    )


def _segment(stage_run: StageRun) -> StageProgress:
    return StageProgress(
        name=stage_run.name,
        label=stage_run.label,
        status=StageStatus(stage_run.status),
        progress=round(stage_progress(stage_run), 4),
        done=stage_run.done,
        failed=stage_run.failed,
        total=stage_run.total,
        message=stage_run.message,
    )


def stage_progress(stage_run: StageRun) -> float:
    """0..1 of one stage: settled pictures and the fraction of the one being worked on."""
    return min(1.0, (stage_run.done + stage_run.failed + stage_run.fraction) / max(1, stage_run.total))


def run_progress(run: Run, stage_runs: Sequence[StageRun]) -> float:
    """0..1 of the whole, each stage by its weight; never less than it was."""
    whole = sum(stage_run.weight for stage_run in stage_runs)
    now = sum(stage_run.weight * stage_progress(stage_run) for stage_run in stage_runs) / whole
    # Only a finished run may say 100 %.
    return max(run.progress, min(now, 0.999))


def pace(stage_run: StageRun) -> float:
    """Seconds a picture: as measured in this run, otherwise as earlier runs or the engine's own estimate say."""
    return stage_run.spent / stage_run.done if stage_run.done and stage_run.spent else stage_run.weight


def seconds_left(stage_runs: Sequence[StageRun]) -> float:
    """About how long the run still takes with the workers it has now, or one.

    A stage is worked on by one worker at a time, so that no number of them is faster than the longest stage.
    """
    work = [
        max(0.0, stage_run.total - stage_run.done - stage_run.failed - stage_run.fraction) * pace(stage_run)
        for stage_run in stage_runs
    ]
    hands = sum(stage_run.status == StageStatus.RUNNING for stage_run in stage_runs)
    return max(sum(work) / max(1, hands), max(work, default=0.0))


def progressed(run: Run, stage_runs: Sequence[StageRun]) -> RunProgressed:
    """The event for the run as it stands."""
    snapshot = progress_of(run, stage_runs)
    return RunProgressed(run=run.id, kind=run.kind, subject=run.subject_id, **dict(snapshot))


def changed(run: Run, item: Item, *, last: bool, fraction: float = 0) -> ItemChanged:
    """The event for one picture; ``last`` when the item belongs to the run's last stage."""
    states: dict[str, Literal["waiting", "working", "done", "failed", "cancelled"]] = {
        ItemStatus.RUNNING: "working",
        ItemStatus.DONE: "done" if last else "waiting",
        ItemStatus.FAILED: "failed",
        ItemStatus.CANCELLED: "cancelled",
    }
    return ItemChanged(
        run=run.id,
        seq=run.seq,
        index=item.index,
        stage=item.stage,
        state=states.get(item.status, "waiting"),
        fraction=fraction,
        error=Problem(code=item.error_code, detail=item.error_detail) if item.error_code else None,
    )
