"""Wishes for swaps, and a bench that settles their items without engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from studio.assets.models import Asset
from studio.runs import kinds
from studio.runs.models import Item, ItemStatus, Run, StageRun
from studio.subjects.models import Subject


@pytest.fixture
def wish(subject: Subject, photo: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """The body of a swap of photos with these yaws, in degrees."""

    def make(
        sources: tuple[float, ...] = (0.0,), targets: tuple[float, ...] = (0.0, 5.0), **more: Any
    ) -> dict[str, Any]:
        return {
            "subject": str(subject.id),
            "sources": [str(photo("source", n, yaw=yaw).id) for n, yaw in enumerate(sources, 1)],
            "targets": [str(photo("target", n, yaw=yaw).id) for n, yaw in enumerate(targets, 1)],
            "enhance": True,
            **more,
        }

    return make


@pytest.fixture
def swap(browser: APIClient, wish: Callable[..., dict[str, Any]]) -> Callable[..., Run]:
    """A swap that was asked for over the API."""

    def make(**how: Any) -> Run:
        answer = browser.post("/api/swaps/", wish(**how), format="json")
        assert answer.status_code == 202, answer.json()
        return Run.objects.get(id=answer.json()["id"])

    return make


class Bench:
    """Settles items as a worker would, with real files and no engines."""

    def __init__(self, stored: Callable[..., Asset]) -> None:
        self.stored = stored

    def make(self, run: Run, index: int, *stages: str) -> None:
        for stage in stages:
            item = Item.objects.get(run=run, index=index, stage=stage)
            item.status, item.seconds = ItemStatus.DONE, 2.0
            item.save()
            StageRun.objects.filter(id=item.stage_run_id).update(done=item.stage_run.done + 1)
            kinds.get("swap").record(run, item, self.outputs(run, item))

    def outputs(self, run: Run, item: Item) -> dict[str, Any]:
        return {
            "screen": lambda: {"rating": "sfw", "explicit": 0.1, "screen_scores": {}},
            "swap": lambda: {"swapped": self.file(run, item, "swapped"), "yaw_gap": 3.5, "warning": None},
            "enhance": lambda: {"enhanced": self.file(run, item, "enhanced")},
            "score": lambda: {
                "identity_before": 0.8,
                "identity_after": 0.3,
                "scores": {"brisque": 12.0, "sharpness": 90.0},
                "warning": "One side may look soft.",
            },
        }[item.stage]()

    def file(self, run: Run, item: Item, output: str) -> Asset:
        place = kinds.get("swap").place(run, item, output)
        shade = item.index * 2 + (output == "enhanced")
        return self.stored(shade, filename=place.filename, folder=place.folder)


@pytest.fixture
def bench(stored: Callable[..., Asset]) -> Bench:
    return Bench(stored)
