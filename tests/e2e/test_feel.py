"""How the dashboard feels: a sheet of any length, the palette, the keys, the connection, what is loaded first."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from e2e.test_pages import AXE, RULES
from e2e.visitor import MADE_MS, Visitor

pytestmark = pytest.mark.browser

DIST = Path(__file__).parents[2] / "frontend" / "dist"
BUDGET = 180 * 1024
"""Bytes of JavaScript, gzipped, before a page can be used."""
MOST_NODES = 2000
FRAMES = 10_000
PASSWORD = "words that only a test knows"
SHOWN = """() => [...document.querySelectorAll("[data-at]")].some((tile) => {
  const { top, bottom } = tile.getBoundingClientRect()
  return top < innerHeight && bottom > 0
})"""
FOCUSED = "at => document.activeElement?.closest('[data-at]')?.dataset.at === at"


def nodes(page: Page) -> int:
    return int(page.evaluate("document.getElementsByTagName('*').length"))


def broken_rules(page: Page, within: str = "html") -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    answer = page.evaluate("([within, rules]) => axe.run(within, { runOnly: rules })", [within, RULES])
    return [f"{rule['id']}: {node['target']}" for rule in answer["violations"] for node in rule["nodes"]]


def test_a_sheet_of_ten_thousand(demo: Visitor) -> None:
    """Few nodes wherever it is scrolled to; the focus goes with the keys, and back finds the place again."""
    page = demo.page
    page.goto("/components")
    first = page.locator("[data-at='0']")
    expect(first).to_be_visible()
    seen = [nodes(page)]
    for part in (0.25, 0.5, 1):
        page.evaluate("part => window.scrollTo(0, document.body.scrollHeight * part)", part)
        page.wait_for_function(SHOWN)
        seen.append(nodes(page))
    assert max(seen) <= MOST_NODES
    page.evaluate("window.scrollTo(0, 0)")
    first.click()
    page.keyboard.press("End")
    page.wait_for_function(FOCUSED, arg=str(FRAMES - 1))
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(FOCUSED, arg=str(FRAMES - 2))
    assert nodes(page) <= MOST_NODES
    page.get_by_role("link", name="Runs").click()
    expect(page.get_by_role("heading", name="Runs", level=1)).to_be_visible()
    page.go_back()
    kept = page.locator(f"[data-at='{FRAMES - 2}']")
    expect(kept).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_palette_and_the_keys(browser: Browser, base: str, scheme: Any) -> None:
    """Everything by keyboard: to a model, to the runs, to the list of keys; no rule broken in either."""
    context = browser.new_context(base_url=base, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    Visitor(page).sign_in_as_demo()
    page.keyboard.press("Control+k")
    field = page.get_by_role("dialog").get_by_role("combobox")
    expect(field).to_be_focused()
    assert broken_rules(page) == []
    field.fill("andie")
    expect(page.get_by_role("option").first).to_contain_text("Andie")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Andie", level=1)).to_be_visible()
    page.get_by_role("button", name=re.compile("switch model")).click()
    assert broken_rules(page, ".menuroot:has(.menu)") == []
    page.keyboard.press("Escape")
    expect(page.locator("[data-route]")).to_contain_text("Andie")
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Runs", level=1)).to_be_visible()
    for menu in (
        page.get_by_role("button", name=re.compile("^Notices")),
        page.get_by_role("banner").locator("button.me"),
    ):
        menu.click()
        expect(menu).to_have_attribute("aria-expanded", "true")
        assert broken_rules(page, ".menuroot:has(.menu)") == []  # what an open menu covers by half is not its concern
        page.keyboard.press("Escape")
        expect(menu).to_be_focused()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(page.get_by_role("group", name="Recent").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    assert broken_rules(page) == []
    context.close()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus."""
    expect(wanted).to_be_enabled()
    for _ in range(120):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"No Tab leads to {wanted}.")


