"""The decisions about leases and outcomes as pure functions, so that a simulator can run the same ones."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

from studio.runs.models import RunStatus, StageStatus

CRASHES_ALLOWED = 2
"""An item whose engine child died more often than this under a living parent is poison and is quarantined."""
TRIES_ALLOWED = {"out_of_memory": 1}
"""How often a retryable failure of that code is tried again; 2 unless it is listed."""


class Verdict(Enum):
    """What becomes of an item that was not made."""

    AGAIN = "try it again"
    FAIL = "give up and release its hold"


def may_be_taken(*, stage: StageStatus, lease_ran_out: bool, run: RunStatus) -> bool:
    """Whether anybody may take a stage: it waits for a worker, or its worker was not heard of in time."""
    left_behind = stage == StageStatus.RUNNING and lease_ran_out
    return (stage == StageStatus.QUEUED or left_behind) and run in (RunStatus.QUEUED, RunStatus.RUNNING)


def turn(*, priority: int, turn_at: datetime, run: UUID, position: int) -> tuple[int, datetime, UUID, int]:
    """The smallest goes first: by priority, then by the run's turn, then whatever is nearest to a finished picture."""
    return (priority, turn_at, run, -position)


def may_write(*, attempt: int, stage_attempt: int, stage: StageStatus) -> bool:
    """Fencing: whether a worker that took the stage as its ``attempt`` may still write anything about it."""
    return stage == StageStatus.RUNNING and attempt == stage_attempt


def stage_after(*, done: int, failed: int, total: int, ready: int) -> StageStatus:
    """Where a stage stands when its worker puts it down: over, or waiting for pictures or for a worker."""
    if done + failed >= total:
        return StageStatus.SUCCEEDED if done else StageStatus.FAILED
    return StageStatus.QUEUED if ready else StageStatus.WAITING


def run_after(*, delivered: int) -> RunStatus:
    """How a run ends when all its items are settled: a success when at least one item gave the user something."""
    return RunStatus.SUCCEEDED if delivered else RunStatus.FAILED


def after_crash(crashes: int) -> Verdict:
    """``crashes`` counts engine children that died on the item, this one included."""
    return Verdict.AGAIN if crashes <= CRASHES_ALLOWED else Verdict.FAIL


def after_failure(*, code: str, retryable: bool, tries: int) -> Verdict:
    """``tries`` counts the retries that were already spent on the item. To be interrupted is no failure."""
    if code == "cancelled":
        return Verdict.AGAIN
    return Verdict.AGAIN if retryable and tries < TRIES_ALLOWED.get(code, 2) else Verdict.FAIL


def lease_is_over(*, seconds_since_renewal: float, lease_seconds: float) -> bool:
    """Whether a worker must treat its own lease as lost because it could not renew it in time."""
    return seconds_since_renewal >= lease_seconds
