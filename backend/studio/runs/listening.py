"""Carries an engine's progress to the row and to the browsers: at most five a second, always the last."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from studio.realtime.publish import publish
from studio.runs.events import ItemGlimpsed, TrainingProgressed, progressed, run_progress
from studio.runs.models import Item, ItemStatus, Run, StageRun, StageStatus

INTERVAL = 0.2
WRITE_EVERY = 5.0
"""Seconds between two writes of the points of an item in the works; those who watch hear of them at once."""

CHANGING = (
    "status", "price", "captured", "released", "round", "refused", "turn_at", "progress", "seq",
    "error_code", "error_detail", "started_at", "finished_at",
)  # fmt: skip


@dataclass
class Listener:
    """Listens for one stage held under ``attempt``."""

    run: UUID
    stage_run: UUID
    attempt: int
    index: int = 0
    _points: list[list[float]] = field(default_factory=list)
    _wrote_points: float = 0.0
    _wrote: float = field(default_factory=time.monotonic)
    """That the picture was begun has just been told."""

    def heard(self, fraction: float, message: str) -> None:
        """Note the fraction of the picture being worked on; reports in between are dropped, the next one counts."""
        now = time.monotonic()
        if now - self._wrote < INTERVAL:
            return
        self._wrote = now
        with transaction.atomic():
            run = Run.objects.select_for_update().get(id=self.run)
            mine = StageRun.objects.filter(id=self.stage_run, attempt=self.attempt, status=StageStatus.RUNNING)
            if mine.update(fraction=min(max(fraction, 0.0), 0.99), message=message[:200]):
                announce(run)

    def glimpsed(self, picture: str) -> None:
        """Show how the picture looks so far, a JPEG in base64; it is kept nowhere."""
        workspace = (
            StageRun.objects.filter(id=self.stage_run, attempt=self.attempt, status=StageStatus.RUNNING)
            .values_list("run__workspace_id", flat=True)
            .first()
        )
        if workspace is not None:
            publish(
                workspace, ItemGlimpsed(run=self.run, index=self.index, picture=f"data:image/jpeg;base64,{picture}")
            )

    def told(self, numbers: Mapping[str, Any]) -> None:
        """Pass the newest points of a training on, and keep those of this item for whoever comes later."""
        run = Run.objects.only("workspace_id", "subject_id").get(id=self.run)
        publish(
            run.workspace_id,
            TrainingProgressed(run=self.run, subject=run.subject_id, index=self.index, **numbers),
        )
        self._points += numbers["points"]
        now = time.monotonic()
        if now - self._wrote_points >= WRITE_EVERY:
            self._wrote_points = now
            mine = Item.objects.filter(stage_run=self.stage_run, index=self.index, status=ItemStatus.RUNNING)
            mine.filter(stage_run__attempt=self.attempt).update(outputs={"points": self._points})


def announce(run: Run, stage_runs: Sequence[StageRun] | None = None) -> None:
    """Count the event, bring the run's bar up to date and tell the browsers; inside the transaction that changed it.

    ``stage_runs`` in order of position, where they have been read under the lock of the run already.
    """
    if stage_runs is None:
        stage_runs = list(StageRun.objects.filter(run=run).order_by("position"))
    run.seq += 1
    run.progress = run_progress(run, stage_runs) if run.finished_at is None else 1.0
    run.save(update_fields=CHANGING)
    publish(run.workspace_id, progressed(run, stage_runs))
