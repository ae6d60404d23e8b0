"""The desk by keyboard: reject and take it back, make a set, choose a face of a group, crop, judge one by one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from e2e.visitor import Visitor

pytestmark = pytest.mark.browser

REPORT_MS = 90_000
"""How long the reports of four photos may take on a busy small machine."""


def group_of(targets: list[Path], folder: Path) -> Path:
    """Two of the synthetic people side by side."""
    pictures = [Image.open(target).convert("RGB").resize((900, 900)) for target in targets]
    both = Image.new("RGB", (1800, 900))
    for at, picture in enumerate(pictures):
        both.paste(picture, (900 * at, 0))
    both.save(folder / "group.jpg", quality=92)
    return folder / "group.jpg"


def group(visitor: Visitor) -> Locator:
    """Files arrive in any order, so its number is not known."""
    return visitor.page.get_by_role("option", name=re.compile("2 faces"))


def test_a_desk_by_keyboard(visitor: Visitor, targets: list[Path], tmp_path: Path) -> None:
    page = visitor.page
    visitor.sign_up()
    visitor.make_synthetic("Desk")
    visitor.drop("target", [*targets, group_of(targets, tmp_path)])
    page.get_by_role("button", name="I confirm, add them").click()
    expect(page.get_by_role("option")).to_have_count(3, timeout=REPORT_MS)
    expect(page.get_by_text("Checking", exact=True)).to_have_count(0, timeout=REPORT_MS)

    # Reject the first, which moves on to the second; take it back.
    first, second = page.get_by_role("option").nth(0), page.get_by_role("option").nth(1)
    first.click()
    page.keyboard.press("x")
    expect(first).to_contain_text("Rejected")
    expect(second).to_be_focused()
    page.keyboard.press("z")
    expect(first).not_to_contain_text("Rejected")

    # Two into a set of their own, which is then open.
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowRight")
    page.get_by_role("button", name="Add to set").click()
    page.get_by_role("button", name="New set").last.click()
    page.get_by_label("Name").fill("Editorial")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Editorial 2")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("link", name="Use this set in a swap")).to_have_attribute("href", re.compile(r"\?set="))
    page.get_by_role("group", name="Target sets").get_by_role("button", name="All 3").click()

    choose_and_crop(visitor)


def choose_and_crop(visitor: Visitor) -> None:
    """The group photo on its own page: the other face, then the half of the picture that shows it."""
    page = visitor.page
    group(visitor).click()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Target photo"), level=1)).to_be_visible()
    page.get_by_role("button", name="Face 2 of 2, locked").press("Enter")
    expect(page.get_by_role("button", name="Face 2 of 2, in use")).to_be_visible(timeout=REPORT_MS)
    expect(page.get_by_text("2 faces; face 2 was chosen.").first).to_be_visible(timeout=REPORT_MS)

    page.keyboard.press("c")
    corner = page.get_by_role("button", name="Lower left corner")
    for _ in range(5):
        corner.press("Shift+ArrowRight")
    expect(page.get_by_text("900 × 900 px are kept")).to_be_visible()
    page.get_by_role("button", name="Use this part").click()
    expect(page.get_by_text("Photo cropped")).to_be_visible()
    expect(page.get_by_text("One face.")).to_be_visible(timeout=REPORT_MS)
    expect(page.get_by_text("900 × 900 px", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    # What is left is a copy of one of the targets, and lies in one stack with it.
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("option", name=re.compile("the best of 2 copies"))).to_have_count(1)


def test_hundreds_are_judged_on_a_phone(demo: Visitor) -> None:
    """The large buttons decide and go on; the undo goes back to the photo."""
    page = demo.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/models/andie")
    page.get_by_role("button", name="Judge the targets").click()
    round_of = page.get_by_role("dialog", name="Judge the targets")
    expect(round_of.get_by_role("status")).to_have_text(re.compile("^1 of "))
    round_of.get_by_role("button", name="Reject").click()
    expect(round_of.get_by_role("status")).to_have_text(re.compile("^2 of "))
    round_of.get_by_role("button", name="Undo").click()
    expect(round_of.get_by_role("status")).to_have_text(re.compile("^1 of "))
    round_of.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Rejected", exact=True)).to_have_count(0)
