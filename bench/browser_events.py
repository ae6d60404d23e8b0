"""Progress events to a real Chromium: 50 sockets in one page, 20 events a second for 15 s, p95 of their age on arrival.

Events go the product's way: realtime.publish in another process, Valkey, the relay of the web process, the socket.
Wanted: p95 at most 100 ms and not one lost. Chromium, the studio and the sender share this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import time

import own_studio
import pairs
from playwright.sync_api import Page, sync_playwright

SOCKETS, A_SECOND, SECONDS = 50, 20, 15
OPEN = """async ({url, sockets}) => {
  window.ages = []; window.counts = [];
  await Promise.all(Array.from({length: sockets}, (_, number) => new Promise((resolve, reject) => {
    window.counts.push(0);
    const socket = new WebSocket(url);
    socket.onerror = reject;
    socket.onmessage = ({data}) => {
      const event = JSON.parse(data);
      if (event.type === "ready") return resolve();
      window.ages.push(performance.timeOrigin + performance.now() - event.at);
      window.counts[number]++;
    };
  })));
}"""


def publish(url: str, channel: str) -> int:
    """Send the events in an even stream; answers how many."""
    from studio.realtime.publish import Sender

    sender, begin = Sender(url), time.monotonic()
    for number in range(A_SECOND * SECONDS):
        time.sleep(max(0.0, begin + number / A_SECOND - time.monotonic()))
        event = {"type": "run.progressed", "seq": number, "at": time.time() * 1000, "stages": "x" * 600}
        sender.put(channel, json.dumps(event))
    sender.end()
    return A_SECOND * SECONDS


def measured(page: Page, here: own_studio.Here) -> tuple[list[float], int]:
    """Ages in ms, and how many of all that should have come did not."""
    studio = here.studio
    page.evaluate(OPEN, {"url": studio.url.replace("http", "ws") + "/ws/", "sockets": SOCKETS})
    sent = publish(studio.valkey.url, f"studio.workspace.{here.workspace}")
    page.wait_for_function("() => true", timeout=1000)
    time.sleep(1)
    counts = page.evaluate("window.counts")
    return page.evaluate("window.ages"), sent * SOCKETS - sum(counts)


def rounds(asked: argparse.Namespace) -> tuple[list[float], int]:
    """So many rounds, a fresh page each; p95 of every round, and all that were lost."""
    p95s, lost = [], 0
    with own_studio.running() as here, sync_playwright() as driver:
        path = os.environ.get("STUDIO_CHROMIUM", "/usr/bin/chromium")
        chromium = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for number in range(asked.pairs):
            context = chromium.new_context(bypass_csp=True)
            name, value = here.cookie.split("=", 1)
            context.add_cookies([{"name": name, "value": value, "url": here.studio.url}])
            page = context.new_page()
            page.goto(f"{here.studio.url}/healthz")
            ages, missing = measured(page, here)
            p95s.append(pairs.quantile(ages, 0.95))
            lost += missing
            print(f"  round {number + 1}: p50 {pairs.quantile(ages, 0.5):.0f}, p95 {p95s[-1]:.0f} ms, lost {missing}")
            context.close()
        chromium.close()
    return p95s, lost


def main() -> None:
    """Median of the rounds' p95."""
    asked = pairs.arguments(__doc__).parse_args()
    p95s, lost = rounds(asked)
    notes = f"{lost} of {asked.pairs * SOCKETS * A_SECOND * SECONDS} events lost; slowest round {max(p95s):.0f} ms."
    record = pairs.alone("event to Chromium, p95", pairs.quantile(p95s, 0.5), unit="ms", wanted=100, notes=notes)
    pairs.write([record], asked.json, packages=("playwright", "uvicorn", "websockets", "redis"))
    if lost:
        raise SystemExit("Events were lost.")


if __name__ == "__main__":
    main()
