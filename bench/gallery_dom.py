"""Scrolls the result desk from the first to the last of 10,000 pictures in headless Chromium and counts what it takes.

    PYTHONPATH=backend python bench/gallery_dom.py --url http://127.0.0.1:PORT --data FOLDER [--rows N] [--json FILE]

For a studio that was started with `./studio up --data FOLDER --no-browser`: a model with so many results is put into
its demo workspace (they share the files of the sample swap) unless it is there already. Counted: the elements of the
page after every turn of the wheel, and the tasks of the page's main thread by Chromium's own trace, by the clock and by
the time its thread was on a CPU (what others do on the machine does not count there).
"""

from __future__ import annotations

import pairs  # first: it sets the number of threads

# isort: split
import json
import os
import statistics
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CATEGORIES = ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"]
NAME = "Tenk"
STEP = 1500
"""Pixels a turn of the wheel: more than a window and a half, so that every turn brings only new rows."""
LONG_MS = 50
RUN = ("RunTask", "ThreadControllerImpl::RunTask")
LEAST_MS = 1.0
"""Shorter tasks are the browser's own bookkeeping, and there are ten times as many of them."""


def seed(data: Path, rows: int) -> str:
    """The slug of a model with so many results in the demo workspace."""
    os.environ |= {"STUDIO_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import gallery_rows

    from studio.accounts.models import Workspace
    from studio.assets.models import Asset
    from studio.subjects.models import Subject

    workspace = Workspace.objects.get(is_demo=True)
    name = NAME if rows == 10_000 else f"{NAME}{rows}"
    known = Subject.objects.filter(workspace=workspace, slug=name.lower()).first()
    if known is None:
        made = Asset.objects.filter(workspace=workspace, quarantined=False, key__contains="/results/")
        known = gallery_rows.fill(workspace, name, rows, list(made))
    return str(known.slug)


def open_desk(browser: Browser, url: str, slug: str) -> Page:
    """The desk of the model, signed in with the demo login."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{url}/sign-in")
    page.get_by_role("button", name="Use the demo login").click()
    page.get_by_role("heading", name="Models", exact=True).wait_for()
    page.goto(f"{url}/models/{slug}/swaps")
    page.locator("[role=option]").first.wait_for()
    page.wait_for_load_state("networkidle")
    return page


COUNT = """() => [
  document.getElementsByTagName("*").length,
  Math.max(...[...document.querySelectorAll("[aria-posinset]")].map((one) => Number(one.ariaPosInSet))),
  scrollY + innerHeight >= document.documentElement.scrollHeight - 4,
]"""
SETTLE = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def scroll(page: Page, rows: int) -> list[int]:
    """Turn the wheel to the very end; the number of elements after every turn."""
    page.mouse.move(700, 600)
    elements: list[int] = []
    reached, idle = 0, 0
    while reached < rows and idle < 200:
        page.mouse.wheel(0, STEP)
        page.evaluate(SETTLE)
        many, now, at_end = page.evaluate(COUNT)
        elements.append(many)
        # At the end of what is loaded the next page is on its way.
        idle = idle + 1 if at_end and now == reached else 0
        reached = now
        if at_end:
            page.wait_for_timeout(20)
    assert reached >= rows, f"The wheel came only to picture {reached}."
    return elements


def tasks(trace: dict[str, Any]) -> tuple[list[float], list[float]]:
    """Milliseconds of the main thread's tasks, by the clock and on the CPU, that took LEAST_MS at least."""
    events = trace["traceEvents"]
    names = [event for event in events if event.get("name") == "thread_name"]
    mains = {(event["pid"], event["tid"]) for event in names if event["args"]["name"] == "CrRendererMain"}
    run = [e for e in events if e.get("name") in RUN and (e["pid"], e["tid"]) in mains]

    def of(field: str) -> list[float]:
        return [e[field] / 1000 for e in run if e.get(field, 0) / 1000 >= LEAST_MS]

    return of("dur"), of("tdur")


def figures(rows: int, elements: list[int], by_clock: list[float], by_cpu: list[float]) -> list[pairs.Record]:
    """The lines of the table."""

    def said(took: list[float]) -> str:
        return (
            f"{sum(each > LONG_MS for each in took)} of {len(took)} tasks above {LONG_MS} ms, longest {max(took):.0f}"
        )

    desk = f"desk of {rows}"
    turns = f"{len(elements)} turns of the wheel, median {statistics.median(elements):.0f}"
    clock, cpu = pairs.quantile(by_clock, 0.95), pairs.quantile(by_cpu, 0.95)
    return [
        pairs.alone(f"{desk}: most elements", max(elements), unit="elements", wanted=2000, notes=turns),
        pairs.alone(f"{desk}: tasks by the clock, p95", clock, unit="ms", wanted=LONG_MS, notes=said(by_clock)),
        pairs.alone(f"{desk}: tasks on the CPU, p95", cpu, unit="ms", wanted=LONG_MS, notes=said(by_cpu)),
    ]


def main() -> None:
    """Seed, scroll, count."""
    parser = pairs.arguments(__doc__, pairs=1)
    parser.add_argument("--url", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=10_000)
    asked = parser.parse_args()
    slug = seed(asked.data, asked.rows)
    with sync_playwright() as driver:
        program = os.environ.get("STUDIO_CHROMIUM", "/usr/bin/chromium")
        chromium = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = open_desk(chromium, asked.url.rstrip("/"), slug)
        chromium.start_tracing(page=page, categories=CATEGORIES)
        elements = scroll(page, asked.rows)
        by_clock, by_cpu = tasks(json.loads(chromium.stop_tracing()))
        chromium.close()
    pairs.write(figures(asked.rows, elements, by_clock, by_cpu), asked.json, packages=("playwright",))


if __name__ == "__main__":
    main()
