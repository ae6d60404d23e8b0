"""How soon the dashboard shows something, and how long going from page to page takes, in headless Chromium.

First contentful paint by the browser's own PerformanceObserver: cold in a new context with an empty cache, warm loaded
again. A route change runs from the click on the link to the frame after which heading and pictures of the new page are
painted; its first visit fetches the page's rows and perhaps its code, the second has both. No throttling; the studio,
with a worker at rest, and Chromium share this machine. No peer: wanted are 1 s, and 150 ms, which still feels at once.
"""

from __future__ import annotations

import argparse
import io
import os
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import own_studio
import pairs
from playwright.sync_api import Browser, Page, sync_playwright

SOURCES, TARGETS = 2, 20
"""Photos of the model; its swap has the product of pictures."""
FIRST_PAINT_MS, CHANGE_MS = 1000, 150
PAINT = """() => new Promise((done) => new PerformanceObserver((list, self) => {
  const [paint] = list.getEntriesByName("first-contentful-paint");
  if (paint) { self.disconnect(); done(paint.startTime); }
}).observe({type: "paint", buffered: true}))"""
# The event's own time is when the hand pressed; a message posted inside a frame is delivered after it was painted.
ARM = """([heading, data]) => {
  window.change = new Promise((done) => addEventListener("click", (event) => {
    const shown = (query) => [...document.querySelectorAll(query)].some((one) => one.getClientRects().length);
    const look = () => requestAnimationFrame(() => {
      const title = document.querySelector("h1");
      if (!title || !title.textContent.includes(heading) || !shown(data)) return look();
      const painted = new MessageChannel();
      painted.port1.onmessage = () => done(performance.now() - event.timeStamp);
      painted.port2.postMessage("");
    });
    look();
  }, {capture: true, once: true}));
}"""


@dataclass(frozen=True)
class Change:
    """One click: where it leads, the link's selector, and what is there when it is done."""

    to: str
    link: str
    heading: str
    shown: str


def jpeg(number: int) -> io.BytesIO:
    """A photo like no other: a sample of ours, cut a little differently each time."""
    from PIL import Image

    kept = io.BytesIO()
    with Image.open(pairs.SAMPLE / "target-1.jpg") as photo:
        photo.crop((number, number, photo.width - number, photo.height - number)).save(kept, "JPEG", quality=88)
    kept.seek(0)
    return kept


def furnished(here: own_studio.Here) -> list[Change]:
    """Give the studio a model with photos and a finished swap; answers a walk through the main pages."""
    client = here.client.synthetic()
    photos: dict[str, list[str]] = {"source": [], "target": []}
    for number in range(SOURCES + TARGETS):
        role = "source" if number < SOURCES else "target"
        path = f"/api/subjects/{client.subject}/{role}-photos/"
        answer = client.call("POST", path, files={"file": (f"{number}.jpg", jpeg(number), "image/jpeg")})
        assert answer.status_code in (200, 201), answer.text
        photos[role].append(str(answer.json()["id"]))
    for role, ids in photos.items():
        for photo in ids:
            client.settled_photo(role, photo, 180)
    run = client.swap(photos["source"], photos["target"])
    client.wait_for(run, seconds=300)
    subject = next(each for each in client.get("/api/overview/")["subjects"] if each["id"] == client.subject)
    return walk(subject["slug"], subject["name"], run)


def walk(slug: str, name: str, run: str) -> list[Change]:
    """Every main page, each from a page that links to it; ends where it began."""
    home = "header a.logo"
    return [
        Change("model", f"main a[href='/models/{slug}']", name, "main [data-role=target] [data-at] img"),
        Change("results", f"header a[href='/models/{slug}/swaps']", "Swaps", "main [data-at] img"),
        Change("new swap", f"main a[href='/models/{slug}/swaps/new']", "New swap", "main .pickmark"),
        Change("home", home, "Models", "main a.model img"),
        Change("runs", "header a[href='/runs']", "Runs", f"main a[href='/runs/{run}']"),
        Change("contact sheet", f"main a[href='/runs/{run}']", "Swap 1", "main a[href*='/pictures/'] img"),
        Change("viewer", f"main a[href='/runs/{run}/pictures/1']", "target 1", "main img"),
        Change("home from viewer", home, "Models", "main a.model img"),
        Change("credits", "header a[href='/credits']", "Credits", "main table"),
        Change("settings", "header a[href='/settings']", "", "main .setting"),
        Change("home again", home, "Models", "main a.model img"),
    ]  # fmt: skip


