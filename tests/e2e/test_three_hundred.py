"""300 photos from a phone's roll: added, checked, sorted, swapped and taken home again, at a desk and on a phone.

Some are broken, some are there twice, some show somebody else; what the page counts must be what the set's maker knows.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from e2e.conftest import PATIENCE_MS, SAMPLE
from e2e.visitor import MADE_MS, Visitor
from photo_set import Entry, make

pytestmark = pytest.mark.browser

CHECKED_MS = 1_200_000
"""How long it may take to upload and check all of them on a busy small machine."""
TITLES = {
    "unsupported_type": "Not a photo we can read.",
    "unreadable_picture": "Cannot be read.",
    "too_small": "Too small.",
}
NEXT = {
    "unsupported_type": "Export the photo as JPEG and add it again.",
    "unreadable_picture": "Add the original again.",
    "too_small": "Add the original, or a larger copy.",
}
PATTERN = "{subject}-s{source#}-t{target#:03}-{rating}-{stage}.jpg"


@dataclass(frozen=True)
class PhotoSet:
    """The files, and what their maker says of them."""

    files: list[Path]
    entries: list[Entry]

    def of(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind in kinds]


@pytest.fixture(scope="module")
def three_hundred(tmp_path_factory: pytest.TempPathFactory) -> PhotoSet:
    folder = tmp_path_factory.mktemp("roll")
    entries = make(folder)
    return PhotoSet([folder / entry.name for entry in entries], entries)


@pytest.fixture(params=["desktop", "phone"])
def somebody(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Visitor]:
    """A new visitor at 1440 x 900 with a mouse, or at 390 x 844 with a finger; the console must have no complaints."""
    phone = request.param == "phone"
    size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
    context = browser.new_context(viewport=size, base_url=base, accept_downloads=True, has_touch=phone, is_mobile=phone)
    context.set_default_timeout(PATIENCE_MS)
    visitor = Visitor(context.new_page())
    yield visitor
    assert visitor.complaints == []
    context.close()


def is_phone(page: Page) -> bool:
    size = page.viewport_size
    return size is not None and size["width"] < 768


def sheet(page: Page, role: str) -> Locator:
    return page.get_by_role("region", name=f"{role}s", exact=True)


def test_three_hundred_photos_from_upload_to_download(
    somebody: Visitor, three_hundred: PhotoSet, tmp_path: Path
) -> None:
    page = somebody.page
    somebody.sign_up()
    somebody.make_synthetic("Andie")
    add_all(page, three_hundred)
    read_what_was_refused(page, three_hundred)
    compare_the_desk(page, three_hundred)
    reject_the_others(page, three_hundred)
    make_a_set(page)
    start_a_swap(page)
    look_through(page)
    take_home(page, tmp_path / "results.zip")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


def add_all(page: Page, photos: PhotoSet) -> None:
    """All at once; meanwhile another page is looked at, and the total stays in sight."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add sources").click()
    chooser.value.set_files(photos.files)
    total = page.get_by_role("progressbar", name="All uploads")
    expect(page.get_by_text(re.compile(r"^\d+ of \d+ photos uploaded$"))).to_be_visible()
    page.get_by_role("link", name=re.compile("credits free")).click()
    expect(page.get_by_role("heading", name="Credits", exact=True)).to_be_visible()
    expect(total).to_be_visible()
    page.locator(".uploadbar").get_by_role("link", name="Andie").click()
    expect(page.get_by_role("heading", name="Andie", level=1)).to_be_visible()
    expect(total).to_be_visible()
    taken, skipped, broken = (
        len(photos.of(*kinds)) for kinds in (("good", "near", "other"), ("duplicate",), ("broken",))
    )
    expect(page.get_by_text(f"{taken} photos added, {skipped} skipped, {broken} could not be used")).to_be_visible(
        timeout=CHECKED_MS
    )
    expect(total).to_be_hidden()
    expect(page.get_by_text(f"{skipped} photos skipped: the studio has them already.")).to_be_visible()


def read_what_was_refused(page: Page, photos: PhotoSet) -> None:
    """Each file by its name: what happened, what it cost, what to do."""
    broken = photos.of("broken")
    expect(page.get_by_text(f"{len(broken)} files could not be used. Nothing was charged.")).to_be_visible()
    page.get_by_role("button", name=f"Show all {len(broken)}").click()
    for entry in broken:
        row = page.get_by_role("listitem").filter(has_text=entry.name)
        # The browser sees for itself that a file is empty, and calls it incomplete.
        size = next(file for file in photos.files if file.name == entry.name).stat().st_size
        code = entry.code if size else "unreadable_picture"
        expect(row).to_contain_text(TITLES[code])
        expect(row).to_contain_text("It cost nothing.")
        expect(row).to_contain_text(NEXT[code])
    page.get_by_role("button", name="Take these files off the list").click()
    page.get_by_role("button", name="Take the skipped photos off the list").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def compare_the_desk(page: Page, photos: PhotoSet) -> None:
    """When all are checked: each near-copy lies in one stack with its original, and the odd ones are the others."""
    others = {entry.name for entry in photos.of("other")}
    sources = sheet(page, "Source")
    expect(sources.get_by_role("progressbar", name="Photos checked")).to_have_count(0, timeout=CHECKED_MS)
    expect(sources.get_by_role("button", name=f"Someone else? {len(others)}")).to_be_visible(timeout=CHECKED_MS)
    expect(sources.get_by_role("button", name=f"All {len(photos.of('good', 'near', 'other'))}")).to_be_visible()
    subject = page.request.get("/api/overview/").json()["subjects"][0]["id"]
    # Of two files with one content, whichever came first gave the photo its name.
    first = {entry.name: entry.of for entry in photos.of("duplicate")}
    names, address = {}, f"/api/subjects/{subject}/source-photos/?limit=100"
    while address:
        answer = page.request.get(address).json()
        names |= {photo["id"]: first.get(photo["name"], photo["name"]) for photo in answer["results"]}
        address = answer["next"]
    desk = page.request.get(f"/api/subjects/{subject}/source-photos/desk/").json()
    assert sorted(names.values()) == sorted(entry.name for entry in photos.of("good", "near", "other"))
    assert desk["pending"] == desk["refused"] == []
    assert {names[photo] for photo in desk["same_person"]["odd"]} == others
    stacks = [{names[photo] for photo in stack} for stack in desk["stacks"]]
    assert [entry.name for entry in photos.of("near") if not any({entry.name, entry.of} <= one for one in stacks)] == []


