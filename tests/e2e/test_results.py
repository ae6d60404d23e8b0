"""The result desk and the viewer in a browser: decisions by keyboard, undo, tags, filters, a zip, one zoom for all."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.visitor import Visitor

pytestmark = pytest.mark.browser

CLEAR = """async () => {
  const token = /csrftoken=([^;]+)/.exec(document.cookie)[1]
  for (const body of [{ action: "clear" }, { action: "unfavourite" }, { action: "untag", tag: "cover" }])
    await fetch("/api/swap-results/bulk/", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(body),
    })
}"""


@pytest.fixture
def desk(demo: Visitor) -> Iterator[Page]:
    """The desk of the sample's three pictures, as nobody has decided on them; left like that again."""
    page = demo.page
    demo.open_sample()
    page.evaluate(CLEAR)
    page.get_by_role("navigation", name="Model").get_by_role("link", name=re.compile("^Swaps")).click()
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(3)
    yield page
    page.evaluate(CLEAR)


def test_decisions_by_keyboard(desk: Page) -> None:
    """Favourite, reject, undo, tag, narrow; what is shown stands in the address."""
    options = desk.get_by_role("listbox").get_by_role("option")
    said = desk.locator(".toasts")
    options.first.focus()
    desk.keyboard.press("f")
    expect(said).to_contain_text("1 picture marked as favourite")
    expect(options.first.get_by_role("img")).to_have_accessible_name(re.compile("favourite"))
    desk.keyboard.press("x")
    expect(said).to_contain_text("1 picture rejected")
    expect(options.nth(1)).to_be_focused()
    expect(options.first.get_by_role("img")).to_have_accessible_name(re.compile("rejected"))
    desk.keyboard.press("z")
    expect(options.first.get_by_role("img")).not_to_have_accessible_name(re.compile("rejected"))
    desk.keyboard.press("p")
    expect(options.nth(1).get_by_role("img")).to_have_accessible_name(re.compile("kept"))

    options.first.focus()
    desk.keyboard.press("t")
    desk.get_by_role("dialog").get_by_label("Tag", exact=True).fill("Cover")
    desk.keyboard.press("Enter")
    desk.get_by_role("combobox", name="Tag").select_option("cover")
    expect(options).to_have_count(1)
    expect(desk).to_have_url(re.compile("tag=cover"))
    desk.reload()
    expect(options).to_have_count(1)
    desk.get_by_role("button", name="Show everything").click()
    expect(options).to_have_count(3)


def test_another_tab_shows_what_was_decided_here(desk: Page) -> None:
    other = desk.context.new_page()
    other.goto(desk.url)
    options = [page.get_by_role("listbox").get_by_role("option").first for page in (desk, other)]
    expect(options[1]).to_be_visible()
    options[0].focus()
    desk.keyboard.press("f")
    desk.keyboard.press("x")
    for option in options:
        expect(option.get_by_role("img")).to_have_accessible_name(re.compile("rejected, favourite"))
    expect(other.get_by_role("button", name=re.compile("^Rejected 1"))).to_be_visible()
    other.close()


def test_a_zip_of_the_chosen_leaves_the_rejected_out(desk: Page, tmp_path: Path) -> None:
    """What is in it and how its files are named stands there before the click."""
    desk.get_by_role("listbox").get_by_role("option").first.focus()
    desk.keyboard.press("x")
    expect(desk.get_by_role("button", name=re.compile("^Rejected 1"))).to_be_visible()
    desk.keyboard.press("Control+a")
    expect(desk.get_by_role("toolbar")).to_contain_text("3 chosen")
    desk.keyboard.press("d")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="Swapped").click()
    expect(dialog).to_contain_text("1 picture is rejected and left out.")
    expect(dialog).to_contain_text("{subject}-s{source#}-t{target#:03}-{rating}-{stage}.jpg")
    expect(dialog).to_contain_text("2 pictures, 2 files")
    with desk.expect_download() as coming:
        dialog.get_by_role("button", name="Download").click()
    coming.value.save_as(tmp_path / "chosen.zip")
    names = zipfile.ZipFile(tmp_path / "chosen.zip").namelist()
    assert names[-1] == "manifest.json"
    assert len(names) == 3
    assert all(re.fullmatch(r"andie-s1-t00\d-sfw-swapped\.jpg", name) for name in names[:-1])


def test_the_viewer_zooms_all_versions_as_one(desk: Page) -> None:
    """Four versions side by side share one zoom; the way back leads to the desk as it was left."""
    desk.get_by_role("combobox", name="Order").select_option("nearest")
    expect(desk).to_have_url(re.compile("sort=nearest"))
    desk.get_by_role("listbox").get_by_role("option").first.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("1 of 3", exact=True)).to_be_visible()
    desk.keyboard.press("s")
    panes = desk.get_by_role("group", name=re.compile("^Side by side")).locator("img")
    expect(panes).to_have_count(4)

    def views() -> set[str]:
        return set(panes.evaluate_all("all => all.map((one) => one.style.transform)"))

    fit = views()
    desk.keyboard.press("+")
    expect(panes.first).not_to_have_attribute("style", re.compile(r"scale\(1\)"))
    assert len(views()) == 1
    assert views() != fit
    desk.locator(".duo > div").nth(2).hover(position={"x": 40, "y": 40})
    before = views()
    desk.mouse.wheel(0, -300)
    expect(desk.get_by_role("group", name="Zoom in percent").get_by_role("button", pressed=True)).to_have_count(0)
    desk.wait_for_function("was => document.querySelector('.duo img').style.transform !== was", arg=next(iter(before)))
    assert len(views()) == 1
    desk.keyboard.press("0")
    expect(panes.first).to_have_attribute("style", re.compile(r"scale\(1\)"))
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_text("2 of 3", exact=True)).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk).to_have_url(re.compile(r"/models/andie/swaps\?sort=nearest"))
    expect(desk.get_by_role("listbox").get_by_role("option")).to_have_count(3)


def test_the_same_swap_again_begins_with_its_photos(desk: Page) -> None:
    """What was chosen is chosen again, and the price says of what it is made."""
    desk.goto("/runs")
    desk.get_by_role("link", name="Swap 1, Andie").click()
    expect(desk.get_by_role("heading", name="Swap 1", level=1)).to_be_visible()
    run = desk.url.rsplit("/", 1)[-1]
    desk.goto(f"/models/andie/swaps/new?like={run}")
    expect(desk.get_by_text("As Swap 1 was. Change what you like.")).to_be_visible()
    expect(desk.get_by_role("checkbox", name=re.compile("^Target photo"), checked=True)).to_have_count(3)
    expect(desk.get_by_role("region", name="Price")).to_contain_text("10 + 2 = 12")
