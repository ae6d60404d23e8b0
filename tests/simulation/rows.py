"""The rows and workers of the simulation, how bad a history is, and the bugs that may be put in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from studio.runs.models import ItemStatus, RunStatus, StageStatus

LEASE = 6.0
STAGES = ("screen", "swap", "score")
PRICES = {"screen": 0, "swap": 10, "score": 2}
DELIVERS = "swap"


@dataclass
class Item:
    """One picture in one stage."""

    index: int
    stage: Stage
    nature: str
    """What happens to it in an engine: good, poison (kills every engine), flaky (fails once), unusable, broken."""
    status: ItemStatus = ItemStatus.WAITING
    crashes: int = 0
    tries: int = 0
    code: str = ""
    captured: int = 0
    """How often it was charged."""
    results: int = 0
    """How often a result of it was written down."""


@dataclass
class Stage:
    """One stage of a run."""

    run: Run
    position: int
    items: list[Item] = field(default_factory=list)
    status: StageStatus = StageStatus.WAITING
    attempt: int = 0
    lease_until: float = 0.0
    rung_at: float = -100.0

    def count(self, *statuses: ItemStatus) -> int:
        return sum(item.status in statuses for item in self.items)


@dataclass
class Run:
    """One thing asked for."""

    id: uuid.UUID
    asked_at: float
    priority: int
    held: int
    status: RunStatus = RunStatus.QUEUED
    stages: list[Stage] = field(default_factory=list)
    captured: int = 0
    released: int = 0
    ended_at: float | None = None


@dataclass
class Worker:
    """One worker process and its engine child."""

    name: int
    alive: bool = True
    frozen_until: float = 0.0
    holds: tuple[Stage, int] | None = None
    item: Item | None = None
    renewed_at: float = 0.0
    lost: bool = False
    life: int = 0
    """Counts its starts; what was planned for an earlier life does not happen."""


@dataclass(frozen=True)
class Faults:
    """How bad a history is. Chances are per happening, seconds are means."""

    kill: float = 0.02
    freeze: float = 0.03
    engine_crash: float = 0.03
    lost_ring: float = 0.3
    away: float = 0.05
    """Share of beats at which the database cannot be reached for ten seconds."""
    cancel: float = 0.1
    pause: float = 0.1


@dataclass
class Mutation:
    """A bug put in on purpose, to see that the simulator sees it."""

    fencing: bool = True
    sweeper: bool = True
    poison_rule: bool = True
    leases_end: bool = True
