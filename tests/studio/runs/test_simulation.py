"""A thousand histories in virtual time, and proof that the simulator would see the bugs it looks for."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from simulation.audit import audit
from simulation.rows import Faults, Mutation, Worker
from simulation.world import Simulation
from studio.runs import selectors
from studio.runs.leasing import rules
from studio.runs.leasing.lease import takeable
from studio.runs.models import Run, RunStatus, StageRun, StageStatus

HISTORIES = 1000


def test_whatever_befalls_the_workers_nothing_is_lost_and_nothing_charged_twice() -> None:
    seen = {"taken over": 0, "set aside": 0, "cancelled": 0, "succeeded": 0}
    for seed in range(HISTORIES):
        history = Simulation(seed).play()
        assert audit(history) == [], f"seed {seed}"
        seen["taken over"] += len(history.releases)
        items = [item for run in history.runs for stage in run.stages for item in stage.items]
        seen["set aside"] += sum(item.code == "engine_crashed" for item in items)
        seen["cancelled"] += sum(run.status == RunStatus.CANCELLED for run in history.runs)
        seen["succeeded"] += sum(run.status == RunStatus.SUCCEEDED for run in history.runs)
    # The histories were eventful enough to mean something.
    assert min(seen.values()) > 100, seen


def test_one_poisoned_picture_costs_three_engines_and_spares_its_neighbours() -> None:
    calm = Faults(kill=0, freeze=0, engine_crash=0, lost_ring=0, away=0, cancel=0, pause=0)
    poisoned = 0
    for seed in range(200):
        history = Simulation(seed, calm).play()
        assert audit(history) == []
        for run in history.runs:
            for stage in run.stages:
                for item in stage.items:
                    if item.nature == "poison" and item.code == "engine_crashed":
                        poisoned += 1
                        assert item.crashes == 3
                    if item.nature == "good" and item.status == "failed":
                        assert item.code == "not_reached"
    assert poisoned > 20


def test_a_dead_workers_stage_is_taken_again_within_ten_seconds_where_somebody_is_free() -> None:
    deadly = Faults(kill=0.1, freeze=0, lost_ring=0, away=0, cancel=0, pause=0)
    waits: list[float] = []
    for seed in range(300):
        history = Simulation(seed, deadly)
        # One run and six workers: somebody is always free, though the ring may reach one who is not.
        history.workers += [Worker(number) for number in range(10, 16)]
        waits += history.play(runs=1).releases
    assert len(waits) > 50
    assert sorted(waits)[int(0.98 * len(waits))] <= 10


@pytest.mark.parametrize(
    "mutation",
    [Mutation(fencing=False), Mutation(sweeper=False), Mutation(poison_rule=False), Mutation(leases_end=False)],
    ids=["no fencing", "no sweeper", "no poison rule", "leases for ever"],
)
def test_the_simulator_sees_a_bug_that_is_put_in(mutation: Mutation) -> None:
    assert any(audit(Simulation(seed, mutation=mutation).play(until=900)) for seed in range(60))


def test_the_same_seed_is_the_same_history() -> None:
    first, second = (Simulation(7).play() for _ in range(2))
    assert [(run.id, run.status, run.ended_at) for run in first.runs] == [
        (run.id, run.status, run.ended_at) for run in second.runs
    ]


def test_the_database_decides_as_the_rules_do(workspace) -> None:
    """The one place where a rule is said twice, in SQL and in Python, says the same."""
    chance, now = random.Random(5), timezone.now()
    for _ in range(60):
        run = Run.objects.create(
            workspace=workspace, kind="toy", title="R", recipe={}, pictures=1, status=chance.choice(RunStatus.values),
            priority=chance.choice([20, 50]), turn_at=now + timedelta(seconds=chance.choice([1, 2, 3])),
        )  # fmt: skip
        for position in range(3):
            StageRun.objects.create(
                run=run, position=position, name=f"s{position}", label="S", total=1,
                status=chance.choice(StageStatus.values),
                lease_until=chance.choice([None, now - timedelta(hours=1), now + timedelta(hours=1)]),
            )  # fmt: skip
    stages = list(StageRun.objects.select_related("run"))

    def free(stage: StageRun) -> bool:
        ran_out = stage.lease_until is not None and stage.lease_until < now
        return rules.may_be_taken(
            stage=StageStatus(stage.status), lease_ran_out=ran_out, run=RunStatus(stage.run.status)
        )

    expected = sorted(
        filter(free, stages),
        key=lambda stage: rules.turn(
            priority=stage.run.priority, turn_at=stage.run.turn_at, run=stage.run_id, position=stage.position
        ),
    )
    assert expected
    assert list(selectors.in_turn(takeable())) == expected
