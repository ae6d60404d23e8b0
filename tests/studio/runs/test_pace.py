"""How long it still takes: as measured in this run, otherwise in earlier ones, otherwise as the engine itself says."""

from __future__ import annotations

import pytest

from studio.runs import events, selectors
from studio.runs.models import StageRun, StageStatus

pytestmark = pytest.mark.usefixtures("audited")


def stage(**known: object) -> StageRun:
    return StageRun(**{"weight": 2.0, "total": 10, "position": 0, "status": StageStatus.WAITING, **known})


@pytest.mark.parametrize(
    ("known", "pace"),
    [
        ({}, 2.0),
        ({"done": 4, "spent": 20.0}, 5.0),
        # Failures take no measured time, and a row from before anything was measured says nothing.
        ({"failed": 3}, 2.0),
        ({"done": 4, "spent": 0.0}, 2.0),
    ],
)
def test_the_pace_is_what_was_measured_or_else_what_was_known(known, pace) -> None:
    assert events.pace(stage(**known)) == pace


@pytest.mark.parametrize(
    ("stages", "left"),
    [
        ([stage()], 20),
        ([stage(done=4, spent=20.0, failed=1)], 25),
        ([stage(done=4, spent=20.0, fraction=0.5)], 27.5),
        ([stage(done=10, spent=9.0), stage(weight=1.0)], 10),
        # Two workers share two stages; but one stage is never worked on by two.
        ([stage(status=StageStatus.RUNNING), stage(status=StageStatus.RUNNING)], 20),
        ([stage(weight=9.0, status=StageStatus.RUNNING), stage(weight=1.0, status=StageStatus.RUNNING)], 90),
        ([stage(done=9, failed=1, spent=9.0)], 0),
    ],
)
def test_what_is_left_is_work_over_hands(stages, left) -> None:
    assert events.seconds_left(stages) == left


def test_the_database_knows_the_same_pace(toys) -> None:
    run = toys.request(4)
    StageRun.objects.filter(run=run, name="costly").update(done=1, spent=7.0, weight=1.0)
    StageRun.objects.filter(run=run, name="first").update(failed=1, weight=3.0)
    rows = StageRun.objects.filter(run=run)
    in_sql = sum(rows.annotate(left=selectors.LEFT).values_list("left", flat=True))
    assert in_sql == pytest.approx(sum(events.pace(row) * (row.total - row.done - row.failed) for row in rows))
    rows.update(done=0, failed=0, spent=0)


def test_a_run_begins_with_the_pace_of_earlier_ones(toys, browser) -> None:
    first = toys.request(3, seconds=0.2)
    assert browser.get(f"/api/runs/{first.id}/").json()["seconds_left"] == pytest.approx(3 * 3 * 0.05, abs=0.06)
    toys.work()
    measured = StageRun.objects.get(run=first, name="costly")
    assert measured.spent / 3 >= 0.2
    assert browser.get(f"/api/runs/{first.id}/").json()["seconds_left"] is None
    second = toys.request(3)
    assert StageRun.objects.get(run=second, name="costly").weight == pytest.approx(measured.spent / 3)
    third = toys.request(3)
    waits = {turn.run.id: turn.starts_in for turn in selectors.queue_of(toys.workspace)}
    assert waits[second.id] == 0
    before = events.seconds_left(list(second.stage_runs.order_by("position")))
    assert waits[third.id] == pytest.approx(before, abs=0.1)
