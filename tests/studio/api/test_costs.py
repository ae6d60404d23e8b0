"""What things cost: months, subjects and receipts agree with the ledger, in few queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import QuerySet, Sum
from django.utils import timezone
from rest_framework.test import APIClient

from studio.accounts.models import User, Workspace
from studio.credits import services as credits
from studio.credits.models import LedgerEntry
from studio.runs import services as runs
from studio.runs.models import Item, ItemStatus, Run
from studio.subjects.models import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def swap(workspace: Workspace, subject: Subject) -> Run:
    """A run of three pictures: one charged, one failed, one still open."""
    run = runs.request(
        workspace=workspace,
        kind="swap",
        subject=subject,
        title="Swap 1",
        recipe={"pairs": []},
        pictures=3,
        prices={"swap": 10},
    )
    settle(run, 0, ItemStatus.DONE)
    settle(run, 1, ItemStatus.FAILED, "no_face_found", "No face found on t002. It cost nothing.")
    return run


def settle(run: Run, index: int, status: str, code: str = "", detail: str = "") -> None:
    """As a worker would: the item and its movement of credits."""
    items = Item.objects.filter(run=run, index=index)
    items.update(status=status, error_code=code, error_detail=detail)
    price = items.aggregate(sum=Sum("price"))["sum"]
    move = credits.capture if status == ItemStatus.DONE else credits.release
    move(run.workspace, price, run=run.id, reference=f"item:{index}")
    column = "captured" if status == ItemStatus.DONE else "released"
    Run.objects.filter(pk=run.pk).update(**{column: price})


def test_a_receipt_names_every_picture_and_agrees_with_the_ledger(browser: APIClient, swap: Run) -> None:
    receipt = browser.get(f"/api/runs/{swap.pk}/receipt/").json()
    sums = {name: receipt[name] for name in ("held", "charged", "released", "refunded", "still_held")}
    assert sums == {"held": 30, "charged": 10, "released": 10, "refunded": 0, "still_held": 10}
    said = "No face found on t002. It cost nothing."
    assert receipt["lines"] == [
        {"index": 0, "charged": 10, "given_back": 0, "held": 0, "reason": ""},
        {"index": 1, "charged": 0, "given_back": 10, "held": 0, "reason": said},
        {"index": 2, "charged": 0, "given_back": 0, "held": 10, "reason": ""},
    ]
    for column, total in (("charged", 10), ("given_back", 10), ("held", 10)):
        assert sum(line[column] for line in receipt["lines"]) == total


def test_what_was_stopped_says_so(browser: APIClient, swap: Run) -> None:
    runs.cancel(swap)
    lines = browser.get(f"/api/runs/{swap.pk}/receipt/").json()["lines"]
    assert lines[2]["given_back"] == 10
    assert lines[2]["reason"] == "The run was stopped before."


def test_costs_by_month_and_subject(browser: APIClient, swap: Run, workspace: Workspace) -> None:
    LedgerEntry.objects.bulk_create(
        [LedgerEntry(workspace=workspace, kind="capture", reference="old", amount=0, held=-4)]
    )
    # The ledger refuses every change, so the test goes round it.
    old = QuerySet(LedgerEntry).filter(reference="old")
    old.update(created_at=datetime(2026, 3, 31, 23, 59, tzinfo=UTC))
    costs = browser.get("/api/costs/").json()
    this = timezone.now().date().replace(day=1).isoformat()
    assert costs["months"] == [
        {"month": this, "charged": 10, "given_back": 10, "added": 1000},
        {"month": "2026-03-01", "charged": 4, "given_back": 0, "added": 0},
    ]
    assert [(one["slug"], one["charged"], one["runs"]) for one in costs["subjects"]] == [("andie", 10, 1)]


def test_in_few_queries(browser: APIClient, swap: Run, django_assert_max_num_queries: Any) -> None:
    for path in ("/api/costs/", f"/api/runs/{swap.pk}/receipt/"):
        with django_assert_max_num_queries(7):
            assert browser.get(path).status_code == 200


def test_nobody_elses(stranger: APIClient, swap: Run) -> None:
    assert stranger.get(f"/api/runs/{swap.pk}/receipt/").status_code == 404
    assert stranger.get("/api/costs/").json() == {"months": [], "subjects": []}
    assert APIClient().get("/api/costs/").status_code == 401


def test_health_is_for_the_operator(swap: Run, browser: APIClient, stored: Callable[..., Any]) -> None:
    client = APIClient()
    client.force_login(User.objects.create_superuser("operator@example.org", "a-long-password"))
    health = client.get("/api/operator/health/").json()
    assert (health["doorbell"], health["workers"], health["running"], health["waiting"]) == (True, [], 0, 1)
    assert health["waiting_since"] is not None
    assert 0 < health["disk_free"] <= health["disk_total"]
    assert browser.get("/api/operator/health/").status_code == 404
