"""A paused run is begun by nobody, keeps its holds, and goes on where it stopped."""

from __future__ import annotations

import threading

import pytest

from servers import wait_until
from studio.credits import selectors as credits
from studio.runs import services
from studio.runs.errors import NothingToPause, NotPaused
from studio.runs.leasing.lease import take_next
from studio.runs.models import Item, Run, RunStatus, StageRun, StageStatus
from studio.runs.services import pausing
from studio.subjects import services as subjects
from studio.subjects.models import Consent, Use

NOTHING_ELSE = {"save_now": False, "sample_now": False, "finish": False}

pytestmark = pytest.mark.usefixtures("audited")


def test_a_paused_run_is_not_taken_and_keeps_its_hold(toys) -> None:
    run = services.pause(toys.request(2))
    assert take_next(["cpu"], "a worker") is None
    assert credits.sums(toys.workspace) == (1000 - 24, 24)
    services.resume(run)
    toys.work()
    ended = Run.objects.get(id=run.id)
    assert (ended.status, ended.captured) == (RunStatus.SUCCEEDED, 24)


def test_the_worker_finishes_its_picture_and_puts_the_run_down(toys) -> None:
    run = toys.request(3, seconds=1.0)
    worker = threading.Thread(target=toys.work)
    worker.start()
    wait_until(lambda: Item.objects.filter(run=run, stage="costly", status="running").exists(), 20, "the engine works")
    services.pause(run)
    worker.join(10)
    assert not worker.is_alive()
    paused = Run.objects.get(id=run.id)
    assert (paused.status, paused.captured) == (RunStatus.PAUSED, 10)
    assert StageRun.objects.get(run=run, name="costly").status == StageStatus.QUEUED
    services.resume(run)
    toys.work()
    assert Run.objects.get(id=run.id).captured == 36
    assert toys.done().count("costly 0") == 1


def test_cancel_and_a_consent_that_ends_work_while_paused(toys, real_subject) -> None:
    assert services.cancel(services.pause(toys.request(1))).released == 12
    consent = Consent.objects.create(subject=real_subject, uses=[Use.SWAP], given_by="Rea", statement="Yes.")
    run = services.pause(toys.request(1, subject=real_subject))
    assert pausing.cancel_without_consent() == 0
    subjects.revoke_consent(consent)
    assert pausing.cancel_without_consent() == 1
    stopped = Run.objects.get(id=run.id)
    assert (stopped.status, stopped.error_code, stopped.released) == ("cancelled", "consent_missing", 12)


def test_what_may_be_asked_is_what_is_done(toys, browser, viewer, stranger) -> None:
    run = toys.request(1)
    path = f"/api/runs/{run.id}"
    assert viewer.post(f"{path}/pause/").status_code == 403
    assert stranger.post(f"{path}/pause/").status_code == 404
    assert browser.post(f"{path}/resume/").json()["code"] == "not_paused"
    paused = browser.post(f"{path}/pause/").json()
    assert paused["can"] == {"cancel": True, "pause": False, "resume": True, "retry": False} | NOTHING_ELSE
    with pytest.raises(NothingToPause):
        services.pause(run)
    assert browser.post(f"{path}/resume/").json()["status"] == "queued"
    with pytest.raises(NotPaused):
        services.resume(run)
