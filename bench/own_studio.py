"""A studio of real processes for a measurement, with somebody signed in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pairs  # noqa: F401 (finds the studio)
import requests

from faults.studio import Client, Studio

PASSWORD = "a-long-password"  # the one that the tests' `newcomer` gives


@dataclass
class Here:
    """A running studio and the one who uses it."""

    studio: Studio
    client: Client
    cookie: str
    workspace: str


@contextmanager
def running(*, workers: int = 0, **variables: str) -> Iterator[Here]:
    """Web, Valkey and so many workers, all on this machine, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="studio-bench-") as folder:
        # A finished picture and its rows take a moment on a busy machine: nobody may be given up meanwhile.
        made = Studio(Path(folder), {"STUDIO_STALL_SECONDS": "180", **variables})
        try:
            made.up(workers=workers)
            client = made.newcomer(credits=1_000_000)
            email = client.get("/api/me/")["user"]["email"]
            yield Here(made, client, _cookie(made.url, email), _workspace(made))
        finally:
            made.down()


def _cookie(url: str, email: str) -> str:
    browser = requests.Session()
    browser.get(f"{url}/_allauth/browser/v1/config", timeout=30)
    answer = browser.post(
        f"{url}/_allauth/browser/v1/auth/login",
        json={"email": email, "password": PASSWORD},
        headers={"X-CSRFToken": browser.cookies.get("csrftoken", ""), "Referer": url},
        timeout=30,
    )
    answer.raise_for_status()
    return f"sessionid={browser.cookies['sessionid']}"


def _workspace(studio: Studio) -> str:
    return str(studio.row("select id from accounts_workspace order by rowid desc limit 1"))
