"""Carries an engine's progress to the row and to the browsers: at most five a second, always the last."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from studio.realtime.publish import publish
from studio.runs.events import ItemGlimpsed, progressed, run_progress
from studio.runs.models import Run, StageRun, StageStatus

INTERVAL = 0.2

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

    def glimpsed(self, index: int, picture: str) -> None:
        """Show how picture ``index`` looks so far, a JPEG in base64; it is kept nowhere."""
        workspace = (
            StageRun.objects.filter(id=self.stage_run, attempt=self.attempt, status=StageStatus.RUNNING)
            .values_list("run__workspace_id", flat=True)
            .first()
        )
        if workspace is not None:
            publish(workspace, ItemGlimpsed(run=self.run, index=index, picture=f"data:image/jpeg;base64,{picture}"))


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
