"""The heart of a worker: a thread that renews the leases held and tells their holders when to stop."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction

from imaging.progress import Ask
from studio.runs import kinds
from studio.runs.leasing import rules
from studio.runs.leasing.lease import Lease, held, renew
from studio.runs.models import RunStatus
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
        """Renew every lease once and pass on what was asked; set ``lost`` on those that are gone or lack consent."""
        with self._guard:
            leases = list(self._held.values())
        for lease, renewed in leases:
            try:
                alive = renew(lease) and _looked_after(lease)
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


def _looked_after(lease: Lease) -> bool:
    """Tell the holder of a pause and of what was asked; False when the lease is gone or the consent has ended."""
    row = held(lease).values_list("run__kind", "run__subject_id", "run__status", "asked").first()
    if row is None:
        return False
    kind, subject, status, asked = row
    (lease.paused.set if status == RunStatus.PAUSED else lease.paused.clear)()
    if asked:
        _pass_on(lease)
    use = kinds.get(kind).use
    return use is None or subject is None or subjects.allows(subject, use)


@transaction.atomic
def _pass_on(lease: Lease) -> None:
    """Take what was asked off the row. To finish stays there, so that whoever takes over hears of it, too."""
    row = held(lease).select_for_update().first()
    if row is None:
        return
    lease.asked.extend(Ask(what) for what in row.asked if not (what == Ask.FINISH and Ask.FINISH in lease.asked))
    held(lease).update(asked=[what for what in row.asked if what == Ask.FINISH])