def opened(chromium: Browser, here: own_studio.Here) -> Page:
    """A page of a new context, its cache empty, signed in."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    name, value = here.cookie.split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": here.studio.url}])
    return context.new_page()


def paints(chromium: Browser, here: own_studio.Here, path: str) -> tuple[float, float]:
    """First contentful paint of a page, cold and warm, in ms."""
    page = opened(chromium, here)
    page.goto(here.studio.url + path)
    cold = float(page.evaluate(PAINT))
    page.wait_for_load_state("networkidle")
    page.goto(here.studio.url + path)
    warm = float(page.evaluate(PAINT))
    page.context.close()
    return cold, warm


def changes(chromium: Browser, here: own_studio.Here, way: list[Change]) -> list[dict[str, float]]:
    """Walk the way twice in one context; ms of every change, the first visits and the second ones."""
    page = opened(chromium, here)
    page.goto(here.studio.url)
    page.locator("main a.model img").first.wait_for()
    page.wait_for_load_state("networkidle")
    took: list[dict[str, float]] = []
    for _ in range(2):
        took.append({})
        for change in way:
            page.evaluate(ARM, [change.heading, change.shown])
            page.locator(change.link).first.click()
            took[-1][change.to] = float(page.evaluate("window.change"))
            page.wait_for_load_state("networkidle")
    page.context.close()
    return took


def record(row: str, wanted: float, by_page: dict[str, list[float]]) -> pairs.Record:
    """p95 of all as the figure; p50 and the slowest page in the remarks."""
    every = [each for took in by_page.values() for each in took]
    slowest = max(by_page, key=lambda name: pairs.quantile(by_page[name], 0.5))
    middle = pairs.quantile(by_page[slowest], 0.5)
    notes = f"p50 {pairs.quantile(every, 0.5):.0f} ms of {len(every)}; slowest page {slowest}, p50 {middle:.0f} ms."
    return pairs.alone(row, pairs.quantile(every, 0.95), unit="ms", wanted=wanted, notes=notes)


def rounds(asked: argparse.Namespace, chromium: Browser) -> list[pairs.Record]:
    """So many rounds of everything, each in new contexts."""
    cold, warm, first, again = (defaultdict[str, list[float]](list) for _ in range(4))
    with own_studio.running(workers=1) as here:
        way = furnished(here)
        pages = {"home": "/", "model": f"/models/{way[0].link.split('/models/')[1].rstrip(chr(39) + ']')}"}
        for number in range(asked.pairs):
            for name, path in pages.items():
                for kept, took in zip((cold, warm), paints(chromium, here, path), strict=True):
                    kept[name].append(took)
            for kept, walked in zip((first, again), changes(chromium, here, way), strict=True):
                for name, took in walked.items():
                    kept[name].append(took)
            print(
                f"  round {number + 1}: paint {said(cold)} cold, {said(warm)} warm; change {said(again)} ms", flush=True
            )
    return [
        record("first contentful paint, cold, p95", FIRST_PAINT_MS, cold),
        record("first contentful paint, warm, p95", FIRST_PAINT_MS, warm),
        record("route change, first visit, p95", CHANGE_MS, first),
        record("route change, again, p95", CHANGE_MS, again),
    ]


def said(by_page: dict[str, Any]) -> str:
    """The last round's figures."""
    return "/".join(f"{took[-1]:.0f}" for took in by_page.values())


def main() -> None:
    """Measure and write down."""
    asked = pairs.arguments(__doc__).parse_args()
    with sync_playwright() as driver:
        path = os.environ.get("STUDIO_CHROMIUM", "/usr/bin/chromium")
        chromium = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        records = rounds(asked, chromium)
        chromium.close()
    pairs.write(records, asked.json, packages=("playwright", "uvicorn"))


if __name__ == "__main__":
    main()
