"""Adds 500 photos at once in headless Chromium: how long the page is ever busy, and when the first one has arrived.

    python bench/upload_browser.py --url http://127.0.0.1:PORT [--files 500] [--seconds 40] [--json FILE]

For a studio that was started with `./studio up --no-browser`: a new account adds the set of tests/photo_set.py to a new
model. Counted from the choice of the files on: the tasks of the main thread by Chromium's own trace, by the clock
and by the time its thread was on a CPU, and the time to the first upload that is complete. At the
address that `STUDIO_OPEN_SIGNUP=1 ./studio up --lan` names (plain http) the browser does not hash by itself.
"""

from __future__ import annotations

import pairs  # first: it sets the number of threads, and finds the tests

# isort: split
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from gallery_dom import CATEGORIES, LONG_MS, tasks
from playwright.sync_api import Browser, Response, sync_playwright

from e2e.visitor import Visitor
from photo_set import make


def add(browser: Browser, url: str, files: list[Path], seconds: float) -> tuple[dict[str, Any], float, bool]:
    """The trace of so many seconds after the choice of the files, seconds until the first was complete, and whether the
    browser itself could hash."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, base_url=url)
    somebody = Visitor(page)
    somebody.sign_up()
    somebody.make_synthetic("Many")
    is_secure = bool(page.evaluate("isSecureContext"))
    arrived: list[float] = []
    page.on("response", lambda answer: arrived.append(time.perf_counter()) if _is_complete(answer) else None)
    page.wait_for_load_state("networkidle")
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "trace.json"
        browser.start_tracing(page=page, path=str(written), categories=CATEGORIES)
        began = time.perf_counter()
        page.get_by_test_id("source-files").set_input_files(files)
        while time.perf_counter() - began < seconds or not arrived:
            page.wait_for_timeout(100)
        browser.stop_tracing()
        trace: dict[str, Any] = json.loads(written.read_text())
    page.close(run_before_unload=False)
    return trace, arrived[0] - began, is_secure


def _is_complete(answer: Response) -> bool:
    return answer.url.endswith("/complete/") and answer.ok


def main() -> None:
    """Make the photos, add them, count."""
    parser = pairs.arguments(__doc__, pairs=1)
    parser.add_argument("--url", required=True)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        make(Path(folder), count=asked.files)
        files = sorted(file for file in Path(folder).iterdir() if file.suffix != ".json")
        program = os.environ.get("STUDIO_CHROMIUM", "/usr/bin/chromium")
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        trace, first, is_secure = add(browser, asked.url, files, asked.seconds)
        browser.close()
    by_clock, by_cpu = tasks(trace)
    row = f"{len(files)} files at once" + ("" if is_secure else ", plain http in a LAN")
    long = sum(each > LONG_MS for each in by_cpu)
    said = f"{long} of {len(by_cpu)} tasks above {LONG_MS} ms in {asked.seconds:g} s; by the clock {max(by_clock):.0f}"
    records = [
        pairs.alone(f"{row}: longest task on the CPU", max(by_cpu), unit="ms", wanted=200, notes=said),
        pairs.alone(f"{row}: first one complete", first, unit="s", wanted=5, notes="from the choice of the files"),
    ]
    pairs.write(records, asked.json, packages=("playwright",))


if __name__ == "__main__":
    main()
