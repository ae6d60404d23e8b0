"""Pausing a run and going on with it: holds stay, what is done stays done."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from studio.runs import kinds
from studio.runs.errors import NothingToPause, NotPaused
from studio.runs.listening import announce
from studio.runs.models import PAUSABLE, Run, RunStatus, StageRun, StageStatus
from studio.runs.publish import ring
from studio.runs.services import settling
from studio.subjects import selectors as subjects


@transaction.atomic
def pause(run: Run) -> Run:
    """No picture is begun from here on; one in an engine is finished and charged. Raises NothingToPause (409)."""
    run = Run.objects.select_for_update().get(id=run.id)
    if run.status not in PAUSABLE:
        raise NothingToPause("The run is over or paused already. Nothing was changed.")
    run.status = RunStatus.PAUSED
    announce(run)
    return run


@transaction.atomic
def resume(run: Run) -> Run:
    """Go on with the next picture, without holding or charging anything again. Raises NotPaused (409)."""
    run = Run.objects.select_for_update().get(id=run.id)
    if run.status != RunStatus.PAUSED:
        raise NotPaused("The run is not paused. Nothing was changed.")
    stage_runs = StageRun.objects.filter(run=run)
    leased = stage_runs.filter(status=StageStatus.RUNNING, lease_until__gte=Now())
    # A worker that has not put its picture down yet simply goes on.
    run.status = RunStatus.RUNNING if leased.exists() else RunStatus.QUEUED
    announce(run)
    for stage_run in stage_runs.filter(status=StageStatus.QUEUED):
        ring(stage_run)
    return run


def cancel_without_consent() -> int:
    """Cancel paused runs whose consent has ended, which no worker looks at; answers how many."""
    paused = Run.objects.filter(status=RunStatus.PAUSED, subject__isnull=False)
    ended = [run for run in paused if not _consented(run)]
    for run in ended:
        settling.cancel(run, code=settling.CONSENT_ENDED, detail=settling.CONSENT_ENDED_WORDS)
    return len(ended)


def _consented(run: Run) -> bool:
    use = kinds.get(run.kind).use
    return use is None or run.subject_id is None or subjects.allows(run.subject_id, use)
