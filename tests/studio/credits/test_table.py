"""The ledger as a file: every movement, the part asked for, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from studio.accounts.models import Workspace
from studio.credits import selectors, services
from studio.credits.api import table
from studio.credits.models import LedgerEntry

pytestmark = pytest.mark.django_db


def rows(pieces: Iterable[bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(pieces).decode(), newline="")))


def written(workspace: Workspace) -> list[dict[str, str]]:
    return rows(table.lines(selectors.entries(workspace).order_by("created_at", "id")))


def test_holds_every_movement_oldest_first(workspace: Workspace) -> None:
    run = uuid4()
    services.hold(workspace, 30, run=run, reference="hold")
    services.capture(workspace, 10, run=run, reference="one")
    found = written(workspace)
    assert [(row["kind"], row["free"], row["held"]) for row in found] == [
        ("grant", "1000", "0"),
        ("hold", "-30", "30"),
        ("capture", "0", "-10"),
    ]
    assert found[2]["run"] == str(run)


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_words_are_never_formulas(workspace: Workspace, note: str) -> None:
    services.grant(workspace, 5, reference="by hand", note=note)
    assert written(workspace)[-1]["note"] == f"'{note}"


def test_quotes_commas_and_lines_survive(workspace: Workspace) -> None:
    note = 'He said "yes", then\r\nleft'
    services.grant(workspace, 5, reference="by hand", note=note)
    assert written(workspace)[-1]["note"] == note


def test_is_written_in_pieces_whatever_its_length(workspace: Workspace, django_assert_max_num_queries: Any) -> None:
    LedgerEntry.objects.bulk_create(
        LedgerEntry(workspace=workspace, kind="grant", reference=f"r{n}", amount=1, held=0) for n in range(2500)
    )
    with django_assert_max_num_queries(2):
        pieces = list(table.lines(selectors.entries(workspace)))
    assert [piece.count(b"\n") for piece in pieces] == [1, 1000, 1000, 501]


@pytest.mark.django_db(transaction=True)
def test_the_file_holds_the_part_that_is_asked_for(
    browser: APIClient, stranger: APIClient, workspace: Workspace
) -> None:
    """Over HTTP the rows are read in another thread than the test's, so they have to be committed."""
    run = uuid4()
    services.hold(workspace, 30, run=run, reference="hold")
    services.release(workspace, 30, run=run, reference="back")
    day = LedgerEntry.objects.first().created_at.date()  # type: ignore[union-attr]
    kinds = {
        "?kind=release,hold": ["hold", "release"],
        f"?run={run}&kind=hold": ["hold"],
        f"?since={day}&until={day}": ["grant", "hold", "release"],
        "?until=2020-01-01": [],
    }
    for query, wanted in kinds.items():
        answer = browser.get(f"/api/credits/ledger.csv{query}")
        assert answer["Content-Disposition"] == 'attachment; filename="ledger.csv"'
        assert [row["kind"] for row in rows(answer)] == wanted
    listed = browser.get(f"/api/credits/entries/?run={run}").json()["results"]
    assert [entry["kind"] for entry in listed] == ["release", "hold"]
    assert rows(stranger.get("/api/credits/ledger.csv")) == []
    assert APIClient().get("/api/credits/ledger.csv").status_code == 401


@pytest.mark.parametrize("query", ["?kind=gift", "?since=yesterday", "?run=1"])
def test_what_cannot_be_asked_is_said(browser: APIClient, query: str) -> None:
    for path in ("/api/credits/ledger.csv", "/api/credits/entries/"):
        assert browser.get(path + query).json()["code"] == "invalid"
