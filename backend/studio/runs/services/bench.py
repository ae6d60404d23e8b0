"""The bench of one worker process: its heart, its threads' engine children, and the way it goes home."""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections

from studio.runs.child.keeper import Child
from studio.runs.leasing.heart import Heart
from studio.runs.leasing.lease import Lease, take, take_next
from studio.runs.services.performing import Performer

log = logging.getLogger(__name__)

SHRINKER = "studio.runs.child.shrinking"


class Bench:
    """One a process. Its threads answer the doorbell."""

    def __init__(self, queues: Collection[str]) -> None:
        self.queues = tuple(queues)
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:6]}"
        self.heart = Heart()
        self._leaving = threading.Event()
        self._here = threading.local()
        self._children: list[Child] = []
        self._spare: list[Child] = []
        self._busy = 0
        self._idle = threading.Condition()

    def answer(self, stage_run: UUID) -> None:
        """Work on the stage the doorbell named, or on the most urgent one, and go on until there is nothing to do."""
        close_old_connections()
        lease = None if self._leaving.is_set() else take(stage_run, self.name) or take_next(self.queues, self.name)
        while lease is not None:
            self._perform(lease)
            close_old_connections()
            lease = None if self._leaving.is_set() else take_next(self.queues, self.name)

    def leave(self, seconds: float) -> None:
        """Go home: engines stop, stages are handed over with what is done, children end."""
        self._leaving.set()
        with self._idle:
            self._idle.wait_for(lambda: self._busy == 0, timeout=seconds)
        self.heart.stop()
        for child in self._children:
            child.kill()

    def _perform(self, lease: Lease) -> None:
        with self._idle:
            self._busy += 1
        try:
            with self.heart.holding(lease):
                self._performer().perform(lease)
        finally:
            with self._idle:
                self._busy -= 1
                self._idle.notify_all()

    def warm(self, children: int) -> None:
        """Start engine children before anybody rings. Call it from the thread that ends last: they die with it."""
        for _ in range(children):
            child = self._new_child(settings.RUNS_CHILD_MODULE)
            child.start()
            self._spare.append(child)

    def _performer(self) -> Performer:
        """Each thread keeps its own children warm."""
        if not hasattr(self._here, "performer"):
            with self._idle:
                child = self._spare.pop() if self._spare else self._new_child(settings.RUNS_CHILD_MODULE)
            self._here.performer = Performer(child, self._new_child(SHRINKER), self.queues, self._leaving.is_set)
        performer: Performer = self._here.performer
        return performer

    def _new_child(self, module: str) -> Child:
        child = Child(
            module=module,
            memory_mb=settings.ENV.studio_child_memory_mb,
            stall_seconds=settings.ENV.studio_stall_seconds,
            environment=_environment(),
        )
        self._children.append(child)
        return child


def _environment() -> dict[str, str]:
    threads = str(settings.ENV.studio_engine_threads)
    backend = str(settings.BASE)
    path = os.pathsep.join(filter(None, [backend, os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path, "STUDIO_ENGINE_THREADS": threads, "OMP_NUM_THREADS": threads}
