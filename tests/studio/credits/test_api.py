"""Credits over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from studio.accounts.models import User, Workspace
from studio.credits import services


@pytest.fixture
def client(user: User) -> APIClient:
    made = APIClient()
    made.force_login(user)
    return made


def test_what_is_free_and_what_is_held(client: APIClient, workspace: Workspace) -> None:
    services.hold(workspace, 30, run=uuid4(), reference="hold")
    assert client.get("/api/credits/").json() == {"balance": 970, "held": 30}


def test_the_ledger_in_pages_newest_first(
    client: APIClient, workspace: Workspace, django_assert_max_num_queries: Any
) -> None:
    run = uuid4()
    services.hold(workspace, 100, run=run, reference="hold")
    for number in range(10):
        services.capture(workspace, 10, run=run, reference=f"item-{number}")
    seen: list[dict[str, Any]] = []
    address = "/api/credits/entries/?limit=5"
    while address:
        with django_assert_max_num_queries(6):
            page = client.get(address).json()
        assert len(page["results"]) <= 5
        seen += page["results"]
        address = page["next"]
    assert [entry["reference"] for entry in seen] == [f"item-{n}" for n in range(9, -1, -1)] + ["hold", "test"]
    assert set(seen[0]) == {"id", "kind", "amount", "held", "reference", "run", "note", "created_at"}
    assert (seen[0]["kind"], seen[0]["amount"], seen[0]["held"], seen[0]["run"]) == ("capture", 0, -10, str(run))
    assert len({entry["id"] for entry in seen}) == 12


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=x", "limit=99999", "cursor="])
def test_a_strange_limit_gives_an_ordinary_page(client: APIClient, query: str) -> None:
    assert len(client.get(f"/api/credits/entries/?{query}").json()["results"]) == 1


def test_a_broken_cursor_is_not_found(client: APIClient) -> None:
    answer = client.get("/api/credits/entries/?cursor=%00nonsense")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_nobody_sees_another_workspaces_ledger(client: APIClient) -> None:
    other = Workspace.objects.create(name="Other", slug="other")
    services.grant(other, 7, reference="theirs")
    assert client.get("/api/credits/").json()["balance"] == 1000
    assert [entry["reference"] for entry in client.get("/api/credits/entries/").json()["results"]] == ["test"]


@pytest.mark.parametrize("address", ["/api/credits/", "/api/credits/entries/", "/api/me/", "/api/overview/"])
def test_nobody_sees_them_without_signing_in(db: None, address: str) -> None:
    answer = APIClient().get(address)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
