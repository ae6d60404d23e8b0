"""Many files at once: dropped, paused, gone on with, skipped when they are there, unpacked when they are a zip."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from e2e.test_pages import AXE, RULES
from e2e.visitor import Visitor

pytestmark = pytest.mark.browser

PHOTOS = 36
LANDED_MS = 90_000


def picture(seed: int) -> bytes:
    """A small photo of nobody: a coarse pattern of its own for every seed."""
    noise = Image.frombytes("RGB", (8, 8), random.Random(seed).randbytes(192))
    buffer = io.BytesIO()
    noise.resize((800, 800)).save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """40 files: 36 photos, one once more, a zip of three with a stray text, one that is no photo, one cut off."""
    made = [(f"IMG_{number:03}.jpg", picture(number)) for number in range(PHOTOS)]
    made += [("copy.jpg", picture(0)), ("notes.txt", b"words"), ("cut.jpg", picture(99)[:3000])]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        for number in range(100, 103):
            zipped.writestr(f"more/{number}.jpg", picture(number))
        zipped.writestr("more/read me.txt", b"words")
    made.append(("more.zip", archive.getvalue()))
    for name, content in made:
        (tmp_path / name).write_bytes(content)
    return [tmp_path / name for name, _ in made]


class Hold:
    """Keeps parts back on their way, so that a test can look at uploads while they last."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.route("**/parts/**", self.keep)

    def keep(self, route: Route) -> None:
        """The first part of a large file goes on, and nothing else."""
        if "/parts/1/" in route.request.url and len(route.request.post_data_buffer or b"") > 1_000_000:
            route.continue_()

    def let_go(self) -> None:
        self.page.unroute_all(behavior="ignoreErrors")


@pytest.fixture
def hold(page: Page) -> Iterator[Hold]:
    made = Hold(page)
    yield made
    made.let_go()


def broken_rules(page: Page) -> list[str]:
    """Of WCAG 2.2 AA, as far as axe can tell."""
    page.evaluate(AXE.read_text())
    answer = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
    return [f"{rule['id']}: {node['target']}" for rule in answer["violations"] for node in rule["nodes"]]


def photos(visitor: Visitor, role: str = "source") -> list[str]:
    """The names of the photos there are, from the API."""
    subject = next(one for one in visitor.page.request.get("/api/overview/").json()["subjects"])
    page = visitor.page.request.get(f"/api/subjects/{subject['id']}/{role}-photos/?limit=200").json()
    return [photo["name"] for photo in page["results"]]


def test_forty_files_with_a_pause(visitor: Visitor, files: list[Path], hold: Hold) -> None:
    page = visitor.page
    visitor.sign_up()
    visitor.make_synthetic("Mara")
    expect(page.get_by_text("No sources yet")).to_be_visible()
    visitor.drop("source", files)

    expect(page.get_by_text(re.compile(r"^0 of \d+ photos uploaded"))).to_be_visible()
    expect(page.get_by_label(re.compile("more files on the way"))).to_be_visible()
    assert broken_rules(page) == []
    page.get_by_role("button", name="Pause all uploads").click()
    expect(page.get_by_text(re.compile("^Paused, 0 of 3"))).to_be_visible()
    hold.let_go()
    page.get_by_role("button", name="Go on with all uploads").click()

    expect(page.get_by_role("progressbar", name="All uploads")).to_be_hidden(timeout=LANDED_MS)
    expect(page.get_by_text("Skipped: the studio has this photo already.")).to_be_visible()
    expect(page.get_by_text("3 of 4 pictures added.")).to_be_visible()
    expect(page.get_by_text("Not a photo we can read.")).to_be_visible()
    expect(page.get_by_text("Cannot be read.")).to_be_visible()
    assert broken_rules(page) == []
    names = photos(visitor)
    assert len(names) == len(set(names)) == PHOTOS + 3


def test_a_reload_goes_on_where_it_was(visitor: Visitor, files: list[Path], hold: Hold) -> None:
    """The same file chosen again on a fresh page: the studio has kept the parts that arrived."""
    page = visitor.page
    visitor.sign_up()
    visitor.make_synthetic("Ida")
    large = files[0].parent / "large.jpg"
    large.write_bytes(picture(7) + bytes(5 * 1024 * 1024))
    page.get_by_test_id("source-files").set_input_files(large)
    expect(page.get_by_text(re.compile("^39 % uploaded|^40 % uploaded"))).to_be_visible()
    page.on("dialog", lambda asked: asked.accept())
    page.reload()
    sent: list[str] = []
    hold.let_go()
    page.on("request", lambda request: sent.append(request.url) if "/parts/" in request.url else None)
    page.get_by_test_id("source-files").set_input_files(large)
    expect(page.get_by_role("option", name=re.compile("^Source photo 1"))).to_be_visible(timeout=LANDED_MS)
    assert [re.search(r"/parts/(\d+)/", url).group(1) for url in sent] == ["2", "3"]  # type: ignore[union-attr]
    assert photos(visitor) == ["large.jpg"]


def test_a_phone_adds_photos_that_appear_on_the_computer(
    visitor: Visitor, browser: Browser, base: str, files: list[Path]
) -> None:
    page = visitor.page
    visitor.sign_up()
    visitor.make_synthetic("Noa")
    page.get_by_role("button", name="Add from phone").click()
    dialog = page.get_by_role("dialog", name="Add from phone")
    expect(dialog.get_by_role("img", name="QR code for the phone")).to_be_visible()
    expect(dialog.get_by_text("A phone cannot reach this address")).to_be_visible()
    assert broken_rules(page) == []
    address = dialog.get_by_text(f"{base}/hand-off/").inner_text()

    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=base, has_touch=True)
    phone = context.new_page()
    phone.goto(address)
    expect(phone.get_by_role("heading", name="Add photos to Noa")).to_be_visible()
    expect(dialog.get_by_text("The phone is connected")).to_be_visible()
    phone.get_by_test_id("roll").set_input_files(files[:3])
    expect(phone.get_by_text("3 photos added")).to_be_visible(timeout=LANDED_MS)
    expect(dialog.get_by_text("3 photos added from the phone")).to_be_visible()
    assert phone.request.get("/api/me/").status == 401
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    dialog.get_by_role("button", name="End code").click()
    for number in (1, 2, 3):
        expect(page.get_by_role("option", name=re.compile(f"^Source photo {number}"))).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("This code is no longer good")).to_be_visible()
    context.close()


def test_a_phone_says_that_targets_may_be_used(
    visitor: Visitor, browser: Browser, base: str, files: list[Path]
) -> None:
    page = visitor.page
    visitor.sign_up()
    visitor.make_synthetic("Kim")
    page.get_by_role("button", name="Add from phone").click()
    dialog = page.get_by_role("dialog", name="Add from phone")
    address = dialog.get_by_text(f"{base}/hand-off/")
    expect(address).to_be_visible()
    first = address.inner_text()
    dialog.get_by_role("button", name="Targets").click()
    expect(address).not_to_have_text(first)

    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=base)
    phone = context.new_page()
    phone.goto(address.inner_text())
    choose = phone.get_by_role("button", name="Choose photos")
    expect(choose).to_be_disabled()
    phone.get_by_role("checkbox").check()
    expect(choose).to_be_enabled()
    phone.get_by_test_id("roll").set_input_files(files[:1])
    expect(phone.get_by_text("1 photo added")).to_be_visible(timeout=LANDED_MS)
    assert len(photos(visitor, "target")) == 1
    context.close()
