"""Folders on this machine that outlive a picture: a run's own, gone when it is over, and what a subject's share."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings

from studio.runs.models import FINISHED, Run
from studio.subjects import selectors as subjects
from studio.subjects.models import Use


def folder(run: UUID) -> Path:
    """Where the engines of a run keep what they would not lose in a crash. Made by whoever writes there."""
    return _all() / str(run)


def kept(subject: UUID | None) -> Path:
    """What is reckoned once for all runs of a subject. It may be emptied at any time, and is when consent ends."""
    return _kept() / str(subject or "nobody")


def drop(run: UUID) -> None:
    """Remove a run's folder; nothing happens where there is none, such as on another machine."""
    shutil.rmtree(folder(run), ignore_errors=True)


def drop_if_over(run: UUID) -> None:
    """The same, once the engine is quiet, of a run that ended while it worked."""
    if not Run.objects.filter(id=run).exclude(status__in=FINISHED).exists():
        drop(run)


def sweep() -> int:
    """Remove what runs that are over left here, and what was reckoned of pictures that may not be trained on now."""
    over = [path for path in _below(_all()) if not _is_live(path.name)]
    ended = [path for path in _below(_kept()) if not _may_be_kept(path.name)]
    for path in (*over, *ended):
        shutil.rmtree(path, ignore_errors=True)
    return len(over) + len(ended)


def _is_live(run: str) -> bool:
    return Run.objects.filter(id=run).exclude(status__in=FINISHED).exists()


def _may_be_kept(subject: str) -> bool:
    return subject == "nobody" or subjects.allows(UUID(subject), Use.TRAIN)


def _below(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _kept() -> Path:
    return Path(settings.DATA) / "kept"


def _all() -> Path:
    return Path(settings.DATA) / "scratch"
