"""Whose turn it is among a workspace's own waiting runs. Nobody gets ahead of another workspace by this."""

from __future__ import annotations

from django.db import transaction

from studio.runs import selectors
from studio.runs.errors import NotWaiting
from studio.runs.listening import announce
from studio.runs.models import Run, RunStatus


@transaction.atomic
def move(run: Run, *, place: int) -> Run:
    """Give a waiting run the ``place``-th turn (1 is first) among those of its workspace and kind's priority.

    The runs only swap the turns they have. Raises NotWaiting (409) when a worker has begun it or it is over.
    """
    # Locked in one order whatever the turns are, so that two that move cannot wait for each other.
    locked = selectors.waiting(run.workspace, run.priority).select_for_update().order_by("id")
    waiting = sorted(locked, key=lambda other: (other.turn_at, other.id))
    found = next((other for other in waiting if other.id == run.id), None)
    if found is None or found.status != RunStatus.QUEUED:
        raise NotWaiting("The run does not wait for its turn any more. The order was left as it was.")
    turns = [other.turn_at for other in waiting]
    waiting.remove(found)
    waiting.insert(min(place, len(turns)) - 1, found)
    for other, turn in zip(waiting, turns, strict=True):
        if other.turn_at != turn:
            other.turn_at = turn
            announce(other)
    return found
