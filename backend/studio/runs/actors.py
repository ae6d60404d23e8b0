"""The one Dramatiq actor. Its message says only which stage to look at; the database says what to do."""

from __future__ import annotations

from uuid import UUID

import dramatiq

from studio.runs.publish import ACTOR
from studio.runs.services.bench import Bench

_bench: Bench | None = None


def install(bench: Bench) -> None:
    """Give the actor the bench of this process; done once by the worker command."""
    global _bench  # noqa: PLW0603 (one bench a process is the point)
    _bench = bench


@dramatiq.actor(actor_name=ACTOR, queue_name="cpu")
def perform_stage(stage_run: str) -> None:
    """Answer the doorbell."""
    if _bench is None:
        raise RuntimeError("A worker must install its bench before it listens.")
    _bench.answer(UUID(stage_run))
