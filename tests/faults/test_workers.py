"""Workers whose doorbell, engine, consent or owner fails them, over real processes and a real Valkey."""

from __future__ import annotations

import time

import pytest
import redis

from faults.studio import Client, Studio

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]

STAGES = ["screen", "swap", "enhance", "score"]


def test_valkey_restarted_and_emptied_loses_no_run(asked, workers: Studio) -> None:
    client, run = asked
    worker = workers.start_worker()
    client.wait_stage(run, "swap")
    workers.valkey.kill()
    body = client.swap_body([], [])
    assert client.call("POST", "/api/swaps/estimate/", json=body).status_code in (200, 422)
    workers.valkey.start()
    redis.Redis.from_url(workers.valkey.url).flushall()
    assert client.wait_for(run)["items"]["done"] == 3
    assert worker.alive


def test_a_run_is_accepted_while_valkey_is_down(andie: Client, workers: Studio, source, targets) -> None:
    workers.start_worker()
    photos = [andie.photo("source", source)], [andie.photo("target", targets[0])]
    workers.valkey.kill()
    run = andie.swap(*photos)
    workers.valkey.start()
    assert andie.wait_for(run)["items"]["done"] == 1


def test_the_same_doorbell_three_times_is_answered_once(asked, workers: Studio) -> None:
    client, run = asked
    first = workers.row("select id from runs_stagerun where run_id = ? and position = 0", run.replace("-", ""))
    workers.manage("ring", first, "--times", "3")
    for _ in range(3):
        workers.start_worker()
    ended = client.wait_for(run)
    assert ended["captured"] == 36
    captures = "select count(*) from credits_ledgerentry where kind = 'capture' and run = ?"
    assert workers.row(captures, run.replace("-", "")) == 6


@pytest.mark.parametrize("trouble", ["segfault", "memory", "loop"])
def test_poison_is_set_aside_and_the_others_go_on(andie: Client, workers: Studio, source, targets, trouble) -> None:
    workers.start_worker()
    pace = {"trouble": trouble, "only_width": 900}
    photos = [andie.photo("source", source)], [andie.photo("target", target) for target in targets[:3]]
    ended = andie.wait_for(andie.swap(*photos, face_swap=pace), seconds=90)
    assert ended["items"] == {"total": 3, "done": 2, "failed": 1}
    assert (ended["captured"], ended["released"]) == (20, 10)


def test_cancel_during_enhance_stops_within_two_seconds(andie: Client, workers: Studio, source, targets) -> None:
    workers.start_worker()
    photos = [andie.photo("source", source)], [andie.photo("target", targets[0])]
    run = andie.swap(*photos, enhance=True, upscale={"seconds": 60})
    andie.wait_stage(run, "enhance")
    asked_at = time.monotonic()
    andie.post(f"/api/runs/{run}/cancel/", status=200)
    ended = andie.wait_for(run, "cancelled")
    assert time.monotonic() - asked_at < 2
    assert (ended["captured"], ended["released"]) == (10, 2)
    # The engine is free again: another run gets through long before sixty seconds.
    assert andie.wait_for(andie.swap(*photos), seconds=20)["items"]["done"] == 1


def test_consent_revoked_during_a_run_stops_it(workers: Studio, source, targets) -> None:
    rea = workers.newcomer().real()
    workers.start_worker()
    consent = rea.consent()
    photos = [rea.photo("source", source)], [rea.photo("target", target) for target in targets[:2]]
    run = rea.swap(*photos, face_swap={"seconds": 60})
    rea.wait_stage(run, "swap")
    rea.post(f"/api/subjects/{rea.subject}/consents/{consent}/revoke/", status=200)
    ended = rea.wait_for(run, "cancelled", seconds=5)
    assert (ended["error"]["code"], ended["captured"], ended["released"]) == ("consent_missing", 0, 20)
    refused = rea.call("POST", "/api/swaps/", json=rea.swap_body(*photos))
    assert (refused.status_code, refused.json()["code"]) == (403, "consent_missing")
