"""The sweeper: rings again for what was not heard, and lets the run kinds ask for what a crash left unasked."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.db import DatabaseError, close_old_connections
from django.db.models import Q
from django.db.models.functions import Now

from studio.assets import services as assets
from studio.credits import sweeping as credits
from studio.runs import kinds, selectors
from studio.runs.leasing.lease import in_seconds, takeable
from studio.runs.publish import ring_now
from studio.runs.services import pausing, scratch

log = logging.getLogger(__name__)

EVERY = 1.0
RING_AGAIN = 2.0
"""Seconds after which a stage that nobody took is rung for again."""
AT_ONCE = 8
TIDY_EVERY = 600
"""Sweeps between two looks for files without a row and for answers nobody will ask for again."""
ORPHAN_AGE = timedelta(hours=1)


class Sweeper(threading.Thread):
    """One a worker process; that several sweep is harmless, because a ring is only a hint."""

    def __init__(self) -> None:
        super().__init__(name="sweeper", daemon=True)
        self._stop = threading.Event()
        self._sweeps = 0

    def run(self) -> None:
        """Sweep every second until stopped."""
        while not self._stop.wait(EVERY):
            close_old_connections()
            try:
                self.sweep()
            except DatabaseError as problem:
                log.warning("The sweep was skipped (%s).", problem)

    def sweep(self) -> None:
        """One round."""
        self._sweeps += 1
        ring_again()
        pausing.cancel_without_consent()
        if self._sweeps % 3 == 0:
            for kind in kinds.registered():
                kind.sweep()
        if self._sweeps % TIDY_EVERY == 0:
            assets.sweep(older_than=ORPHAN_AGE)
            credits.forget_old_answers()
            scratch.sweep()
            for tidy in kinds.tidies():
                tidy()

    def stop(self) -> None:
        """Stop after this round."""
        self._stop.set()


def ring_again() -> int:
    """Ring for stages that are free and were not rung for lately; answers how many."""
    unheard = takeable().filter(Q(rung_at=None) | Q(rung_at__lt=in_seconds(-RING_AGAIN)))
    stages = list(selectors.in_turn(unheard).values_list("id", "queue")[:AT_ONCE])
    takeable().filter(id__in=[stage for stage, _ in stages]).update(rung_at=Now())
    for stage_run, queue in stages:
        ring_now(queue, stage_run)
    return len(stages)