def at_the_door(visitor: Visitor, source: Path, targets: list[Path]) -> str:
    """Somebody with a model and three photos, signed out again; gives the e-mail."""
    page = visitor.page
    email = visitor.sign_up(PASSWORD)
    visitor.make_synthetic("Andie")
    visitor.drop("source", [source])
    expect(page.get_by_role("option", name=re.compile("^Source photo 1"))).to_be_visible(timeout=60_000)
    visitor.drop("target", targets)
    page.get_by_role("button", name="I confirm, add them").click()
    for number in (1, 2):
        expect(page.get_by_role("option", name=re.compile(f"^Target photo {number}"))).to_be_visible(timeout=60_000)
    page.context.clear_cookies()
    return email


def test_a_swap_by_keyboard_alone(visitor: Visitor, source: Path, targets: list[Path]) -> None:
    """From the door to a picture on the disk without a mouse; the list of keys says what works on each page."""
    page = visitor.page
    email = at_the_door(visitor, source, targets)
    page.goto("/sign-in")
    tab_to(page, page.get_by_label("E-mail"))
    page.keyboard.type(email)
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    card = page.get_by_role("main").get_by_role("link", name=re.compile("^Andie"))
    expect(card).to_be_visible()
    tab_to(page, card)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Andie", level=1)).to_be_visible()
    page.keyboard.press("2")
    expect(page.get_by_role("heading", name="Swaps", level=1)).to_be_visible()
    page.keyboard.press("1")
    expect(page.get_by_role("heading", name="Andie", level=1)).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="New swap", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="Start swap")).to_be_enabled()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_contain_text("Start swap")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.get_by_role("switch", name="Enhance 2×")).not_to_be_checked()
    tab_to(page, page.get_by_role("checkbox", name="Target photo 2", exact=True))
    page.keyboard.press("Space")
    expect(page.get_by_text("1 source × 1 target")).to_be_visible()
    expect(page.get_by_role("button", name="Start swap")).to_be_enabled()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name=re.compile("^Swap [0-9]+"))).to_be_visible()
    expect(page.get_by_role("link", name="View 1 picture")).to_be_visible(timeout=MADE_MS)
    page.keyboard.press("v")
    expect(page.get_by_role("heading", name="Source 1 on target 1")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Download", exact=True))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("-swapped.jpg")


def test_single_letters_can_be_switched_off(demo: Visitor) -> None:
    page = demo.page
    page.goto("/settings/keyboard")
    page.get_by_role("switch", name="Single letters are commands").uncheck()
    page.keyboard.press("?")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(1)


def test_a_lost_connection_is_said(demo: Visitor, context: BrowserContext) -> None:
    gone = demo.page.get_by_text("No connection.")
    context.set_offline(True)
    expect(gone).to_be_visible()
    expect(demo.page.get_by_text("What you see is from")).to_be_visible()
    context.set_offline(False)
    expect(gone).to_have_count(0)
    demo.complaints.clear()  # the browser itself complains of requests it could not send


def test_little_is_loaded_first() -> None:
    """The frame and any one page, gzipped; the palette comes when it is wanted."""
    manifest = json.loads((DIST / ".vite" / "manifest.json").read_text())

    def closure(name: str) -> set[str]:
        found, todo = set(), [name]
        while todo:
            at = todo.pop()
            if at not in found:
                found.add(at)
                todo += manifest[at].get("imports", [])
        return found

    def weight(names: set[str]) -> int:
        files = {manifest[name]["file"] for name in names}
        return sum(len(gzip.compress((DIST / file).read_bytes(), 9)) for file in files if file.endswith(".js"))

    entry = next(name for name, chunk in manifest.items() if chunk.get("isEntry"))
    frame = closure(entry)
    assert not [name for name in frame if "Palette" in manifest[name]["file"]]
    weights = {name: weight(frame | closure(name)) for name in manifest[entry]["dynamicImports"]}
    assert {name: size for name, size in weights.items() if size > BUDGET} == {}
