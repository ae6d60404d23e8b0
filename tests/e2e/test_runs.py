"""The queue in a browser: what waits is reordered by button and by keyboard, put aside, gone on with and cancelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.visitor import MADE_MS, Visitor

pytestmark = pytest.mark.browser

RUNS = 7
"""More than the workers of a small machine can begin while the test looks."""


def send(page: Page, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """POST as the page itself would."""
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    address = page.url.split("/", 3)
    headers = {"X-CSRFToken": token, "Referer": page.url, "Idempotency-Key": uuid4().hex}
    answer = page.request.post(f"{address[0]}//{address[2]}{path}", data=body, headers=headers)
    assert answer.ok, answer.text()
    said: dict[str, Any] = answer.json()
    return said


@pytest.fixture
def waiting(demo: Visitor) -> Iterator[list[str]]:
    """Titles of the runs that wait, in their order; all are cancelled afterwards."""
    page = demo.page
    model = page.request.get("/api/overview/").json()["subjects"][0]["id"]
    photos = {
        role: [one["id"] for one in page.request.get(f"/api/subjects/{model}/{role}-photos/").json()["results"]]
        for role in ("source", "target")
    }
    wanted = {"subject": model, "sources": photos["source"], "targets": photos["target"], "enhance": True}
    asked = [send(page, "/api/swaps/", wanted) for _ in range(RUNS)]
    queue = page.request.get("/api/runs/queue/?kind=swap").json()
    yield [turn["run"]["title"] for turn in queue if turn["run"]["status"] == "queued"]
    for run in asked:
        send(page, f"/api/runs/{run['id']}/cancel/", {})


def rows(page: Page) -> Locator:
    return page.get_by_role("region", name="Queue").get_by_role("listitem")


def test_the_queue_is_put_in_order(demo: Visitor, waiting: list[str]) -> None:
    page = demo.page
    page.goto("/runs")
    last, first = waiting[-1], waiting[-3]
    page.get_by_role("button", name=f"Move {last} up").click()
    page.get_by_role("button", name=f"Move {last} up").click()
    order = rows(page).filter(has_text=re.compile(f"{last},|{first},"))
    expect(order.first).to_contain_text(last)
    page.get_by_role("link", name=re.compile(f"^{last},")).first.focus()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    expect(order.first).to_contain_text(first)
    page.reload()
    expect(order.first).to_contain_text(first)
    # And by dragging: the last of them onto the place of the first.
    line = rows(page)
    line.filter(has_text=f"{last},").locator("[draggable]").drag_to(line.filter(has_text=f"{first},"))
    expect(order.first).to_contain_text(last)
    page.reload()
    expect(order.first).to_contain_text(last)

    page.get_by_role("button", name=f"Pause {last}").click()
    expect(rows(page).filter(has_text=f"{last},")).to_contain_text("what is held stays held")
    page.get_by_role("button", name=f"Resume {last}").click()
    expect(rows(page).filter(has_text=f"{last},")).not_to_contain_text("Paused")
    page.get_by_role("button", name=f"Cancel {last}").click()
    expect(rows(page).filter(has_text=f"{last},")).to_have_count(0)
    expect(page.get_by_role("row", name=re.compile(f"{last},.*Cancelled"))).to_be_visible()
    assert demo.complaints == []


def test_the_bell_and_its_settings(demo: Visitor) -> None:
    page = demo.page
    page.goto("/runs")
    page.get_by_role("button", name=re.compile("^Notices")).click()
    expect(page.get_by_role("region", name="Notices")).to_be_visible()
    page.get_by_role("link", name="How you are told").click()
    toggle = page.get_by_role("switch", name="In the page")
    toggle.click()
    expect(toggle).not_to_be_checked()
    expect(page.get_by_text("Notifications saved")).to_be_visible()
    page.reload()
    expect(toggle).not_to_be_checked(timeout=MADE_MS)
    toggle.click()
    expect(toggle).to_be_checked()
    assert demo.complaints == []
