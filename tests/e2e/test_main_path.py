"""The main path in a browser on a real studio: an account, a model, photos by drop, a swap to its end, pictures."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.visitor import MADE_MS, Visitor

pytestmark = pytest.mark.browser


def test_from_sign_up_to_the_first_swap(visitor: Visitor, source: Path, targets: list[Path], tmp_path: Path) -> None:
    """Photos dropped onto the page become pictures that develop in place, and cost what was said."""
    page = visitor.page
    visitor.sign_up()
    expect(page.get_by_text("No models yet")).to_be_visible()
    visitor.make_synthetic("Juno")
    expect(page.get_by_role("button", name="New swap")).to_be_disabled()

    visitor.drop("source", [source])
    expect(page.get_by_role("option", name=re.compile("^Source photo 1"))).to_be_visible(timeout=60_000)
    visitor.drop("target", targets)
    page.get_by_role("button", name="I confirm, add them").click()
    for number in (1, 2):
        expect(page.get_by_role("option", name=re.compile(f"^Target photo {number}"))).to_be_visible()

    page.get_by_role("link", name="New swap").click()
    page.get_by_role("switch", name=re.compile("Enhance")).uncheck()
    start = page.get_by_role("button", name=re.compile("^Start swap"))
    expect(start).to_have_text(re.compile("20$"))
    start.click()

    expect(page.get_by_role("heading", name="Swap 1")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("Done", exact=True)).to_be_visible(timeout=MADE_MS)
    expect(page.get_by_role("link", name=re.compile("^Open s1·t00"))).to_have_count(2)
    expect(page.get_by_role("link", name=re.compile("credits free"))).to_have_accessible_name(re.compile(", 0 held"))

    with page.expect_download() as coming:
        page.get_by_role("link", name="Download all").click()
    archive = tmp_path / "all.zip"
    coming.value.save_as(archive)
    names = sorted(zipfile.ZipFile(archive).namelist())
    assert [name.split("/")[-1] for name in names if name.endswith(".jpg")] == [
        "juno-s1-t001-sfw-swapped.jpg",
        "juno-s1-t002-sfw-swapped.jpg",
    ]


def test_the_viewer_by_keyboard(demo: Visitor) -> None:
    """The divider moves with the arrows while it has the focus; otherwise they lead to the next picture."""
    page = demo.page
    demo.open_sample()
    page.get_by_role("link", name=re.compile("^View 3")).click()
    divider = page.get_by_role("slider", name="Before and after")
    divider.focus()
    divider.press("ArrowLeft")
    expect(divider).to_have_attribute("aria-valuenow", "49")
    divider.press("Home")
    expect(divider).to_have_attribute("aria-valuetext", "0 percent before, 100 percent after")
    assert page.url.endswith("/pictures/1")

    divider.blur()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Source 1 on target 2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Swap 1")).to_be_visible()


def test_swapped_or_enhanced_and_what_is_downloaded(demo: Visitor) -> None:
    """The file that is downloaded is the one that is looked at, under its own name."""
    page = demo.page
    demo.open_sample()
    page.get_by_role("link", name=re.compile("^View 3")).click()
    after = page.get_by_role("group", name="After")
    expect(after.get_by_role("button", name="Enhanced")).to_have_attribute("aria-pressed", "true")
    for kind in ("Enhanced", "Swapped"):
        after.get_by_role("button", name=kind).click()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Download").click()
        assert coming.value.suggested_filename == f"andie-s1-t001-sfw-{kind.lower()}.jpg"


def test_files_that_cannot_be_used_say_why(visitor: Visitor, tmp_path: Path, source: Path) -> None:
    """A reason beside the file, a retry only where it helps, and the good file arrives all the same."""
    page = visitor.page
    visitor.sign_up()
    visitor.make_synthetic("Nova")
    notes = tmp_path / "notes.jpg"
    notes.write_text("These are words, not a picture.")
    visitor.drop("source", [notes, source])
    expect(page.get_by_role("option", name=re.compile("^Source photo 1"))).to_be_visible(timeout=60_000)
    reasons = page.get_by_role("alert")
    expect(reasons).to_contain_text("Not a photo we can read")
    expect(reasons.get_by_role("button", name="Retry")).to_have_count(0)
    page.get_by_role("button", name="Take notes.jpg off the list").click()
    expect(reasons).to_have_count(0)


def test_a_deleted_photo_comes_back_with_undo(visitor: Visitor, source: Path) -> None:
    page = visitor.page
    visitor.sign_up()
    visitor.make_synthetic("Iris")
    visitor.drop("source", [source])
    photo = page.get_by_role("option", name=re.compile("^Source photo 1"))
    expect(photo).to_be_visible(timeout=60_000)
    photo.click()
    page.get_by_role("button", name="Delete photo").click()
    expect(photo).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(photo).to_be_visible()
    page.reload()
    expect(photo).to_be_visible()


def test_a_signed_out_visitor_is_led_back_after_signing_in(visitor: Visitor) -> None:
    page = visitor.page
    page.goto("/credits")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("E-mail").fill("demo@studio.local")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="Use the demo login").click()
    expect(page.get_by_role("heading", name="Credits")).to_be_visible()
    page.get_by_role("button", name=re.compile("account$")).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_nothing_runs_before_consent(visitor: Visitor, source: Path) -> None:
    """A real person without consent: the photo is screened, not measured, and the page says who is waited for."""
    page = visitor.page
    visitor.sign_up()
    page.get_by_role("link", name="New model").first.click()
    page.get_by_label("Name").fill("Sora")
    page.get_by_role("button", name="Ask for consent later").click()
    expect(page.get_by_text("Waiting for Sora’s consent")).to_be_visible()
    visitor.drop("source", [source])
    photo = page.get_by_role("option", name=re.compile("^Source photo 1"))
    expect(photo).to_be_visible(timeout=60_000)
    photo.click()
    expect(page.get_by_text("The face is measured once consent is recorded")).to_be_visible()

    page.get_by_role("link", name="Record consent").click()
    page.get_by_label("Given by").fill("Sora Example")
    page.get_by_role("button", name="Record consent").click()
    expect(page.get_by_text("Sora Example")).to_be_visible()
    page.get_by_role("button", name="Withdraw").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Keep consent")).to_be_focused()
    dialog.get_by_role("button", name="Withdraw consent").click()
    expect(page.get_by_text("Consent was withdrawn")).to_be_visible()
