"""What the browser is told agrees with what it would fetch."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from rest_framework.renderers import JSONRenderer

from servers import wait_until
from studio.runs import selectors
from studio.runs.models import Item, Run
from studio.runs.serializers import RunSerializer
from studio.subjects import services as subjects
from studio.subjects.errors import ConsentMissing
from studio.subjects.models import Consent, Use


def shown(workspace, run) -> dict[str, Any]:
    data = RunSerializer(selectors.runs_of(workspace).get(id=run.id)).data
    return dict(json.loads(JSONRenderer().render(data)))


def applied(state: dict[str, Any], events: list[dict[str, Any]]) -> dict[str, Any]:
    """What frontend/src/features/runs/apply-event.ts does: drop what is not newer, merge the rest."""
    for event in events:
        if event.get("run") == state["id"] and event["seq"] > state["seq"]:
            state = (
                state | {k: v for k, v in event.items() if k in state} if event["type"] == "run.progressed" else state
            )
            state["seq"] = event["seq"]
    return state


def test_state_before_and_events_make_state_after(toys, heard) -> None:
    run = toys.request(3, on_1="unusable")
    before = shown(toys.workspace, run)
    toys.work()
    events = heard(run)
    after = shown(toys.workspace, run)
    replayed = applied(before, events)
    # The event names the subject by id, the API shows it; neither changes.
    del replayed["subject"], after["subject"]
    assert replayed == after


def test_sequence_numbers_rise_and_progress_never_falls(toys, heard) -> None:
    run = toys.request(2, seconds=0.5)
    toys.work()
    mine = heard(run)
    assert [event["seq"] for event in mine] == sorted({event["seq"] for event in mine})
    bars = [event["progress"] for event in mine if event["type"] == "run.progressed"]
    assert bars == sorted(bars)
    assert bars[-1] == 1.0
    assert mine[-1]["type"] == "run.progressed"
    fractions = [
        s["progress"] for e in mine if e["type"] == "run.progressed" for s in e["stages"] if s["name"] == "costly"
    ]
    assert len({round(f, 2) for f in fractions}) > 3


def test_consent_that_ends_stops_the_run_within_a_beat(toys, real_subject) -> None:
    consent = Consent.objects.create(subject=real_subject, uses=[Use.SWAP], given_by="Rea", statement="Yes.")
    run = toys.request(2, subject=real_subject, seconds=30)

    worker = threading.Thread(target=toys.work)
    worker.start()
    wait_until(lambda: Item.objects.filter(run=run, stage="costly", status="running").exists(), 20, "the engine works")
    subjects.revoke_consent(consent)
    worker.join(6)
    assert not worker.is_alive()
    stopped = Run.objects.get(id=run.id)
    assert (stopped.status, stopped.error_code, stopped.captured) == ("cancelled", "consent_missing", 0)


def test_no_run_is_accepted_without_consent(toys, real_subject) -> None:
    with pytest.raises(ConsentMissing):
        toys.request(1, subject=real_subject)
    assert not selectors.runs_of(toys.workspace).exists()
