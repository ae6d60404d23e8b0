"""Takes a picture of every page of a running studio, at 390 and 1440 px, light and dark, for people who design."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-background-networking"]
SIZES = {"390": (390, 844), "1440": (1440, 900)}
SCHEMES = ("light", "dark")


def sign_in(page: Page, base: str) -> None:
    """Sign in with the demo login of this machine."""
    page.goto(f"{base}/sign-in")
    page.get_by_role("button", name="Use the demo login").click()
    page.get_by_role("heading", name="Models", exact=True).wait_for()


def addresses(page: Page, base: str) -> dict[str, str]:
    """Name and path of every page worth a look, for what is in this studio."""
    overview: dict[str, Any] = page.request.get(f"{base}/api/overview/").json()
    runs: dict[str, Any] = page.request.get(f"{base}/api/runs/?kind=swap&status=succeeded").json()
    found = {
        "home": "/",
        "new-model": "/models/new",
        "runs": "/runs",
        "credits": "/credits",
        "notifications": "/settings/notifications",
        "profile": "/settings/profile",
        "workspace": "/settings/workspace",
        "members": "/settings/members",
        "keys": "/settings/keys",
        "reset": "/reset",
        "invite": "/invite/no-such-link",
        "not-found": "/nowhere",
    }
    if overview["subjects"]:
        slug = overview["subjects"][0]["slug"]
        found |= {"model": f"/models/{slug}", "swaps": f"/models/{slug}/swaps", "new-swap": f"/models/{slug}/swaps/new"}
        found["consent"] = f"/models/{slug}/consent"
        found["model-settings"] = f"/models/{slug}/settings"
        subject = overview["subjects"][0]["id"]
        desk: dict[str, Any] = page.request.get(f"{base}/api/subjects/{subject}/source-photos/desk/").json()
        if desk["order"]:
            found["photo"] = f"/models/{slug}/photos/{desk['order'][0]}"
        found["hand-off"] = hand_off(page, base, subject)
    if runs["results"]:
        run = runs["results"][0]["id"]
        found |= {"run": f"/runs/{run}", "result": f"/runs/{run}/pictures/1"}
        found["receipt"] = f"/credits/receipts/{run}"
    return found


def hand_off(page: Page, base: str, subject: str) -> str:
    """The page a phone opens, for targets: it asks for more."""
    token = next(cookie["value"] for cookie in page.context.cookies(base) if cookie["name"] == "csrftoken")
    headers = {"X-CSRFToken": token, "Referer": base}
    asked = {"subject": subject, "to": "target-photos"}
    made: dict[str, Any] = page.request.post(f"{base}/api/hand-offs/", data=asked, headers=headers).json()
    return f"/hand-off/{made['token']}"


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
            if not only or "sign-in" in only:
                page.goto(f"{base}/sign-in")
                page.get_by_role("heading").first.wait_for()
                page.screenshot(path=folder / f"sign-in-{size}-{scheme}.png")
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
