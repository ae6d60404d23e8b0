"""What is told of a training while it learns: points of its curve, its pace, the time left; at most twice a second."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence

from imaging.capabilities import Training
from imaging.progress import Listener

EVERY = 0.5
LATELY = 30
"""Steps whose pace is told."""
MOST = 500
"""Points of one save; more are averaged in groups."""

Point = list[float]
"""Step, loss, learning rate."""


class Watch:
    """Watches one save of a training, from the step after ``since``."""

    def __init__(self, training: Training, listener: Listener, since: int) -> None:
        self.training, self.listener, self.since = training, listener, since
        self._told_to, self._told_at = since, 0.0
        self._took: deque[float] = deque(maxlen=LATELY)
        self._seconds = 0.0

    def learned(self, seconds: float) -> None:
        """A step took so long; whoever watches hears of it soon."""
        self._took.append(seconds)
        self._seconds += seconds
        if time.monotonic() - self._told_at >= EVERY:
            self.tell()

    def tell(self) -> None:
        """Say now what was not said yet, also what was learned before a crash."""
        training = self.training
        if training.step <= self._told_to:
            return
        pace = self.pace()
        self.listener.told(
            {
                "step": training.step,
                "steps": training.steps,
                "loss": training.losses[-1],
                "rate": training.rate,
                "steps_per_second": round(1 / pace, 3) if pace else 0.0,
                "seconds_left": round((training.steps - training.step) * pace, 1) if pace else None,
                "points": self.points(self._told_to),
            }
        )
        self._told_to, self._told_at = training.step, time.monotonic()

    def pace(self) -> float:
        """Seconds a step, lately; 0 before the first."""
        return sum(self._took) / len(self._took) if self._took else 0.0

    def points(self, since: int | None = None) -> list[Point]:
        """The curve of this save, or what of it came after a step."""
        begin = self.since if since is None else since
        losses = self.training.losses[begin : self.training.step]
        return [[begin + last, loss, self.training.rate_of(begin + last)] for last, loss in thinned(losses, MOST)]

    def loss(self) -> float:
        """The mean of this save."""
        losses = self.training.losses[self.since : self.training.step]
        return sum(losses) / len(losses) if losses else 0.0


def thinned(losses: Sequence[float], most: int) -> list[tuple[int, float]]:
    """At most ``most`` pairs of how many there were so far and the mean of a group."""
    size = -(-len(losses) // most) or 1
    groups = [(min(at + size, len(losses)), losses[at : at + size]) for at in range(0, len(losses), size)]
    return [(last, sum(group) / len(group)) for last, group in groups]
