"""A training at the dashboard: started from a dataset, watched, sampled on wish, stopped, its file downloaded."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from e2e.visitor import Visitor

pytestmark = pytest.mark.browser

LEARNS_MS = 120_000
"""How long the first steps, or a round of samples, may take on a busy small machine."""
MANY_STEPS = "800"
"""More than the test waits for: it stops the training itself."""


@pytest.fixture
def dataset(demo: Visitor) -> tuple[str, str]:
    """The demo model's short name, and a captioned dataset of its photos."""
    ask = demo.page.request
    subject: dict[str, Any] = ask.get("/api/overview/").json()["subjects"][0]
    photos: dict[str, Any] = ask.get(f"/api/subjects/{subject['id']}/source-photos/desk/").json()
    swaps: dict[str, Any] = ask.get(f"/api/swaps/?subject={subject['id']}").json()
    made = demo.send("/api/datasets/", {"subject": subject["id"], "name": uuid4().hex}).json()
    taken = demo.send(
        f"/api/datasets/{made['id']}/items/",
        {"photos": photos["order"], "results": [result["id"] for result in swaps["results"]]},
    ).json()
    for item in taken["items"]:
        words = {"caption": f"a photo of {made['trigger']}, number {item['number']}"}
        assert demo.send(f"/api/datasets/{made['id']}/items/{item['id']}/", words, "PATCH").ok
    return subject["slug"], made["id"]


def start(page: Page, slug: str, dataset: str) -> None:
    page.goto(f"/models/{slug}/training/new?dataset={dataset}")
    page.get_by_role("radio", name=re.compile("^Quick try")).check()
    page.get_by_label("Steps", exact=True).fill(MANY_STEPS)
    expect(page.get_by_role("heading", name="Before it starts")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Start training")).click()
    expect(page).to_have_url(re.compile(r"/versions/\d+$"))


def test_a_training_is_watched_sampled_stopped_and_its_file_downloaded(demo: Visitor, dataset: tuple[str, str]) -> None:
    """One address from the start to the download; what it has learned when it stops is saved first."""
    page = demo.page
    start(page, *dataset)
    version = page.url
    expect(page.get_by_role("slider", name="Read all rows at one step")).to_be_attached(timeout=LEARNS_MS)
    page.keyboard.press("s")
    expect(page.get_by_role("img", name=re.compile(r"^Sample 1 at step"))).to_be_visible(timeout=LEARNS_MS)
    page.get_by_role("button", name="Stop and save").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop and save").click()
    expect(page.get_by_text(re.compile(r"^Stopped at step .* What was saved is kept\.$"))).to_be_visible(
        timeout=LEARNS_MS
    )
    assert page.url == version
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"^Download step .* for diffusers")).click()
    assert re.fullmatch(r"[\w-]+_\d{9}\.safetensors", download.value.suggested_filename)
    page.get_by_role("link", name="Training", exact=True).click()
    expect(page.get_by_role("link", name=re.compile(r"^Sample of version|Version"))).not_to_have_count(0)
