"""The heart of a worker: a thread that renews the leases held and tells their holders when to stop."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from studio.runs import kinds
from studio.runs.leasing import rules
from studio.runs.leasing.lease import Lease, held, renew
from studio.subjects import selectors as subjects

log = logging.getLogger(__name__)

BEAT = 0.5


class Heart(threading.Thread):
    """Beats twice a second. It never runs pixels, so a busy engine cannot make a living worker look dead."""

    def __init__(self) -> None:
        super().__init__(name="heart", daemon=True)
        self._held: dict[str, tuple[Lease, float]] = {}
        self._guard = threading.Lock()
        self._stop = threading.Event()

    @contextmanager
    def holding(self, lease: Lease) -> Iterator[Lease]:
        """Keep ``lease`` alive inside the block."""
        with self._guard:
            self._held[lease.owner] = (lease, time.monotonic())
        try:
            yield lease
        finally:
            with self._guard:
                self._held.pop(lease.owner, None)

    def run(self) -> None:
        """Beat until stopped."""
        while not self._stop.wait(BEAT):
            close_old_connections()
            self.beat()

    def beat(self) -> None:
        """Renew every lease once; set ``lost`` on those that are gone or whose consent has ended."""
        with self._guard:
            leases = list(self._held.values())
        for lease, renewed in leases:
            try:
                alive = renew(lease) and _consented(lease)
            except DatabaseError as problem:
                log.warning("Could not renew a lease (%s).", problem)
                silent = time.monotonic() - renewed
                alive = not rules.lease_is_over(
                    seconds_since_renewal=silent, lease_seconds=settings.ENV.studio_lease_seconds
                )
            else:
                with self._guard:
                    if alive and lease.owner in self._held:
                        self._held[lease.owner] = (lease, time.monotonic())
            if not alive:
                lease.lost.set()

    def stop(self) -> None:
        """Stop beating; leases run out by themselves unless they were given back."""
        self._stop.set()


def _consented(lease: Lease) -> bool:
    row = held(lease).values_list("run__kind", "run__subject_id").first()
    if row is None:
        return False
    kind, subject = row
    use = kinds.get(kind).use
    return use is None or subject is None or subjects.allows(subject, use)
