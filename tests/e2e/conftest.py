"""A browser on a running studio, which `./studio test` starts and names in the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from e2e.visitor import Visitor

FLAGS = ["--no-sandbox", "--disable-background-networking"]
PATIENCE_MS = 20_000
SAMPLE = Path(__file__).parents[2] / "sample"


@pytest.fixture(scope="session")
def base() -> str:
    """Address of the studio."""
    url = os.environ.get("STUDIO_TEST_URL")
    if not url:
        pytest.skip("needs a running studio: run ./studio test, or set STUDIO_TEST_URL")
    return url.rstrip("/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        expect.set_options(timeout=PATIENCE_MS)
        chromium = driver.chromium.launch(
            executable_path=os.environ.get("STUDIO_CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, base: str) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=base, accept_downloads=True)
    made.set_default_timeout(PATIENCE_MS)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def visitor(page: Page) -> Iterator[Visitor]:
    """Somebody at the dashboard; the test fails when the browser's console complained meanwhile."""
    somebody = Visitor(page)
    yield somebody
    assert somebody.complaints == []


@pytest.fixture
def demo(visitor: Visitor) -> Visitor:
    """Signed in to the demo workspace, where the first start has made the sample swap."""
    visitor.sign_in_as_demo()
    return visitor


@pytest.fixture
def source() -> Path:
    return SAMPLE / "source-1.jpg"


@pytest.fixture
def targets() -> list[Path]:
    return [SAMPLE / "target-1.jpg", SAMPLE / "target-3.jpg"]
