"""The ledger as a file: every movement, the part asked for, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from studio.accounts.models import Workspace
from studio.credits import services
from studio.credits.models import LedgerEntry

# The rows are read in another thread than the test's, so they have to be committed.
pytestmark = pytest.mark.django_db(transaction=True)


def rows(client: APIClient, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/api/credits/ledger.csv{query}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="ledger.csv"'
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode(), newline="")))


def test_holds_every_movement_oldest_first(browser: APIClient, workspace: Workspace) -> None:
    run = uuid4()
    services.hold(workspace, 30, run=run, reference="hold")
    services.capture(workspace, 10, run=run, reference="one")
    found = rows(browser)
    assert [(row["kind"], row["free"], row["held"]) for row in found] == [
        ("grant", "1000", "0"),
        ("hold", "-30", "30"),
        ("capture", "0", "-10"),
    ]
    assert found[2]["run"] == str(run)


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_words_are_never_formulas(browser: APIClient, workspace: Workspace, note: str) -> None:
    services.grant(workspace, 5, reference="by hand", note=note)
    assert rows(browser)[-1]["note"] == f"'{note}"


def test_quotes_commas_and_lines_survive(browser: APIClient, workspace: Workspace) -> None:
    note = 'He said "yes", then\r\nleft'
    services.grant(workspace, 5, reference="by hand", note=note)
    assert rows(browser)[-1]["note"] == note


def test_gives_the_part_that_is_asked_for(browser: APIClient, workspace: Workspace) -> None:
    run = uuid4()
    services.hold(workspace, 30, run=run, reference="hold")
    services.release(workspace, 30, run=run, reference="back")
    day = LedgerEntry.objects.first().created_at.date()  # type: ignore[union-attr]
    assert [row["kind"] for row in rows(browser, "?kind=release,hold")] == ["hold", "release"]
    assert [row["kind"] for row in rows(browser, f"?run={run}&kind=hold")] == ["hold"]
    assert len(rows(browser, f"?since={day}&until={day}")) == 3
    assert rows(browser, "?until=2020-01-01") == []
    listed = browser.get(f"/api/credits/entries/?run={run}").json()["results"]
    assert [entry["kind"] for entry in listed] == ["release", "hold"]


@pytest.mark.parametrize("query", ["?kind=gift", "?since=yesterday", "?run=1"])
def test_what_cannot_be_asked_is_said(browser: APIClient, query: str) -> None:
    for path in ("/api/credits/ledger.csv", "/api/credits/entries/"):
        assert browser.get(path + query).json()["code"] == "invalid"


def test_is_sent_in_pieces_whatever_its_length(browser: APIClient, workspace: Workspace) -> None:
    LedgerEntry.objects.bulk_create(
        LedgerEntry(workspace=workspace, kind="grant", reference=f"r{n}", amount=1, held=0) for n in range(2500)
    )
    pieces = list(browser.get("/api/credits/ledger.csv"))
    assert [piece.count(b"\n") for piece in pieces] == [1, 1000, 1000, 501]


def test_is_of_the_own_workspace(stranger: APIClient, workspace: Workspace) -> None:
    assert rows(stranger) == []
    assert APIClient().get("/api/credits/ledger.csv").status_code == 401
