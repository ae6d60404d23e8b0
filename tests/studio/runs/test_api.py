"""Runs over HTTP: few queries however many there are, and what is over stays as it is."""

from __future__ import annotations

import pytest

from studio.runs import services
from studio.runs.models import RunStatus


@pytest.fixture
def asked(toys):
    return [toys.request(2) for _ in range(4)]


def test_lists_and_details_take_few_queries(asked, browser, django_assert_max_num_queries) -> None:
    for path in ("/api/runs/", f"/api/runs/{asked[0].id}/", f"/api/runs/{asked[0].id}/items/"):
        with django_assert_max_num_queries(6):
            answer = browser.get(path)
        assert answer.status_code == 200
    assert len(browser.get("/api/runs/").json()["results"]) == 4


def test_a_filter_finds_what_it_names(asked, browser) -> None:
    services.cancel(asked[0])
    found = browser.get("/api/runs/?status=cancelled").json()["results"]
    assert [run["id"] for run in found] == [str(asked[0].id)]
    assert browser.get("/api/runs/?kind=swap").json()["results"] == []


def test_cancelling_over_http_releases_the_hold(asked, browser) -> None:
    answer = browser.post(f"/api/runs/{asked[1].id}/cancel/").json()
    assert (answer["status"], answer["released"]) == (RunStatus.CANCELLED, 24)
