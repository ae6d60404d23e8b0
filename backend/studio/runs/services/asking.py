"""Asking something of a run while a worker is at it: to save, to sample, to finish. Its heart passes it on."""

from __future__ import annotations

from django.db import transaction

from imaging.progress import Ask
from studio.runs.errors import CannotBeAsked
from studio.runs.models import Run, RunStatus, StageRun, StageStatus


@transaction.atomic
def ask(run: Run, what: Ask) -> Run:
    """Have it done soon. To ask twice is to ask once. Raises CannotBeAsked (409)."""
    run = Run.objects.select_for_update().get(id=run.id)
    stage_run = StageRun.objects.select_for_update().filter(run=run, status=StageStatus.RUNNING).first()
    if what not in run.hears or run.status != RunStatus.RUNNING or stage_run is None:
        raise CannotBeAsked("No worker is at the run now, or it cannot be asked for that. Nothing was changed.")
    if what not in stage_run.asked:
        stage_run.asked = [*stage_run.asked, what.value]
        stage_run.save(update_fields=["asked"])
    return run
