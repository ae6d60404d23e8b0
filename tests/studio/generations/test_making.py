"""Pictures made by a real engine child on a tiny base: kept with their settings, made again to the bit, larger."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis
from rest_framework.test import APIClient

from imaging.formats.marked import DigitalSource, read_mark
from studio.accounts.models import Workspace
from studio.assets import services as assets
from studio.generations.models import Generation
from studio.loras.models import LoraVersion, Save
from studio.runs import services as runs
from studio.runs.models import Item, Run, RunStatus
from studio.runs.selectors import audit
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use

Start = Callable[..., Run]
Work = Callable[[], None]


@pytest.fixture
def glimpses(workspace: Workspace) -> Iterator[Callable[[], list[Any]]]:
    """Every glimpse that was sent to the browsers of the workspace."""
    listener = redis.Redis.from_url(os.environ["REDIS_URL"]).pubsub()
    listener.psubscribe("*")
    assert listener.get_message(timeout=5)

    def heard() -> list[Any]:
        found = []
        while message := listener.get_message(ignore_subscribe_messages=True, timeout=0.2):
            event = json.loads(message["data"])
            found += [event] if event.get("type") == "item.glimpsed" else []
        return found

    yield heard
    listener.close()


def test_pictures_are_kept_with_all_they_were_made_of_and_made_again_to_the_bit(
    start: Start, work: Work, browser: APIClient, version: Callable[..., LoraVersion]
) -> None:
    trained = version()
    run = start(loras=[{"version": str(trained.id), "strength": 0.8}], negative="blurry")
    work()
    run.refresh_from_db()
    assert (run.status, run.captured) == (RunStatus.SUCCEEDED, 2)
    page = browser.get(f"/api/generations/?run={run.id}").json()["results"]
    assert [(one["seed"], one["filename"]) for one in page] == [
        (8, "andie-g001-02-sfw-generated.jpg"),
        (7, "andie-g001-01-sfw-generated.jpg"),
    ]
    told = page[1]
    assert (told["prompt"], told["negative"]) == ("a photo of andie_m", "blurry")
    settings = told["settings"]
    assert (settings["steps"], settings["device"], settings["loras"][0]["strength"]) == (3, "cpu", 0.8)
    assert settings["loras"][0]["sha256"] == Save.objects.get(version=trained, step=200).diffusers.sha256
    assert settings["base"]["fingerprint"] == trained.base_fingerprint
    assert set(settings["libraries"]) == {"torch", "diffusers", "transformers", "peft"}
    first = Generation.objects.get(id=told["id"])
    assert read_mark(assets.local_path(first.asset)) is DigitalSource.MADE_BY_AI

    answer = browser.post(f"/api/generations/{first.id}/again/")
    assert (answer.status_code, answer.json()["price"]) == (202, 1)
    work()
    twin = Generation.objects.get(run=answer.json()["id"])
    assert twin.id != first.id
    assert twin.asset.sha256 == first.asset.sha256 != page[0]["id"]

    answer = browser.post("/api/generations/enhance/", {"ids": [str(first.id)]}, format="json")
    assert answer.status_code == 202
    work()
    enhanced = browser.get(f"/api/generations/{first.id}/").json()["enhanced"]
    assert (enhanced["width"], enhanced["filename"]) == (128, "andie-g001-01-sfw-enhanced.jpg")
    assert audit() == []


def test_a_picture_develops_before_the_browsers(start: Start, work: Work, glimpses: Callable[[], list[Any]]) -> None:
    # enough steps that a second goes by, whatever the machine
    run = start(steps=150, width=128, height=128, count=1)
    work()
    heard = glimpses()
    assert heard
    assert {(event["run"], event["index"]) for event in heard} == {(str(run.id), 0)}
    assert heard[0]["picture"].startswith("data:image/jpeg;base64,")


def test_consent_that_ends_stops_the_pictures_of_others(
    start: Start, work: Work, version: Callable[..., LoraVersion], real_subject: Subject
) -> None:
    consent = subjects.grant_consent(
        real_subject, uses=[Use.GENERATE], given_by="Rea", statement="Yes.", evidence=None, by=None
    )
    run = start(loras=[{"version": str(version(real_subject).id)}])
    subjects.revoke_consent(consent)
    work()
    run.refresh_from_db()
    assert (run.status, run.captured, run.released) == (RunStatus.FAILED, 0, 2)
    assert set(Item.objects.filter(run=run).values_list("error_code", flat=True)) >= {"consent_missing"}


def test_what_is_refused_is_not_kept_and_costs_nothing(
    start: Start, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_SCREEN", "refuse")
    run = start()
    work()
    run.refresh_from_db()
    assert (run.status, run.error_code, run.captured) == (RunStatus.FAILED, "content_refused", 0)
    assert not Generation.objects.exists()


def test_again_needs_the_version_it_was_made_with(
    made: Callable[..., list[Generation]], browser: APIClient, version: Callable[..., LoraVersion]
) -> None:
    trained = version()
    (picture,) = made(1, loras=[{"version": trained.id, "strength": 1.0}])
    Save.objects.filter(version=trained).delete()
    answer = browser.post(f"/api/generations/{picture.id}/again/")
    assert (answer.status_code, answer.json()["code"]) == (422, "generation_unusable")


def test_a_cancelled_run_gives_everything_back(start: Start) -> None:
    run = start(count=4)
    runs.cancel(run)
    run.refresh_from_db()
    assert (run.captured, run.released) == (0, 4)
