"""Defaults of a model's runs: checked against the catalogue before they are kept."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from studio.subjects.models import Subject

pytestmark = pytest.mark.django_db


def save(client: APIClient, settings: Any) -> Any:
    return client.patch("/api/subjects/andie/", {"settings": settings}, format="json")


def test_what_a_run_can_start_with_is_kept(browser: APIClient, subject: Subject) -> None:
    wanted = {
        "engines": {"face_swap": {"engine": "fake-swap", "options": {"seconds": 0.5}}},
        "enhance": False,
        "target_set": str(uuid4()),
    }
    assert save(browser, wanted).json()["settings"] == wanted
    assert save(browser, {}).json()["settings"] == {}


@pytest.mark.parametrize(
    "settings",
    [
        {"colour": "blue"},
        {"engines": "mesh-warp"},
        {"engines": {"face_swap": {"engine": "no-such-engine"}}},
        {"engines": {"face_swap": "mesh-warp"}},
        {"engines": {"upscale": {"engine": "mesh-warp"}}},
        {"engines": {"screen": {"engine": "open-nsfw"}}},
        {"engines": {"age": {"engine": "age-v1"}}},
        {"engines": {"face_swap": {"engine": "fake-swap", "options": {"seconds": "slow"}}}},
        {"engines": {"face_swap": {"engine": "fake-swap", "options": {"unheard_of": 1}}}},
        {"engines": {"face_swap": {"engine": "fake-swap", "options": ["seconds"]}}},
        {"enhance": "yes"},
        {"target_set": "mine"},
    ],
)
def test_anything_else_is_refused_and_nothing_is_written(browser: APIClient, subject: Subject, settings: Any) -> None:
    answer = save(browser, settings)
    assert (answer.status_code, answer.json()["code"]) == (422, "settings_unusable"), answer.json()
    subject.refresh_from_db()
    assert subject.settings == {}


def test_viewers_and_strangers_do_not_write_them(viewer: APIClient, stranger: APIClient, subject: Subject) -> None:
    assert save(viewer, {"enhance": False}).status_code == 403
    assert save(stranger, {"enhance": False}).status_code == 404
