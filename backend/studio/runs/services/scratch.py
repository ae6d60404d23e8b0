"""Folders on this machine that outlive a picture: a run's own, gone when it is over, and what is kept for all."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings

from studio.runs.models import FINISHED, Run


def folder(run: UUID) -> Path:
    """Where the engines of a run keep what they would not lose in a crash. Made by whoever writes there."""
    return _all() / str(run)


def kept() -> Path:
    """What is reckoned once for all runs, under what it was reckoned from; nothing is lost when it is emptied."""
    return Path(settings.DATA) / "kept"


def drop(run: UUID) -> None:
    """Remove a run's folder; nothing happens where there is none, such as on another machine."""
    shutil.rmtree(folder(run), ignore_errors=True)


def sweep() -> int:
    """Remove the folders of runs that are over or gone, written by an engine that had not heard of it yet."""
    found = {path.name for path in _all().iterdir()} if _all().is_dir() else set()
    live = {str(run) for run in Run.objects.exclude(status__in=FINISHED).values_list("id", flat=True)} if found else ()
    over = found.difference(live)
    for name in over:
        shutil.rmtree(_all() / name, ignore_errors=True)
    return len(over)


def _all() -> Path:
    return Path(settings.DATA) / "scratch"
