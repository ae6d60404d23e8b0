"""Browsers of the workspace hear of datasets and captions, once what they hear of is committed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis
from django.conf import settings
from rest_framework.test import APIClient

from studio.accounts.models import Workspace
from studio.datasets import services
from studio.datasets.models import Dataset
from studio.realtime.publish import channel

from .conftest import item

Commit = Callable[..., Any]
PATIENCE = 10
"""Seconds to wait for what must come."""


@pytest.fixture
def heard(workspace: Workspace) -> Iterator[Callable[[], dict[str, Any]]]:
    """Gives the next event of the workspace, from the real server."""
    listening = redis.Redis.from_url(settings.ENV.redis_url).pubsub(ignore_subscribe_messages=False)
    listening.subscribe(channel(workspace.id))
    assert listening.get_message(timeout=PATIENCE) is not None

    def following() -> dict[str, Any]:
        said = listening.get_message(timeout=PATIENCE)
        assert said is not None
        event: dict[str, Any] = json.loads(said["data"])
        return event

    yield following
    listening.close()


def test_one_caption_is_told_with_all_that_a_page_shows_of_it(
    browser: APIClient, dataset: Dataset, heard: Any, django_capture_on_commit_callbacks: Commit
) -> None:
    one = item(dataset, 1)
    where = f"/api/datasets/{dataset.id}/items/{one.id}/"
    with django_capture_on_commit_callbacks() as told:
        browser.patch(where, {"caption": "mine", "kept": False, "revision": 0}, format="json")
    assert told
    for tell in told:
        tell()
    assert heard() == {
        "type": "caption.changed",
        "dataset": str(dataset.id),
        "item": str(one.id),
        "caption": "mine",
        "author": "person",
        "kept": False,
        "revision": 1,
    }


def test_many_are_told_of_at_once(dataset: Dataset, heard: Any, django_capture_on_commit_callbacks: Commit) -> None:
    changed = {"type": "dataset.changed", "subject": str(dataset.subject_id), "dataset": str(dataset.id)}
    for act in (
        lambda: services.change_many(dataset, None, services.Wanted("append", text="indoors")),
        lambda: services.remove(dataset, [item(dataset, 1).id]),
        lambda: services.freeze(dataset),
    ):
        with django_capture_on_commit_callbacks() as told:
            act()
        # nothing is said before it is written for good
        assert len(told) == 1
        told[0]()
        assert heard() == changed


def test_what_changed_nothing_tells_nothing(
    browser: APIClient, dataset: Dataset, django_capture_on_commit_callbacks: Commit
) -> None:
    services.write(item(dataset, 1), caption="mine")
    where = f"/api/datasets/{dataset.id}/items/{item(dataset, 1).id}/"
    with django_capture_on_commit_callbacks() as told:
        moved = browser.patch(where, {"caption": "other", "revision": 0}, format="json")
    assert (moved.status_code, told) == (409, [])
