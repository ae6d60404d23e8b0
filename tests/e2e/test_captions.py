"""The caption desk in a browser: no word is lost by a reload, a second tab or a lost connection; a frozen version."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from e2e.visitor import Visitor

pytestmark = pytest.mark.browser

SAVING = re.compile(r"/api/datasets/[^/]+/items/[^/]+/$")


@pytest.fixture
def desk(demo: Visitor) -> Iterator[Page]:
    """The desk of a new dataset of the sample's three results, chosen on the result desk."""
    page = demo.page
    demo.open_sample()
    page.get_by_role("navigation", name="Model").get_by_role("link", name=re.compile("^Swaps")).click()
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_count(3)
    options.first.focus()
    page.keyboard.press("Control+a")
    page.get_by_role("toolbar").get_by_role("button", name="Add to dataset").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Dataset").select_option(label="A new one")
    dialog.get_by_label("Name").fill(f"Captions {uuid4().hex[:8]}")
    dialog.get_by_role("button", name="Add").click()
    page.get_by_role("dialog").get_by_role("link", name="Open the dataset").click()
    expect(caption(page, 3)).to_be_visible()
    yield page
    # The browser logs the requests that the test refuses by itself.
    demo.complaints[:] = [line for line in demo.complaints if "ERR_FAILED" not in line]


def caption(page: Page, number: int) -> Locator:
    return page.get_by_role("textbox", name=f"Caption of picture {number}")


def row(page: Page, number: int) -> Locator:
    return page.get_by_role("listitem").filter(has=caption(page, number))


def write(page: Page, number: int, words: str) -> None:
    caption(page, number).fill(words)
    caption(page, number).press("Enter")
    expect(row(page, number)).to_contain_text("Saved")


def refuse_saving(page: Page) -> None:
    """From now on the page reaches the studio with everything but its words."""

    def answer(route: Route) -> None:
        route.abort() if route.request.method == "PATCH" else route.continue_()

    page.route(SAVING, answer)


def test_no_word_is_lost(desk: Page) -> None:
    """Saved by itself after a pause; kept over a lost connection and a reload; two windows at once are a choice."""
    caption(desk, 1).fill("soft light, red wall")
    expect(row(desk, 1)).to_contain_text("Saved")
    expect(row(desk, 1)).to_contain_text("Trigger word is missing")
    row(desk, 1).get_by_role("button", name="Add it").click()
    expect(caption(desk, 1)).to_have_value("a photo of andie_m, soft light, red wall")

    refuse_saving(desk)
    caption(desk, 2).fill("andie_m, close-up")
    expect(desk.get_by_role("alert")).to_contain_text("1 caption not saved yet")
    desk.reload()
    expect(caption(desk, 2)).to_have_value("andie_m, close-up")

    caption(desk, 2).fill("andie_m, close-up, daylight")
    expect(row(desk, 2)).to_contain_text("Not saved")
    other = desk.context.new_page()
    other.goto(desk.url)
    write(other, 2, "andie_m, from the other window")
    expect(row(desk, 2)).to_contain_text("Both of you wrote this caption")
    desk.unroute(SAVING)
    row(desk, 2).get_by_role("button", name="Keep mine").click()
    expect(row(desk, 2)).to_contain_text("Saved")
    expect(caption(other, 2)).to_have_value("andie_m, close-up, daylight")
    other.close()
    desk.reload()
    expect(caption(desk, 2)).to_have_value("andie_m, close-up, daylight")
    expect(caption(desk, 1)).to_have_value("a photo of andie_m, soft light, red wall")


def test_many_at_once_and_a_version(desk: Page, tmp_path: Path) -> None:
    """Found, counted, replaced, undone; one picture rejected by a key; the rest is frozen and taken home."""
    for number in (1, 2):
        write(desk, number, f"a photo of andie_m, soft light, wall {number}")
    desk.get_by_role("button", name="Find and replace").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Find", exact=True).fill("soft light")
    dialog.get_by_label("Replace with").fill("daylight")
    expect(dialog).to_contain_text("2 places in 2 captions")
    dialog.get_by_role("button", name="Change 2 captions").click()
    expect(caption(desk, 2)).to_have_value("a photo of andie_m, daylight, wall 2")
    desk.locator(".toasts").get_by_role("button", name="Undo").click()
    expect(caption(desk, 2)).to_have_value("a photo of andie_m, soft light, wall 2")

    row(desk, 3).get_by_role("button", name=re.compile("^Picture 3")).focus()
    desk.keyboard.press("x")
    expect(desk.get_by_role("button", name="Take back picture 3")).to_be_visible()
    desk.get_by_role("button", name="Freeze a version").click()
    with desk.expect_download() as zipped:
        desk.get_by_role("link", name="Download version 1").click()
    zipped.value.save_as(tmp_path / "pairs.zip")
    with zipfile.ZipFile(tmp_path / "pairs.zip") as pairs:
        words = {name: pairs.read(name).decode().strip() for name in pairs.namelist() if name.endswith(".txt")}
        assert len(pairs.namelist()) == 4
    assert sorted(words.values()) == [f"a photo of andie_m, soft light, wall {number}" for number in (1, 2)]
