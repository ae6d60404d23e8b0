"""Workers killed, frozen and sent home, over real processes and a real Valkey."""

from __future__ import annotations

import os
import signal

import psutil
import pytest

from faults.studio import RELEASE_WITHIN, Process, Studio
from servers import wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]

STAGES = ["screen", "swap", "enhance", "score"]


@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_killed_in_a_stage_loses_nothing(asked, workers: Studio, stage: str) -> None:
    client, run = asked
    victim = workers.start_worker()
    # The screen of three pairs may be over between two looks.
    begun = {"running", "succeeded"}
    wait_until(lambda: client.stage(run, stage)["status"] in begun, 60, f"{stage} runs")
    attempt = workers.attempt(run, stage)
    victim.kill()
    workers.start_worker()
    settled_before = client.stage(run, stage)["done"]
    wait_until(
        lambda: workers.attempt(run, stage) > attempt or client.stage(run, stage)["done"] == 3,
        RELEASE_WITHIN,
        f"{stage} has another worker",
    )
    ended = client.wait_for(run)
    assert ended["items"] == {"total": 3, "done": 3, "failed": 0}
    assert (ended["captured"], ended["released"]) == (36, 0)
    assert client.stage(run, stage)["done"] >= settled_before


def test_a_run_says_that_another_worker_went_on_and_with_what(asked, workers: Studio) -> None:
    """The figures of the line "1 of 3 done, 2 left, nothing charged twice", which the page makes of them."""
    client, run = asked
    victim = workers.start_worker()
    # Swaps take a while, so that one is in the engine when the worker dies.
    wait_until(lambda: client.stage(run, "swap")["done"] == 1, 60, "one swap is made and the next begun")
    victim.kill()
    before = client.run(run)
    assert before["takeovers"] == 0
    workers.start_worker()
    wait_until(lambda: client.run(run)["takeovers"] == 1, RELEASE_WITHIN + 5, "another worker has taken over")
    now = client.run(run)
    assert now["items"]["total"] == 3
    assert now["captured"] >= before["captured"] == 10
    ended = client.wait_for(run)
    assert (ended["takeovers"], ended["items"]["done"], ended["captured"]) == (1, 3, 36)
    captures = "select count(*) from credits_ledgerentry where kind = 'capture' and run = ?"
    assert workers.row(captures, run.replace("-", "")) == 6


def stopped_outside_a_transaction(worker: Process, studio: Studio) -> bool:
    """Freeze the worker; let it go on a little when it holds the database's lock, which no lease can take away."""
    worker.signal(signal.SIGSTOP)
    if studio.writable():
        return True
    worker.signal(signal.SIGCONT)
    return False


def test_a_zombie_that_comes_back_writes_nothing(asked, workers: Studio) -> None:
    client, run = asked
    zombie = workers.start_worker()
    client.wait_stage(run, "swap")
    attempt = workers.attempt(run, "swap")
    wait_until(lambda: stopped_outside_a_transaction(zombie, workers), 30, "the worker is a zombie")
    workers.start_worker()
    wait_until(lambda: workers.attempt(run, "swap") > attempt, RELEASE_WITHIN + 5, "the stage has another worker")
    zombie.signal(signal.SIGCONT)
    ended = client.wait_for(run)
    assert (ended["items"]["done"], ended["captured"]) == (3, 36)


def test_no_engine_outlives_its_worker(asked, workers: Studio) -> None:
    client, run = asked
    worker = workers.start_worker()
    client.wait_stage(run, "swap")
    children = psutil.Process(worker.popen.pid).children()
    assert children
    os.kill(worker.popen.pid, signal.SIGKILL)
    worker.popen.wait()
    wait_until(lambda: not any(child.is_running() for child in children), 3, "the engine child is gone")
    client.post(f"/api/runs/{run}/cancel/", status=200)


def test_a_worker_told_to_leave_hands_over(asked, workers: Studio) -> None:
    client, run = asked
    first = workers.start_worker()
    client.wait_stage(run, "swap")
    first.signal(signal.SIGTERM)
    wait_until(lambda: not first.alive, 7, "the worker has left")
    assert client.stage(run, "swap")["status"] == "queued"
    workers.start_worker()
    assert client.wait_for(run)["items"]["done"] == 3
