"""./studio as a person types it, for the tests that start, hurt and ask it."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from servers import wait_until

ROOT = Path(__file__).resolve().parents[1]
TO_START = 120.0
TO_END = 10.0
# What the tests' own conftest put into the environment must not reach a studio started as a person starts it.
OURS = {"STUDIO_DATA", "REDIS_URL", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONPATH"}
PERSON = {name: value for name, value in os.environ.items() if name not in OURS}


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, str(ROOT / "studio"), *map(str, arguments)]


def ask(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env={**PERSON, **variables}, capture_output=True, text=True, timeout=TO_START, check=False
    )


@dataclass
class Studio:
    """One `./studio up` and everything it started."""

    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def state(self) -> dict[str, Any]:
        path = self.folder / "studio.json"
        return json.loads(path.read_text()) if path.exists() else {}

    @property
    def said(self) -> str:
        return (self.folder / "up.log").read_text()

    def pid(self, program: str) -> int:
        return int(self.state["programs"][program])

    def healthy(self) -> bool:
        wire = http.client.HTTPConnection(self.state["url"].removeprefix("http://"), timeout=2)
        try:
            wire.request("GET", "/healthz")
            return wire.getresponse().status == 200
        except OSError:
            return False
        finally:
            wire.close()

    def family(self) -> list[psutil.Process]:
        """Every process below the supervisor, engine children included."""
        return psutil.Process(self.process.pid).children(recursive=True)


def start(folder: Path, *arguments: str) -> Studio:
    folder.mkdir(exist_ok=True)
    with (folder / "up.log").open("wb") as log:
        up = command("up", "--data", folder, "--port", "0", "--no-browser", "--no-sample", *arguments)
        process = subprocess.Popen(up, env=PERSON, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    studio = Studio(folder, process)

    def ready_or_dead() -> bool:
        return bool(studio.state.get("ready")) or process.poll() is not None

    wait_until(ready_or_dead, TO_START, "the studio is ready")
    assert process.poll() is None, studio.said
    return studio


def end(studio: Studio) -> None:
    if studio.process.poll() is None:
        studio.process.terminate()
        studio.process.wait(TO_START)
