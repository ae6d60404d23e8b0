"""An operator switches engines for everybody; what keeps people safe has no switch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from imaging.engines import CATALOGUE
from studio.accounts.models import User
from studio.engines import selectors, services
from studio.engines.errors import AlwaysOn
from studio.engines.models import EngineSwitch

pytestmark = pytest.mark.django_db

SAFE = [engine for engine in CATALOGUE if engine.does.key not in ("face_swap", "upscale", "caption")]


@pytest.fixture
def boss(db: None) -> User:
    return User.objects.create_superuser("operator@example.org", "a-long-password")


@pytest.fixture
def operator(boss: User) -> APIClient:
    client = APIClient()
    client.force_login(boss)
    return client


def turn(client: APIClient, engine: str, on: bool) -> Any:
    return client.patch(f"/api/operator/engines/{engine}/", {"is_on": on}, format="json")


def keys(client: APIClient) -> set[str]:
    return {engine["key"] for engine in client.get("/api/engines/").json()["results"]}


def test_there_are_screens_to_keep_on() -> None:
    assert {"screen", "age", "face_detect"} <= {engine.does.key for engine in SAFE}


@pytest.mark.parametrize("engine", SAFE, ids=lambda engine: engine.key)
def test_what_looks_at_every_picture_cannot_be_switched_off(operator: APIClient, boss: User, engine: Any) -> None:
    answer = turn(operator, engine.key, False)
    assert (answer.status_code, answer.json()["code"]) == (409, "always_on")
    with pytest.raises(AlwaysOn):
        services.switch(engine, False, by=boss)
    assert not EngineSwitch.objects.exists()


@pytest.mark.parametrize("engine", SAFE, ids=lambda engine: engine.key)
def test_not_even_by_a_row_in_the_database(operator: APIClient, engine: Any) -> None:
    EngineSwitch.objects.create(engine=engine.key, is_on=False)
    assert engine.key not in selectors.switched_off()
    assert engine in selectors.offered(engine.does.key)
    row = next(one for one in selectors.switches() if one["key"] == engine.key)
    assert row["is_on"]
    assert not row["may_be_switched"]


def test_an_engine_that_is_off_is_neither_offered_nor_accepted(
    operator: APIClient, browser: APIClient, subject: Any, photo: Callable[..., Any]
) -> None:
    assert "fake-swap" in keys(browser)
    body = {
        "subject": str(subject.id),
        "sources": [str(photo("source").id)],
        "targets": [str(photo("target").id)],
        "engines": {"face_swap": {"engine": "fake-swap"}},
        "enhance": False,
    }
    assert browser.post("/api/swaps/estimate/", body, format="json").status_code == 200
    assert turn(operator, "fake-swap", False).json()["is_on"] is False
    assert "fake-swap" not in keys(browser)
    for path in ("/api/swaps/estimate/", "/api/swaps/"):
        assert browser.post(path, body, format="json").json()["code"] == "unknown_engine"
    assert turn(operator, "fake-swap", True).json()["changed_by"] == "operator@example.org"
    assert browser.post("/api/swaps/estimate/", body, format="json").status_code == 200


def test_with_every_engine_off_nothing_is_promised(
    operator: APIClient, browser: APIClient, subject: Any, photo: Callable[..., Any]
) -> None:
    for engine in selectors.offered("upscale"):
        turn(operator, engine.key, False)
    body = {
        "subject": str(subject.id),
        "sources": [str(photo("source").id)],
        "targets": [str(photo("target").id)],
        "enhance": True,
    }
    answer = browser.post("/api/swaps/estimate/", body, format="json").json()
    assert answer["code"] == "unknown_engine"
    assert browser.post("/api/swaps/estimate/", {**body, "enhance": False}, format="json").status_code == 200


def test_it_does_not_exist_for_others(browser: APIClient, operator: APIClient) -> None:
    assert turn(browser, "fake-swap", False).status_code == 404
    assert browser.get("/api/operator/engines/").status_code == 404
    assert turn(operator, "no-such-engine", False).status_code == 404
