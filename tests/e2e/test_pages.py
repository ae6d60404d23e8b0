"""Every page, for everybody: no accessibility rule broken, nothing wider than a phone, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.operator_commands import manage
from e2e.shots import PAGES, addresses
from e2e.visitor import Visitor

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
DEMO = "demo@studio.local"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def operator(base: str) -> Iterator[None]:
    """The demo login is an operator meanwhile, so that the operator's page is looked at as well."""
    manage("make_operator", DEMO)
    yield
    manage("make_operator", DEMO, "--no-longer")


def ready(page: Page) -> None:
    expect(page.locator("h1").first).to_be_attached()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_rule_is_broken(browser: Browser, base: str, operator: None, scheme: str) -> None:
    """WCAG 2.2 AA as far as axe can tell, contrast included."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        base_url=base,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = context.new_page()
    Visitor(page).sign_in_as_demo()
    broken = []
    found = addresses(page, base)
    for name in PAGES:
        page.goto(found[name])
        ready(page)
        page.add_script_tag(path=AXE)
        answer = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
        broken += [
            f"{name}: {rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in answer["violations"]
            for node in rule["nodes"]
        ]
    context.close()
    assert broken == []


def test_nothing_is_wider_than_a_phone(browser: Browser, base: str, operator: None) -> None:
    """Reflow at 320 px: no page scrolls sideways."""
    context = browser.new_context(viewport={"width": 320, "height": 720}, base_url=base)
    page = context.new_page()
    Visitor(page).sign_in_as_demo()
    wide = []
    found = addresses(page, base)
    for name in PAGES:
        page.goto(found[name])
        ready(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append(f"{name}: {width} px")
    context.close()
    assert wide == []


def test_nothing_comes_from_elsewhere(demo: Visitor, base: str) -> None:
    """Fonts, scripts and pictures are the studio's own: a studio works without the internet."""
    asked: set[str] = set()
    demo.page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for path in addresses(demo.page, base).values():
        demo.page.goto(path)
        ready(demo.page)
    assert asked == {urlsplit(base).netloc}
