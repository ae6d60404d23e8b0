"""Fills a studio's database with photos, runs, movements and notices, for the measurements of the lists."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from gallery_rows import Asset, Run, RunStatus, StageRun, StageStatus, Subject  # it sets Django up

# isort: split
from studio.accounts.models import User
from studio.credits.models import LedgerEntry, Movement
from studio.notices.models import News, Notice
from studio.photos.models import LastNumber, PhotoStatus, Role, TargetPhoto

BATCH = 2000
REPORT = {
    "verdict": "warn",
    "sentence": "The face is turned away.",
    "measured": True,
    "checks": [
        {"key": key, "label": key, "verdict": "pass", "value": 0.5, "unit": "", "sentence": "Nothing against it."}
        for key in ("screen", "faces", "face_size", "sharpness", "exposure", "yaw")
    ],
    "faces": [{"box": [0.3, 0.2, 0.6, 0.6], "height": 420.0, "yaw": 12.0, "chosen": True}],
    "yaw": 12.0,
    "identity_distance": None,
}
"""As long as a report is, so that reading and writing it costs what it costs."""


def fill(subject: Subject, user: User, rows: int, asset: Asset) -> None:
    """So many targets of the subject, runs, movements and notices of its workspace; in batches."""
    workspace = subject.workspace_id
    _add(
        TargetPhoto(
            workspace_id=workspace,
            subject=subject,
            number=number,
            name=f"photo {number}.jpg",
            asset=asset,
            status=PhotoStatus.READY,
            report=REPORT,
            attestation="Mine.",
        )
        for number in range(1, rows + 1)
    )
    LastNumber.objects.create(subject=subject, role=Role.TARGET, number=rows)
    runs = [_run(subject, number) for number in range(rows)]
    _add(iter(runs))
    _add(_stage(run, position) for run in runs for position in (0, 1))
    _add(
        LedgerEntry(
            workspace_id=workspace, kind=kind, reference=f"bench {number}", amount=0, held=-12, run=uuid.uuid4()
        )
        for number, kind in zip(range(rows), _kinds(), strict=False)
    )
    _add(
        Notice(
            workspace_id=workspace,
            user=user,
            run=run,
            round=1,
            news=News.DONE,
            title=f"{run.title} is done",
            detail="All 2 pictures were made.",
        )
        for run in runs
    )


def _add(rows: Iterator[Any]) -> None:
    """Stored a batch at a time, so that a hundred thousand objects are never held."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            type(row).objects.bulk_create(batch)
            batch = []
    if batch:
        type(batch[0]).objects.bulk_create(batch)


def _run(subject: Subject, number: int) -> Run:
    return Run(
        workspace_id=subject.workspace_id,
        subject=subject,
        kind="swap",
        title=f"Swap {number}",
        recipe={"number": number, "pairs": [], "enhance": True, "engines": {}},
        status=RunStatus.SUCCEEDED,
        pictures=2,
        progress=1,
    )


def _stage(run: Run, position: int) -> StageRun:
    name = ("swap", "enhance")[position]
    return StageRun(run=run, position=position, name=name, label=name, status=StageStatus.SUCCEEDED, total=2, done=2)


def _kinds() -> Iterator[Movement]:
    while True:
        yield from (Movement.HOLD, Movement.CAPTURE, Movement.CAPTURE, Movement.RELEASE)
