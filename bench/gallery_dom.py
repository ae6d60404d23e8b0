"""Scrolls the result desk from the first to the last of 10,000 pictures in headless Chromium and counts what it takes.

    python bench/gallery_dom.py [--rows N] [--json FILE]

On a studio of its own, whose rows share the files of one finished swap. Counted: the elements of the page after every
turn of the wheel, and the tasks of the page's main thread by Chromium's own trace, by the clock and by the time its
thread was on a CPU (what others do on the machine does not count there). With more than one pair the desk is scrolled
so often, each time in a page of its own, and everything counts.
"""

from __future__ import annotations

import pairs  # first: it sets the number of threads

# isort: split
import json
import os
import statistics
from typing import Any

import dashboard
import own_studio
from playwright.sync_api import Browser, Page, sync_playwright

CATEGORIES = ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"]
NAME = "Tenk"
STEP = 1500
"""Pixels a turn of the wheel: more than a window and a half, so that every turn brings only new rows."""
LONG_MS = 50
RUN = ("RunTask", "ThreadControllerImpl::RunTask")
LEAST_MS = 1.0
"""Shorter tasks are the browser's own bookkeeping, and there are ten times as many of them."""


def seed(here: own_studio.Here, rows: int) -> str:
    """The slug of a model with so many results, beside the one whose finished swap lends them its files."""
    dashboard.furnished(here)
    os.environ |= {"STUDIO_DATA": str(here.studio.data), "DJANGO_SETTINGS_MODULE": "config.settings"}
    # Playwright runs an event loop in this thread; nothing else touches the rows meanwhile.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import gallery_rows

    from studio.accounts.models import Workspace
    from studio.assets.models import Asset

    workspace = Workspace.objects.get(id=here.workspace)
    made = Asset.objects.filter(workspace=workspace, quarantined=False, key__contains="/results/")
    return str(gallery_rows.fill(workspace, NAME, rows, list(made)).slug)


def open_desk(browser: Browser, here: own_studio.Here, slug: str) -> Page:
    """The desk of the model."""
    page = dashboard.opened(browser, here)
    page.goto(f"{here.studio.url}/models/{slug}/swaps")
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
    parser.add_argument("--rows", type=int, default=10_000)
    asked = parser.parse_args()
    elements: list[int] = []
    by_clock: list[float] = []
    by_cpu: list[float] = []
    with own_studio.running(workers=1) as here, sync_playwright() as driver:
        slug = seed(here, asked.rows)
        program = os.environ.get("STUDIO_CHROMIUM", "/usr/bin/chromium")
        chromium = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for _ in range(asked.pairs):
            page = open_desk(chromium, here, slug)
            chromium.start_tracing(page=page, categories=CATEGORIES)
            elements += scroll(page, asked.rows)
            clock, cpu = tasks(json.loads(chromium.stop_tracing()))
            by_clock += clock
            by_cpu += cpu
            page.context.close()
        chromium.close()
    pairs.write(figures(asked.rows, elements, by_clock, by_cpu), asked.json, packages=("playwright",))


if __name__ == "__main__":
    main()