def reject_the_others(page: Page, photos: PhotoSet) -> None:
    """Everybody who looks like someone else at once, by keyboard or with a finger."""
    others = len(photos.of("other"))
    sources = sheet(page, "Source")
    sources.get_by_role("button", name=f"Someone else? {others}").click()
    tiles = sources.get_by_role("option")
    expect(tiles).to_have_count(others)
    if is_phone(page):
        sources.get_by_role("button", name=f"Choose all {others}").click()
        page.get_by_role("toolbar", name="What to do with the chosen photos").get_by_role(
            "button", name="Reject"
        ).click()
    else:
        tiles.first.focus()
        page.keyboard.press("Control+a")
        page.keyboard.press("x")
    expect(page.get_by_text(f"{others} photos rejected")).to_be_visible()
    sources.get_by_role("button", name="Show all", exact=True).click()
    expect(sources.get_by_role("button", name=f"Rejected {others}")).to_be_visible()


def make_a_set(page: Page) -> None:
    """Three targets of the sample, all of them in a set of their own."""
    targets = sheet(page, "Target")
    with page.expect_file_chooser() as chooser:
        targets.get_by_role("button", name="Add targets").click()
    chooser.value.set_files(sorted(SAMPLE.glob("target-*.jpg")))
    page.get_by_role("button", name="I confirm, add them").click()
    expect(targets.get_by_role("option")).to_have_count(3, timeout=MADE_MS)
    if is_phone(page):
        targets.locator("[data-pick]").first.click()
        page.get_by_role("button", name="Choose all 3").click()
    else:
        targets.get_by_role("option").first.focus()
        page.keyboard.press("Control+a")
    page.get_by_role("button", name="Add to set").click()
    page.get_by_role("button", name="New set").last.click()
    page.get_by_label("Name").fill("Covers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Covers 3")).to_have_attribute("aria-pressed", "true")


def start_a_swap(page: Page) -> None:
    """Two of 240 sources on the set; the price is on the button, and what is held is what it said."""
    page.get_by_role("link", name="Use this set in a swap").click()
    sources = page.get_by_role("region", name="Sources", exact=True)
    expect(sources.get_by_text("3 chosen")).to_be_visible()
    # Few sources are a shelf of checkboxes, many are a sheet to pick from.
    chosen = sources.get_by_role("checkbox", checked=True).or_(sources.get_by_role("option", selected=True))
    chosen.first.click()
    expect(sources.get_by_text("2 chosen")).to_be_visible()
    page.get_by_role("switch", name=re.compile("Enhance")).uncheck()
    start = page.get_by_role("button", name=re.compile("^Start swap"))
    expect(start).to_have_text(re.compile("60$"))
    start.click()
    expect(page.get_by_role("heading", name="Swap 1", level=1)).to_be_visible()
    expect(page.get_by_role("main").get_by_text("Done", exact=True)).to_be_visible(timeout=MADE_MS)


def look_through(page: Page) -> None:
    """Every picture once: the first is a favourite, the last is rejected."""
    page.get_by_role("link", name=re.compile("^View 6")).click()
    for at in range(1, 7):
        expect(page.get_by_text(f"{at} of 6", exact=True)).to_be_visible()
        expect(page.get_by_role("slider", name="Before and after")).to_be_visible()
        if at == 1:
            page.get_by_role("button", name="Favourite").click()
            expect(page.get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
        if at < 6:
            page.get_by_role("button", name="Next picture").click()
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("1 picture rejected")).to_be_visible()


def take_home(page: Page, archive: Path) -> None:
    """What the dialog says of the zip is what is in it: five pictures, named by the pattern, each a picture."""
    page.get_by_role("navigation", name="Model").get_by_role("link", name=re.compile("^Swaps")).click()
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(6)
    expect(page.get_by_role("button", name=re.compile("^Favourites 1"))).to_be_visible()
    page.get_by_role("button", name="Download what is shown").click()
    dialog = page.get_by_role("dialog", name="Download as zip")
    expect(dialog).to_contain_text("1 picture is rejected and left out.")
    expect(dialog).to_contain_text("5 pictures, 5 files")
    expect(dialog).to_contain_text(PATTERN)
    with page.expect_download() as coming:
        dialog.get_by_role("button", name="Download").click()
    coming.value.save_as(archive)
    with zipfile.ZipFile(archive) as zipped:
        pictures = [name for name in zipped.namelist() if name != "manifest.json"]
        assert len(set(pictures)) == 5
        for name in pictures:
            assert re.fullmatch(r"andie-s\d+-t00[1-3]-sfw-swapped\.jpg", name)
            with Image.open(io.BytesIO(zipped.read(name))) as picture:
                picture.load()
    expect(dialog).to_be_hidden()
