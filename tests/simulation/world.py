"""A studio in virtual time: many workers, one clock that only the simulator moves, and the product's own decisions.

Every decision about leases, turns and outcomes is made by studio.runs.leasing.rules; what is imitated here are rows,
workers, and all that can befall them: crashes, kills, frozen processes that come back, lost doorbells, a database that
is away, users who cancel or pause. A seed is a history; the same seed is the same history.
"""

from __future__ import annotations

import heapq
import random
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from simulation.rows import DELIVERS, LEASE, PRICES, STAGES, Faults, Item, Mutation, Run, Stage, Worker
from studio.runs.leasing import rules
from studio.runs.leasing.heart import BEAT
from studio.runs.leasing.rules import Verdict
from studio.runs.models import FINISHED, SETTLED, ItemStatus, RunStatus, StageStatus
from studio.runs.sweeping import AT_ONCE, EVERY, RING_AGAIN

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class Simulation:
    """One history."""

    def __init__(self, seed: int, faults: Faults | None = None, mutation: Mutation | None = None) -> None:
        self.chance = random.Random(seed)
        self.faults, self.mutation = faults or Faults(), mutation or Mutation()
        self.now, self._order = 0.0, 0
        self._plan: list[tuple[float, int, Callable[[], None]]] = []
        self.runs: list[Run] = []
        self.workers = [Worker(number) for number in range(self.chance.randint(1, 6))]
        self.away_until = 0.0
        self.releases: list[float] = []
        """Seconds from the death of a holder until its stage was taken again, a free and living worker given."""

    def play(self, runs: int = 4, until: float = 3600.0) -> Simulation:
        """Ask for ``runs`` runs at random moments and let an hour pass, or until nothing more happens."""
        for _ in range(runs):
            self.later(self.chance.uniform(0, 30), self._ask)
        for worker in self.workers:
            self._beat(worker, worker.life)
        self._sweep()
        while self._plan and self.now < until:
            self.now, _, happening = heapq.heappop(self._plan)
            happening()
            if len(self.runs) == runs and all(run.status in FINISHED for run in self.runs):
                break
        return self

    def later(self, seconds: float, happening: Callable[[], None]) -> None:
        self._order += 1
        heapq.heappush(self._plan, (self.now + seconds, self._order, happening))

    # What users do.

    def _ask(self) -> None:
        pictures = self.chance.randint(1, 6)
        natures = self.chance.choices(["good", "poison", "flaky", "unusable", "broken"], [16, 1, 2, 1, 1], k=pictures)
        # Trouble waits in one stage of each picture.
        places = [self.chance.randrange(len(STAGES)) for _ in range(pictures)]
        identity = uuid.UUID(int=self.chance.getrandbits(128))
        run = Run(identity, self.now, self.chance.choice([20, 50]), sum(PRICES.values()) * pictures)
        for position in range(len(STAGES)):
            first = position == 0
            stage = Stage(run, position, status=StageStatus.QUEUED if first else StageStatus.WAITING)
            stage.items = [
                Item(
                    index,
                    stage,
                    natures[index] if places[index] == position else "good",
                    ItemStatus.QUEUED if first else ItemStatus.WAITING,
                )
                for index in range(pictures)
            ]
            run.stages.append(stage)
        self.runs.append(run)
        self._ring(run.stages[0])
        if self.chance.random() < self.faults.cancel:
            self.later(self.chance.uniform(0, 40), lambda: self._cancel(run))
        if self.chance.random() < self.faults.pause:
            self.later(self.chance.uniform(0, 20), lambda: self._pause(run))

    def _cancel(self, run: Run) -> None:
        if run.status in FINISHED:
            return
        for stage in run.stages:
            for item in stage.items:
                if item.status not in SETTLED:
                    item.status = ItemStatus.CANCELLED
                    run.released += PRICES[STAGES[stage.position]]
            if stage.status not in (StageStatus.SUCCEEDED, StageStatus.FAILED):
                stage.status, stage.attempt = StageStatus.CANCELLED, stage.attempt + 1
        self._finish(run, RunStatus.CANCELLED)

    def _pause(self, run: Run) -> None:
        if run.status in (RunStatus.QUEUED, RunStatus.RUNNING):
            run.status = RunStatus.PAUSED
            self.later(self.chance.uniform(1, 60), lambda: self._resume(run))

    def _resume(self, run: Run) -> None:
        if run.status != RunStatus.PAUSED:
            return
        leased = any(s.status == StageStatus.RUNNING and not self._ran_out(s) for s in run.stages)
        run.status = RunStatus.RUNNING if leased else RunStatus.QUEUED
        for stage in run.stages:
            if stage.status == StageStatus.QUEUED:
                self._ring(stage)

    # The doorbell and the sweeper.

    def _ring(self, stage: Stage) -> None:
        # A busy worker may be the one who hears it, and then nobody free does; a dead one hears nothing.
        awake = [worker for worker in self.workers if self._awake(worker)]
        if awake and self.chance.random() >= self.faults.lost_ring:
            worker = self.chance.choice(awake)
            self.later(self.chance.uniform(0.01, 0.2), lambda: self._answer(worker))

    def _sweep(self) -> None:
        self.later(EVERY, self._sweep)
        if not self.mutation.sweeper or not any(self._awake(worker) for worker in self.workers):
            return
        unheard = [stage for stage in self._takeable() if self.now - stage.rung_at > RING_AGAIN]
        for stage in unheard[:AT_ONCE]:
            stage.rung_at = self.now
            self._ring(stage)

    # Workers.

    def _awake(self, worker: Worker) -> bool:
        return worker.alive and worker.frozen_until <= self.now

    def _ran_out(self, stage: Stage) -> bool:
        return self.mutation.leases_end and stage.lease_until < self.now

    def _takeable(self) -> list[Stage]:
        free = [
            stage
            for run in self.runs
            for stage in run.stages
            if rules.may_be_taken(stage=stage.status, lease_ran_out=self._ran_out(stage), run=run.status)
        ]
        return sorted(free, key=_turn)

    def _answer(self, worker: Worker) -> None:
        if not self._awake(worker) or worker.holds is not None or self.now < self.away_until:
            return
        free = self._takeable()
        if not free:
            return
        stage = free[0]
        if stage.status == StageStatus.RUNNING:
            self.releases.append(self.now - stage.lease_until + LEASE)
        stage.attempt += 1
        stage.status, stage.lease_until = StageStatus.RUNNING, self.now + LEASE
        worker.holds, worker.renewed_at, worker.lost = (stage, stage.attempt), self.now, False
        if stage.run.status == RunStatus.QUEUED:
            stage.run.status = RunStatus.RUNNING
        self._next_item(worker)

    def _mine(self, worker: Worker) -> Stage | None:
        """The stage, when this worker may still write about it; otherwise its lease is lost and it lets go."""
        assert worker.holds is not None
        stage, attempt = worker.holds
        fenced = not rules.may_write(attempt=attempt, stage_attempt=stage.attempt, stage=stage.status)
        if worker.lost or (fenced and self.mutation.fencing):
            worker.holds = worker.item = None
            self.later(0.05, lambda: self._answer(worker))
            return None
        return stage

    def _next_item(self, worker: Worker) -> None:
        stage = self._mine(worker)
        if stage is None:
            return
        ready = [item for item in stage.items if item.status in (ItemStatus.QUEUED, ItemStatus.RUNNING)]
        if not ready or stage.run.status == RunStatus.PAUSED:
            self._put_down(worker, stage)
            return
        item = min(ready, key=lambda one: (one.crashes, one.index))
        item.status, worker.item = ItemStatus.RUNNING, item
        life = worker.life
        self.later(self.chance.expovariate(1 / 1.5), lambda: self._made(worker, life))
        if self.chance.random() < self.faults.kill:
            self.later(self.chance.uniform(0, 2), lambda: self._kill(worker, life))
        if self.chance.random() < self.faults.freeze:
            self.later(self.chance.uniform(0, 2), lambda: self._freeze(worker, life))

    def _made(self, worker: Worker, life: int) -> None:
        if worker.life != life or worker.holds is None or worker.item is None:
            return
        if worker.frozen_until > self.now:
            # It comes back as a zombie and goes on where it stood, before its heart has beaten.
            self.later(worker.frozen_until - self.now, lambda: self._made(worker, life))
            return
        if self.now < self.away_until:
            self.later(self.away_until - self.now + 0.01, lambda: self._made(worker, life))
            return
        stage, item = self._mine(worker), worker.item
        if stage is None or item is None:
            return
        worker.item = None
        if item.status not in SETTLED or not self.mutation.fencing:
            self._settle(stage, item)
        self._next_item(worker)

    def _settle(self, stage: Stage, item: Item) -> None:
        crashed = item.nature == "poison" or self.chance.random() < self.faults.engine_crash
        if crashed:
            item.crashes += 1
            if rules.after_crash(item.crashes) is Verdict.AGAIN or not self.mutation.poison_rule:
                item.status = ItemStatus.QUEUED
            else:
                self._failed(stage, item, "engine_crashed")
        elif item.nature in ("flaky", "broken", "unusable") and not (item.nature == "flaky" and item.tries):
            code = "no_face_found" if item.nature == "unusable" else "engine_failed"
            verdict = rules.after_failure(code=code, retryable=code == "engine_failed", tries=item.tries)
            if verdict is Verdict.AGAIN:
                item.status, item.tries = ItemStatus.QUEUED, item.tries + 1
            else:
                self._failed(stage, item, code)
        else:
            self._done(stage, item)

    def _done(self, stage: Stage, item: Item) -> None:
        item.status, item.results, item.captured = ItemStatus.DONE, item.results + 1, item.captured + 1
        stage.run.captured += PRICES[STAGES[stage.position]]
        if stage.position + 1 < len(STAGES):
            following = stage.run.stages[stage.position + 1]
            after = following.items[item.index]
            if after.status == ItemStatus.WAITING:
                after.status = ItemStatus.QUEUED
            if following.status == StageStatus.WAITING:
                following.status = StageStatus.QUEUED
                self._ring(following)
        self._finish_if_over(stage.run)

    def _failed(self, stage: Stage, item: Item, code: str) -> None:
        item.status, item.code = ItemStatus.FAILED, code
        stage.run.released += PRICES[STAGES[stage.position]]
        for later in stage.run.stages[stage.position + 1 :]:
            rest = later.items[item.index]
            if rest.status in SETTLED:
                continue
            rest.status, rest.code = ItemStatus.FAILED, "not_reached"
            stage.run.released += PRICES[STAGES[later.position]]
            if later.status == StageStatus.WAITING:
                later.status = self._standing(later, ready=0)
        self._finish_if_over(stage.run)

    def _standing(self, stage: Stage, *, ready: int) -> StageStatus:
        done, failed = stage.count(ItemStatus.DONE), stage.count(ItemStatus.FAILED)
        return rules.stage_after(done=done, failed=failed, total=len(stage.items), ready=ready)

    def _put_down(self, worker: Worker, stage: Stage) -> None:
        for item in stage.items:
            if item.status == ItemStatus.RUNNING:
                item.status = ItemStatus.QUEUED
        stage.status = self._standing(stage, ready=stage.count(ItemStatus.QUEUED))
        stage.lease_until = 0.0
        worker.holds = worker.item = None
        if stage.status == StageStatus.QUEUED:
            self._ring(stage)
        self.later(0.01, lambda: self._answer(worker))

    def _finish_if_over(self, run: Run) -> None:
        if all(item.status in SETTLED for stage in run.stages for item in stage.items):
            swaps = run.stages[STAGES.index(DELIVERS)]
            self._finish(run, rules.run_after(delivered=swaps.count(ItemStatus.DONE)))

    def _finish(self, run: Run, status: RunStatus) -> None:
        run.status, run.ended_at = status, self.now

    # What befalls workers.

    def _beat(self, worker: Worker, life: int) -> None:
        if worker.life != life:
            return
        self.later(BEAT, lambda: self._beat(worker, life))
        if self.chance.random() < self.faults.away / 100:
            self.away_until = self.now + self.chance.uniform(1, 10)
        if not self._awake(worker) or worker.holds is None:
            return
        stage, attempt = worker.holds
        if self.now < self.away_until:
            silent = self.now - worker.renewed_at
            worker.lost |= rules.lease_is_over(seconds_since_renewal=silent, lease_seconds=LEASE)
        elif rules.may_write(attempt=attempt, stage_attempt=stage.attempt, stage=stage.status):
            stage.lease_until, worker.renewed_at = self.now + LEASE, self.now
        elif self.mutation.fencing:
            worker.lost = True

    def _kill(self, worker: Worker, life: int) -> None:
        if worker.life != life or not worker.alive:
            return
        worker.alive, worker.life = False, worker.life + 1
        worker.holds = worker.item = None
        self.later(self.chance.uniform(1, 5), lambda: self._start(worker))

    def _start(self, worker: Worker) -> None:
        worker.alive, worker.frozen_until = True, 0.0
        self._beat(worker, worker.life)

    def _freeze(self, worker: Worker, life: int) -> None:
        if worker.life == life:
            worker.frozen_until = self.now + self.chance.uniform(1, 20)


def _turn(stage: Stage) -> tuple[int, datetime, uuid.UUID, int]:
    asked = BEGINNING + timedelta(seconds=stage.run.asked_at)
    return rules.turn(priority=stage.run.priority, turn_at=asked, run=stage.run.id, position=stage.position)
