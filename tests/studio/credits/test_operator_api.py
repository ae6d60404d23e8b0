"""Grants and prices in the hands of an operator; for everybody else they do not exist."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from studio.accounts.models import User, Workspace
from studio.credits import selectors
from studio.credits.models import LedgerEntry, Price

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db: None) -> APIClient:
    client = APIClient()
    client.force_login(User.objects.create_superuser("operator@example.org", "a-long-password"))
    return client


def grant(client: APIClient, workspace: Workspace, **fields: Any) -> Any:
    body = {"workspace": str(workspace.pk), "credits": 50, "note": "Sorry for the wait", "key": "k1", **fields}
    return client.post("/api/operator/grants/", body, format="json")


def test_a_grant_is_in_the_ledger_once(operator: APIClient, workspace: Workspace) -> None:
    assert (grant(operator, workspace).status_code, grant(operator, workspace).status_code) == (201, 200)
    assert selectors.sums(workspace) == (1050, 0)
    entry = LedgerEntry.objects.get(reference="operator:k1")
    assert (entry.kind, entry.amount, entry.note) == ("grant", 50, "Sorry for the wait")
    assert selectors.audit(workspace) == []


@pytest.mark.parametrize("fields", [{"credits": 0}, {"credits": -5}, {"note": ""}, {"key": ""}])
def test_a_grant_of_nothing_or_without_a_reason_is_refused(
    operator: APIClient, workspace: Workspace, fields: dict[str, Any]
) -> None:
    assert grant(operator, workspace, **fields).status_code == 400
    assert selectors.sums(workspace) == (1000, 0)


def test_workspaces_are_found_by_member_with_their_sums(
    operator: APIClient, user: User, viewer: APIClient, stranger: APIClient, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        assert len(operator.get("/api/operator/workspaces/").json()["results"]) == 2
    found = operator.get("/api/operator/workspaces/", {"search": user.email}).json()["results"]
    assert [(one["balance"], one["held"], one["members"]) for one in found] == [(1000, 0, 2)]


class TestPrices:
    """The price book."""

    def set(self, client: APIClient, **fields: Any) -> Any:
        body = {"capability": "face_swap", "engine": "fake-swap", "credits": 7, **fields}
        return client.post("/api/operator/prices/", body, format="json")

    def test_counts_at_once_for_new_estimates(self, operator: APIClient) -> None:
        assert self.set(operator).json()["has_begun"] is True
        assert selectors.price("face_swap", "fake-swap") == 7
        assert selectors.price("face_swap", "mesh-warp") == 10

    def test_counts_from_its_day_and_can_be_taken_back_before(self, operator: APIClient) -> None:
        later = timezone.now() + timedelta(days=3)
        made = self.set(operator, effective_from=later.isoformat()).json()
        assert selectors.price("face_swap", "fake-swap") == 10
        assert selectors.price("face_swap", "fake-swap", later + timedelta(seconds=1)) == 7
        assert operator.delete(f"/api/operator/prices/{made['id']}/").status_code == 204
        assert selectors.price("face_swap", "fake-swap", later + timedelta(seconds=1)) == 10

    def test_that_has_begun_stays(self, operator: APIClient) -> None:
        answer = operator.delete(f"/api/operator/prices/{Price.objects.first().pk}/")  # type: ignore[union-attr]
        assert (answer.status_code, answer.json()["code"]) == (409, "price_begun")

    @pytest.mark.parametrize(
        "fields",
        [
            {"capability": "mind_reading"},
            {"engine": "no-such"},
            {"engine": "photo-x2"},
            {"credits": -1},
            {"effective_from": "2026-01-01T00:00:00Z"},
        ],
    )
    def test_of_nothing_or_of_yesterday_is_refused(self, operator: APIClient, fields: dict[str, Any]) -> None:
        before = Price.objects.count()
        assert self.set(operator, **fields).status_code == 400
        assert Price.objects.count() == before


@pytest.mark.parametrize("who", ["browser", "viewer", "stranger"])
@pytest.mark.parametrize("path", ["workspaces", "prices", "grants", "health", "engines"])
def test_none_of_it_exists_for_others(request: Any, who: str, path: str) -> None:
    client = request.getfixturevalue(who)
    assert client.get(f"/api/operator/{path}/").status_code == 404
    assert client.post(f"/api/operator/{path}/", {}, format="json").status_code == 404
    assert APIClient().get(f"/api/operator/{path}/").status_code == 401
