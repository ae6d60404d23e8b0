"""Takes a picture of every page of a running studio, at 390, 1440 and 2560 px, light and dark, to look at."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-background-networking"]
SIZES = {"390": (390, 844), "1440": (1440, 900), "2560": (2560, 1440)}
SCHEMES = ("light", "dark")


def sign_in(page: Page, base: str) -> None:
    """Sign in with the demo login of this machine."""
    page.goto(f"{base}/sign-in")
    page.get_by_role("button", name="Use the demo login").click()
    page.get_by_role("heading", name="Models", exact=True).wait_for()


PAGES = {
    "home": "/",
    "new-model": "/models/new",
    "model": "/models/:slug",
    "photo": "/models/:slug/photos/:id",
    "model-settings": "/models/:slug/settings",
    "consent": "/models/:slug/consent",
    "swaps": "/models/:slug/swaps",
    "new-swap": "/models/:slug/swaps/new",
    "datasets": "/models/:slug/datasets",
    "dataset": "/models/:slug/datasets/:id",
    "training": "/models/:slug/training",
    "new-training": "/models/:slug/training/new",
    "version": "/models/:slug/versions/:n",
    "compare-version": "/models/:slug/versions/:n/compare",
    "pictures": "/models/:slug/pictures",
    "generation": "/models/:slug/pictures/:id",
    "runs": "/runs",
    "run": "/runs/:id",
    "result": "/runs/:id/pictures/:n",
    "credits": "/credits",
    "receipt": "/credits/receipts/:run",
    "settings": "/settings",
    "profile": "/settings/profile",
    "workspace": "/settings/workspace",
    "members": "/settings/members",
    "keys": "/settings/keys",
    "notifications": "/settings/notifications",
    "keyboard": "/settings/keyboard",
    "operator": "/settings/operator",
    "components": "/components",
    "sign-in": "/sign-in",
    "sign-up": "/sign-up",
    "reset": "/reset",
    "choose-password": "/reset/:key",
    "verify-email": "/verify-email/:key",
    "hand-off": "/hand-off/:token",
    "invite": "/invite/:token",
    "not-found": "/*",
}
"""Every route of frontend/src/app/routes.tsx (tests/architecture compares them), by the name of its picture."""


GROWN = "portrait of a man, grey short hair, full beard, sunglasses, black jacket, plain blue background"
"""A drawn person whom the screen hardly ever takes for a young one."""


def addresses(page: Page, base: str) -> dict[str, str]:
    """Name and path of every page, with what is in this studio in place of the names of its routes."""
    overview: dict[str, Any] = page.request.get(f"{base}/api/overview/").json()
    runs: dict[str, Any] = page.request.get(f"{base}/api/runs/?kind=swap&status=succeeded").json()
    subject, run = overview["subjects"][0], runs["results"][0]["id"]
    desk: dict[str, Any] = page.request.get(f"{base}/api/subjects/{subject['id']}/source-photos/desk/").json()
    inside = {
        "slug": subject["slug"],
        "run": run,
        "n": "1",
        "key": "no-such-link",
        "token": "no-such-link",
        "*": "nowhere",
    }
    found = {name: _filled(route, inside | {"id": run}) for name, route in PAGES.items()}
    found["photo"] = _filled(PAGES["photo"], inside | {"id": desk["order"][0]})
    found["dataset"] = _filled(PAGES["dataset"], inside | {"id": dataset(page, base, subject["id"])})
    found["generation"] = _filled(PAGES["generation"], inside | {"id": generation(page, base, subject["id"])})
    found["hand-off"] = hand_off(page, base, subject["id"])
    return found


def _filled(route: str, inside: dict[str, str]) -> str:
    return re.sub(r":(\w+)|(\*)", lambda hole: inside[hole[1] or hole[2]], route)


def _post(page: Page, base: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    token = next(cookie["value"] for cookie in page.context.cookies(base) if cookie["name"] == "csrftoken")
    headers = {"X-CSRFToken": token, "Referer": base}
    answer: dict[str, Any] = page.request.post(f"{base}{path}", data=body, headers=headers).json()
    return answer


def hand_off(page: Page, base: str, subject: str) -> str:
    """The page a phone opens, for targets: it asks for more."""
    made = _post(page, base, "/api/hand-offs/", {"subject": subject, "to": "target-photos"})
    return f"/hand-off/{made['token']}"


def generation(page: Page, base: str, subject: str) -> str:
    """A picture of the model that was made from words; one is made where there is none."""
    listed = f"{base}/api/generations/?subject={subject}&limit=1"
    made: dict[str, Any] = page.request.get(listed).json()
    if not made["results"]:
        wish = {"subject": subject, "prompt": GROWN, "width": 64, "height": 64, "count": 4}
        _post(page, base, "/api/generations/", wish)
    while not made["results"]:  # the timeout of whoever asks ends it
        page.wait_for_timeout(500)
        made = page.request.get(listed).json()
    return str(made["results"][0]["id"])


def dataset(page: Page, base: str, subject: str) -> str:
    """The first dataset of the model; one with all its swap results where there is none."""
    known: dict[str, Any] = page.request.get(f"{base}/api/datasets/?subject={subject}").json()
    if known["results"]:
        return str(known["results"][-1]["id"])
    results: dict[str, Any] = page.request.get(f"{base}/api/swaps/?subject={subject}").json()
    made = _post(page, base, "/api/datasets/", {"subject": subject, "name": "Portraits"})
    wanted = {"results": [result["id"] for result in results["results"]]}
    _post(page, base, f"/api/datasets/{made['id']}/items/", wanted)
    return str(made["id"])


def shoot(browser: Browser, base: str, folder: Path, only: set[str]) -> list[str]:
    """Take the pictures into ``folder``; returns what the browser's console complained about."""
    said: list[str] = []
    for size, (width, height) in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="light" if scheme == "light" else "dark",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.on(
                "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
            )
            page.on("pageerror", lambda error: said.append(str(error)))
            sign_in(page, base)
            for name, path in addresses(page, base).items():
                if only and name not in only:
                    continue
                page.goto(base + path)
                page.locator("h1, h2").first.wait_for()
                page.wait_for_load_state("networkidle")
                page.screenshot(
                    path=folder / f"{name}-{size}-{scheme}.png", full_page=size == "390" and name != "result"
                )
            context.close()
    return said


def main() -> int:
    """Command line: the studio's address and a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", help="address of a running studio on this machine")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    wishes = parser.parse_args()
    wishes.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        said = shoot(browser, wishes.base.rstrip("/"), wishes.folder, set(wishes.only))
        browser.close()
    for line in sorted(set(said)):
        print(line)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
