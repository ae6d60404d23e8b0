"""Runs worked off for real: rows in a database file, an engine child in its own process."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from servers import wait_until
from studio.credits import selectors as credits
from studio.runs import services
from studio.runs.errors import NothingToRetry
from studio.runs.leasing.lease import take_next
from studio.runs.models import Item, ItemStatus, Run, RunStatus, StageRun, StageStatus

pytestmark = pytest.mark.usefixtures("audited")


def fresh(run: Run) -> Run:
    return Run.objects.get(id=run.id)


def statuses(run: Run, stage: str) -> list[str]:
    return list(Item.objects.filter(run=run, stage=stage).order_by("index").values_list("status", flat=True))


def test_a_run_is_worked_off_and_paid_picture_by_picture(toys) -> None:
    run = toys.request(3)
    assert credits.sums(toys.workspace) == (1000 - 36, 36)
    toys.work()
    run = fresh(run)
    assert (run.status, run.progress, run.captured, run.released) == (RunStatus.SUCCEEDED, 1.0, 36, 0)
    assert credits.sums(toys.workspace) == (964, 0)
    assert statuses(run, "last") == ["done"] * 3
    assert len(toys.done()) == 9


def test_pictures_come_out_one_by_one_when_two_threads_work(toys) -> None:
    run = toys.request(3, seconds=0.2)
    threads = [threading.Thread(target=toys.work) for _ in range(2)]
    for thread in threads:
        thread.start()
    # The sweeper would do this in a worker: a thread that found nothing is rung for again.
    while any(thread.is_alive() for thread in threads):
        threads[0].join(0.05)
        threads[1].join(0.05)
    toys.work()
    assert fresh(run).status == RunStatus.SUCCEEDED
    assert len(toys.done()) == len(set(toys.done())) == 9


def test_an_unusable_picture_fails_alone_and_costs_nothing(toys) -> None:
    run = toys.request(3, on_1="unusable")
    toys.work()
    run = fresh(run)
    assert (run.status, run.captured, run.released) == (RunStatus.SUCCEEDED, 24, 12)
    failed = Item.objects.get(run=run, index=1, stage="costly")
    assert (failed.error_code, failed.tries) == ("no_face_found", 0)
    assert failed.error_detail.endswith("It cost nothing.")
    assert Item.objects.get(run=run, index=1, stage="last").error_code == "not_reached"


def test_a_run_of_nothing_but_failures_fails_and_gives_everything_back(toys) -> None:
    run = toys.request(1, on_0="unusable")
    toys.work()
    run = fresh(run)
    assert (run.status, run.error_code) == (RunStatus.FAILED, "no_face_found")
    assert credits.sums(toys.workspace) == (1000, 0)


@pytest.mark.parametrize("trouble", ["crash once", "fail once"])
def test_one_mishap_is_tried_again(toys, trouble: str) -> None:
    run = toys.request(2, on_0=trouble)
    toys.work()
    assert fresh(run).status == RunStatus.SUCCEEDED
    assert fresh(run).captured == 24
    assert toys.done().count("costly 0") == 2


def test_a_segfault_quarantines_the_picture_after_three_crashes_and_the_others_go_on(toys) -> None:
    run = toys.request(3, on_0="segfault")
    toys.work()
    poison = Item.objects.get(run=run, index=0, stage="costly")
    assert (poison.status, poison.crashes, poison.error_code) == (ItemStatus.FAILED, 3, "engine_crashed")
    assert statuses(run, "last") == ["failed", "done", "done"]


def test_what_was_made_is_kept_when_the_engine_dies_on_the_next_picture(toys) -> None:
    run = toys.request(3, on_1="segfault")
    toys.work()
    assert statuses(run, "last") == ["done", "failed", "done"]
    assert fresh(run).captured == 24
    crashes = Item.objects.filter(run=run, stage="costly").order_by("index").values_list("crashes", flat=True)
    assert list(crashes) == [0, 3, 0]
    assert toys.done().count("costly 0") == 1


def test_a_picture_costs_a_bounded_number_of_queries(toys) -> None:
    run = toys.request(8)
    with CaptureQueriesContext(connection) as seen:
        toys.work()
    assert fresh(run).status == RunStatus.SUCCEEDED
    assert len(seen) / (8 * 3) <= 22


@pytest.mark.parametrize(("trouble", "code", "tries"), [("memory", "out_of_memory", 1), ("broken", "engine_failed", 2)])
def test_a_failing_engine_is_tried_so_often_and_no_more(toys, trouble: str, code: str, tries: int) -> None:
    run = toys.request(1, on_0=trouble)
    toys.work()
    item = Item.objects.get(run=run, stage="costly")
    assert (item.status, item.error_code, item.tries) == (ItemStatus.FAILED, code, tries)
    assert toys.done().count("costly 0") == tries + 1


def test_an_engine_that_wants_too_much_memory_is_refused_by_its_limit(toys) -> None:
    run = toys.request(2, on_0="greedy")
    toys.work()
    assert Item.objects.get(run=run, index=0, stage="costly").error_code == "out_of_memory"
    assert statuses(run, "last")[1] == "done"


def test_an_endless_loop_is_killed_when_it_has_said_nothing_for_long(toys, settings) -> None:
    settings.ENV = settings.ENV.model_copy(update={"studio_stall_seconds": 1.5})
    run = toys.request(2, on_0="loop")
    toys.work()
    assert Item.objects.get(run=run, index=0, stage="costly").error_code == "engine_crashed"
    assert fresh(run).status == RunStatus.SUCCEEDED


def test_cancel_stops_the_engine_and_releases_the_rest(toys) -> None:
    run = toys.request(2, seconds=30)
    worker = threading.Thread(target=toys.work)
    worker.start()
    wait_until(lambda: statuses(run, "costly")[0] == "running", 20, "the engine works")
    services.cancel(run)
    stopped = fresh(run)
    assert (stopped.status, stopped.captured, stopped.released) == (RunStatus.CANCELLED, 0, 24)
    worker.join(5)
    assert not worker.is_alive()


def test_cancelling_twice_or_after_the_end_changes_nothing(toys) -> None:
    run = toys.request(1)
    toys.work()
    assert services.cancel(run).status == RunStatus.SUCCEEDED
    waiting = toys.request(1)
    services.cancel(waiting)
    assert services.cancel(waiting).released == 12


def test_retry_makes_only_what_was_not_made(toys) -> None:
    run = toys.request(3, on_2="unusable")
    toys.work()
    Run.objects.filter(id=run.id).update(recipe={**run.recipe, "behaviours": {}})
    services.retry(run)
    assert credits.sums(toys.workspace) == (1000 - 24 - 12, 12)
    toys.work()
    run = fresh(run)
    assert (run.status, run.round, run.captured, run.released) == (RunStatus.SUCCEEDED, 2, 36, 12)
    assert toys.done().count("costly 0") == 1
    with pytest.raises(NothingToRetry):
        services.retry(run)


def test_retry_after_cancel_takes_up_where_it_stopped(toys) -> None:
    run = toys.request(2)
    lease = take_next(["cpu"], "a worker")
    assert lease is not None
    services.cancel(run)
    services.retry(run)
    toys.work()
    assert fresh(run).status == RunStatus.SUCCEEDED
    assert fresh(run).captured == 24


def test_a_worker_that_leaves_hands_over_what_it_has_not_done(toys) -> None:
    run = toys.request(2, seconds=30)
    worker = threading.Thread(target=toys.work)
    worker.start()
    wait_until(lambda: statuses(run, "costly")[0] == "running", 20, "the engine works")
    toys.bench.leave(5)
    worker.join(5)
    assert not worker.is_alive()
    assert statuses(run, "costly") == ["queued", "queued"]
    assert StageRun.objects.get(run=run, name="costly").status == StageStatus.QUEUED
    assert Item.objects.get(run=run, stage="costly", index=0).crashes == 0
    services.cancel(run)
