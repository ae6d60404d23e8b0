"""Whose turn it is: the order can be changed among one's own waiting runs, and the queue says how long it takes."""

from __future__ import annotations

import pytest

from studio.accounts.models import Workspace
from studio.credits import services as credits
from studio.runs import selectors, services
from studio.runs.errors import NotWaiting
from studio.runs.leasing.lease import may_go_on, take_next
from studio.runs.models import Priority, Run, StageRun
from studio.runs.services import settling
from studio.subjects.models import Kind, Subject

pytestmark = pytest.mark.usefixtures("audited")


def line(workspace) -> list[str]:
    return [turn.run.title for turn in selectors.queue_of(workspace)]


@pytest.fixture
def four(toys) -> list[Run]:
    runs = [toys.request(2) for _ in range(4)]
    for name, run in zip("ABCD", runs, strict=True):
        Run.objects.filter(id=run.id).update(title=name)
    return runs


def test_runs_take_turns_as_they_came_until_somebody_moves_them(toys, four) -> None:
    assert line(toys.workspace) == list("ABCD")
    services.move(four[2], place=1)
    assert line(toys.workspace) == list("CABD")
    services.move(four[0], place=99)
    assert line(toys.workspace) == list("CBDA")
    lease = take_next(["cpu"], "a worker")
    assert lease is not None
    assert StageRun.objects.get(id=lease.stage_run).run_id == four[2].id


def test_nobody_gets_ahead_of_another_workspace(toys, tmp_path) -> None:
    others = Workspace.objects.create(name="Others", slug="others")
    credits.grant(others, 1000, reference="test")
    bo = Subject.objects.create(
        workspace=others, name="Bo", slug="bo", kind=Kind.SYNTHETIC, trigger_word="bo_m", attestation="Nobody's."
    )
    theirs = type(toys)(others, bo, tmp_path)
    first, between, last = toys.request(1), theirs.request(1), toys.request(1)
    services.move(last, place=1)
    places = {turn.run.id: turn.place for turn in selectors.queue_of(toys.workspace)}
    assert places == {last.id: 1, first.id: 3}
    assert [turn.place for turn in selectors.queue_of(others)] == [2]
    assert between.turn_at == Run.objects.get(id=between.id).turn_at


def test_only_what_waits_has_a_turn(toys, four) -> None:
    services.pause(four[1])
    with pytest.raises(NotWaiting):
        services.move(four[1], place=1)
    services.cancel(four[2])
    with pytest.raises(NotWaiting):
        services.move(four[2], place=1)
    places = {turn.run.title: turn.place for turn in selectors.queue_of(toys.workspace)}
    assert places == {"A": 1, "B": None, "D": 2}


def test_a_retried_run_goes_to_the_end_of_the_line(toys, four) -> None:
    services.retry(services.cancel(four[0]))
    assert line(toys.workspace) == list("BCDA")


def test_the_queue_over_http(four, browser, viewer, stranger, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(6):
        queue = browser.get("/api/runs/queue/?kind=toy").json()
    assert [(turn["run"]["title"], turn["place"]) for turn in queue] == [("A", 1), ("B", 2), ("C", 3), ("D", 4)]
    waits = [turn["starts_in"] for turn in queue]
    assert waits == sorted(waits)
    assert waits[0] == 0 < waits[3]
    path = f"/api/runs/{four[3].id}/move/"
    assert viewer.post(path, {"place": 1}).status_code == 403
    assert stranger.post(path, {"place": 1}).status_code == 404
    assert browser.post(path, {"place": 0}).status_code == 400
    moved = browser.post(path, {"place": 1}).json()
    assert [turn["run"]["title"] for turn in moved] == ["D", "A", "B", "C"]


def taken(run: Run) -> bool:
    lease = take_next(["cpu"], "a worker")
    assert lease is not None
    return StageRun.objects.get(id=lease.stage_run).run_id == run.id


def test_a_run_of_high_priority_goes_before_what_waits_of_its_own(toys, four, tmp_path) -> None:
    others = Workspace.objects.create(name="Others", slug="others")
    credits.grant(others, 1000, reference="test")
    bo = Subject.objects.create(
        workspace=others, name="Bo", slug="bo", kind=Kind.SYNTHETIC, trigger_word="bo_m", attestation="Nobody's."
    )
    theirs = type(toys)(others, bo, tmp_path).request(1, priority=Priority.HIGH)
    assert selectors.queue_of(others)[0].place == 5
    urgent = toys.request(1, priority=Priority.HIGH)
    assert line(toys.workspace) == ["Toy", *"ABCD"]
    # Theirs waits where it waited before: behind as many.
    assert selectors.queue_of(others)[0].place == 5
    assert theirs.turn_at == Run.objects.get(id=theirs.id).turn_at
    assert taken(urgent)


def test_a_run_of_low_priority_waits_for_all_others_and_hands_over(toys, browser) -> None:
    low = toys.request(1, priority=Priority.LOW)
    assert browser.get(f"/api/runs/{low.id}/").json()["priority"] == "low"
    lease = take_next(["cpu"], "a worker")
    assert lease is not None
    later = toys.request(1)
    assert browser.get(f"/api/runs/{later.id}/").json()["priority"] == "normal"
    # Between two pictures the worker on it gives way, and the other goes first.
    assert not may_go_on(lease, Run.objects.get(id=low.id).priority, ["cpu"])
    settling.put_down(lease)
    assert taken(later)
    services.cancel(later)
    services.cancel(low)


def test_runs_of_low_priority_are_put_in_order_among_themselves(toys) -> None:
    runs = [toys.request(1, priority=which) for which in (Priority.LOW, Priority.NORMAL, Priority.LOW)]
    for name, run in zip("ABC", runs, strict=True):
        Run.objects.filter(id=run.id).update(title=name)
    assert line(toys.workspace) == list("BAC")
    services.move(runs[2], place=1)
    assert line(toys.workspace) == list("BCA")
