"""Making pictures in a browser: words, price, what is refused, frames that fill, a favourite and its settings."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from e2e.visitor import Visitor

pytestmark = pytest.mark.browser

LONG_MS = 90_000
"""Until the first picture of a fresh worker is there: it opens the base first."""


def test_pictures_are_made_and_kept(visitor: Visitor) -> None:
    page = visitor.page
    visitor.sign_in_as_demo()
    subject = page.request.get("/api/overview/").json()["subjects"][0]
    page.goto(f"/models/{subject['slug']}/pictures")
    prompt = page.get_by_label("Prompt", exact=True)
    make = page.get_by_role("button", name=re.compile("^Make 4 pictures"))
    page.get_by_label("Pictures", exact=True).fill("4")

    prompt.fill("a nude portrait")
    expect(page.get_by_role("alert")).to_contain_text("sexual content is never made here")
    expect(make).to_be_disabled()

    prompt.fill("portrait of a man, {white|grey} short hair, full beard, sunglasses")
    expect(page.get_by_role("alert")).to_have_count(0)
    before = page.request.get(f"/api/generations/counts/?subject={subject['id']}").json()["all"]
    expect(make).to_be_enabled()
    prompt.press("Control+Enter")
    expect(page.get_by_role("heading", name="Being made")).to_be_visible()
    wall = page.get_by_role("list", name="Pictures")
    pictures = wall.locator("[aria-posinset]")
    # the screen may take a drawn face for a young one: such a picture is not made, and costs nothing
    expect(page.get_by_role("heading", name="Being made")).to_have_count(0, timeout=LONG_MS)
    expect(pictures).not_to_have_count(before)

    first = pictures.first
    first.hover()
    first.get_by_role("button", name="Mark as favourite").click()
    expect(page.get_by_role("status").filter(has_text="1 picture marked as favourites")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Favourites")).click()
    expect(page).to_have_url(re.compile("show=favourites"))
    wall.get_by_role("link").first.click()
    side = page.get_by_role("complementary", name="Settings of the picture")
    expect(side).to_contain_text(re.compile("portrait of a man, (white|grey) short hair"))
    expect(side).to_contain_text("Guidance")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("pictures\\?show=favourites"))
