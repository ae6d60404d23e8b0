"""A worker killed around a pause: nothing is lost, nothing goes on by itself, nothing is charged twice."""

from __future__ import annotations

import pytest

from faults.studio import Studio
from servers import wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]


def test_a_worker_killed_after_a_pause_leaves_a_run_that_resumes(asked, workers: Studio) -> None:
    client, run = asked
    victim = workers.start_worker()
    client.wait_stage(run, "swap")
    assert client.post(f"/api/runs/{run}/pause/", status=200)["status"] == "paused"
    victim.kill()
    attempt = workers.attempt(run, "swap")
    workers.start_worker()
    other = workers.newcomer().synthetic()
    # The new worker is at work, and leaves the paused run alone.
    wait_until(lambda: other.get("/api/runs/")["results"] == [], 10, "the studio answers")
    assert (client.run(run)["status"], workers.attempt(run, "swap")) == ("paused", attempt)
    assert client.post(f"/api/runs/{run}/resume/", status=200)["can"]["pause"]
    ended = client.wait_for(run)
    assert (ended["items"]["done"], ended["captured"], ended["released"]) == (3, 36, 0)
