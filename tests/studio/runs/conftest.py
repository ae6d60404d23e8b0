"""Toy runs, worked off by a real engine child, and the audit after every test."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from servers import wait_until
from studio.accounts.models import Workspace
from studio.realtime.publish import channel
from studio.runs import services
from studio.runs.leasing.lease import take_next
from studio.runs.models import Priority, Run
from studio.runs.services.bench import Bench
from studio.subjects.models import Subject

PRICES = {"costly": 10, "last": 2}


class Toys:
    """Asks for toy runs and works them off with a real engine child."""

    def __init__(self, workspace: Workspace, subject: Subject, folder: Path) -> None:
        self.workspace, self.subject, self.diary = workspace, subject, folder / "diary"
        self.bench = Bench(["cpu"])

    def request(
        self,
        pictures: int = 3,
        *,
        subject: Subject | None = None,
        seconds: float = 0.0,
        priority: Priority = Priority.NORMAL,
        **trouble: str,
    ) -> Run:
        behaviours = {key.removeprefix("on_"): value for key, value in trouble.items()}
        return services.request(
            workspace=self.workspace,
            kind="toy",
            subject=subject or self.subject,
            title="Toy",
            recipe={"behaviours": behaviours, "diary": str(self.diary), "seconds": seconds},
            pictures=pictures,
            prices=PRICES,
            priority=priority,
        )

    def work(self) -> None:
        """Answer the doorbell until nothing is left to do."""
        while not self.bench._leaving.is_set() and (lease := take_next(["cpu"], self.bench.name)):
            self.bench._perform(lease)

    def done(self) -> list[str]:
        return self.diary.read_text().splitlines() if self.diary.exists() else []


@pytest.fixture
def toys(transactional_db: None, workspace: Workspace, subject: Subject, tmp_path: Path) -> Iterator[Toys]:
    made = Toys(workspace, subject, tmp_path)
    made.bench.heart.start()
    yield made
    made.bench.leave(1)


@pytest.fixture
def audited(transactional_db: None) -> Iterator[None]:
    """After the test, everything that must hold after any fault holds."""
    yield
    from studio.assets import selectors as assets
    from studio.credits import selectors as credits
    from studio.runs import selectors as runs

    problems: list[Any] = runs.audit()
    for workspace in Workspace.objects.all():
        problems += [*credits.audit(workspace), *assets.audit(workspace)]
    assert problems == []


@pytest.fixture
def heard(workspace: Workspace) -> Iterator[Callable[[Run], list[dict[str, Any]]]]:
    """Every event sent to the workspace's channel from now on, read from the real server."""
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    listener = client.pubsub()
    listener.psubscribe("*")
    assert listener.get_message(timeout=5)

    def events(run: Run) -> list[dict[str, Any]]:
        """All that was said of the run, up to what the database says is the last."""
        found: list[dict[str, Any]] = []

        def all_there() -> bool:
            while message := listener.get_message(ignore_subscribe_messages=True, timeout=0.05):
                if message["channel"] == channel(workspace.id).encode():
                    found.append(json.loads(message["data"]))
            mine = [event for event in found if event.get("run") == str(run.id)]
            return bool(mine) and mine[-1]["seq"] == Run.objects.get(id=run.id).seq

        wait_until(all_there, 15, "the last event has come")
        return [event for event in found if event.get("run") == str(run.id)]

    yield events
    listener.close()
