"""Fills a studio's database with swap results that share few files, for the measurements of the gallery."""

from __future__ import annotations

import datetime
import os
import random
import sys
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "backend"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.utils import timezone  # noqa: E402

from studio.accounts.models import Workspace  # noqa: E402
from studio.assets.models import Asset  # noqa: E402
from studio.runs.models import Run, RunStatus, StageRun, StageStatus  # noqa: E402
from studio.subjects.models import Kind, Subject  # noqa: E402
from studio.swaps.models import SwapResult, Tag  # noqa: E402

A_RUN = 500
"""Pictures a run; a desk of 10,000 is twenty runs."""
DECISIONS = ("none", "none", "none", "none", "keep", "keep", "reject")


def fill(workspace: Workspace, name: str, rows: int, assets: list[Asset], seed: int = 1) -> Subject:
    """A subject with ``rows`` results; distances and qualities have two decimals, so many are equal."""
    draw = random.Random(seed)
    subject = Subject.objects.create(
        workspace=workspace,
        name=name,
        slug=name.lower(),
        kind=Kind.SYNTHETIC,
        trigger_word=f"{name.lower()}_m",
        attestation="Nobody's likeness: rows for a measurement.",
    )
    began = timezone.now() - datetime.timedelta(days=rows / 1000)
    for first in range(0, rows, A_RUN):
        run = _run(subject, first // A_RUN + 1, min(A_RUN, rows - first))
        made = [_result(run, index, assets, draw) for index in range(min(A_RUN, rows - first))]
        SwapResult.objects.bulk_create(made)
        # One moment for a whole run: the order is then decided by the second column, as in a fast batch.
        SwapResult.objects.filter(run=run).update(created_at=began + datetime.timedelta(minutes=first))
    return subject


def tag(subject: Subject, name: str, every: int) -> None:
    """Put a tag on every so many results of a subject."""
    word, _ = Tag.objects.get_or_create(workspace=subject.workspace, name=name)
    through = SwapResult.tags.through
    ids = list(SwapResult.objects.filter(subject=subject).values_list("id", flat=True))[::every]
    through.objects.bulk_create([through(swapresult_id=each, tag_id=word.id) for each in ids], batch_size=2000)


def _run(subject: Subject, number: int, pictures: int) -> Run:
    run = Run.objects.create(
        workspace=subject.workspace,
        subject=subject,
        kind="swap",
        title=f"Swap {number}",
        recipe={"number": number, "pairs": [], "enhance": True, "engines": {}},
        status=RunStatus.SUCCEEDED,
        pictures=pictures,
        progress=1,
        started_at=timezone.now(),
        finished_at=timezone.now(),
    )
    stage = {"name": "swap", "label": "Swapping faces", "status": StageStatus.SUCCEEDED}
    StageRun.objects.create(run=run, position=0, total=pictures, done=pictures, **stage)
    return run


def _result(run: Run, index: int, assets: list[Asset], draw: random.Random) -> SwapResult:
    distance, brisque = round(draw.gauss(0.45, 0.1), 2), round(draw.gauss(30, 12), 0)
    return SwapResult(
        id=uuid.UUID(int=draw.getrandbits(128), version=4),
        workspace_id=run.workspace_id,
        subject_id=run.subject_id,
        run=run,
        index=index,
        name=f"{run.subject.slug if run.subject else ''}-s{index // 100 + 1}-t{index % 100 + 1:03}-sfw",
        swapped=assets[index % len(assets)],
        enhanced=assets[(index + 1) % len(assets)],
        identity_before=0.8,
        identity_after=distance,
        distance=distance,
        quality=max(0.0, min(100.0, 100.0 - brisque)),
        scores={"brisque": brisque, "sharpness": 90.0, "yaw_gap": 3.5},
        engine="mesh-warp",
        seconds=2.0,
        cost=12,
        favourite=draw.random() < 0.05,
        decision=draw.choice(DECISIONS),
    )
