"""The folder of one studio: its database, pictures, logs and secrets, and who is using it."""

import fcntl
import json
import os
import secrets
import time
from pathlib import Path
from typing import Any

from launch.words import Failure

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LONGEST_LOG = 10 * 1024 * 1024  # bytes


class Home:
    """Paths below ``--data DIR``. Only ``claim`` and ``make`` write anything."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.logs = self.folder / "logs"
        self.valkey = self.folder / "valkey"
        self.sampled = self.folder / "sample-shown"
        self._state = self.folder / "studio.json"
        self._claim = self.folder / "studio.lock"
        self._held: int | None = None

    def make(self) -> None:
        """Create the folders, closed to other users."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (self.logs, self.valkey):
            folder.mkdir(exist_ok=True, mode=0o700)

    def claim(self) -> None:
        """Hold this folder for as long as this process lives. Raises Failure when another studio holds it."""
        held = os.open(self._claim, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            where = self.state().get("url", "an address it has not chosen yet")
            raise Failure(
                f"A studio is already running on {self.folder}, at {where}. Use that one, stop it with "
                "`./studio stop`, or start another with `--data DIR`."
            ) from None
        self._held = held

    def running(self) -> bool:
        """Whether a live studio holds this folder. A killed one does not: the kernel lets go of its lock."""
        if not self._claim.exists():
            return False
        held = os.open(self._claim, os.O_RDWR)
        try:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(held)
        return False

    def state(self) -> dict[str, Any]:
        """What the running studio wrote about itself: pid, url, ready, programs. Empty when there is none."""
        try:
            found: dict[str, Any] = json.loads(self._state.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return found

    def note(self, **facts: object) -> None:
        """Replace the state as a whole, so that a reader never sees half of it."""
        fresh = self._state.with_suffix(".new")
        fresh.write_text(json.dumps(facts))
        fresh.chmod(0o600)
        fresh.replace(self._state)

    def forget(self) -> None:
        """Remove the state of a studio that has ended."""
        self._state.unlink(missing_ok=True)

    def secret(self, name: str) -> str:
        """Read a secret of this folder, making it on the first call (mode 0600, 64 random bytes as text)."""
        path = self.folder / f"{name}.secret"
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as fresh:
                fresh.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass
        return path.read_text()

    def log(self, name: str) -> Path:
        """The log file of one program; a long one is put aside first."""
        path = self.logs / f"{name}.log"
        if path.exists() and path.stat().st_size > LONGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        return path

    def environment(self, **variables: str) -> dict[str, str]:
        """The environment of every program: the caller's, the lines of .env below it, and what this folder decides."""
        chosen = {**env_file(ROOT / ".env"), **os.environ}
        chosen.setdefault("STUDIO_SECRET_KEY", self.secret("signing"))
        chosen.update(
            variables,
            STUDIO_DATA=str(self.folder),
            STUDIO_DEMO="1",
            DJANGO_SETTINGS_MODULE="config.settings",
            PYTHONPATH=str(ROOT / "backend"),
            PYTHONUNBUFFERED="1",
        )
        return chosen


def env_file(path: Path) -> dict[str, str]:
    """Read NAME=VALUE lines; a missing file has none."""
    if not path.exists():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, value in pairs}


def last_lines(path: Path, count: int = 20) -> str:
    """The end of a log, for a person."""
    if not path.exists():
        return ""
    return "\n".join(path.read_text(errors="replace").splitlines()[-count:])


def wait_until_free(home: Home, limit: float) -> bool:
    """Wait up to ``limit`` seconds for the studio of this folder to end."""
    until = time.monotonic() + limit
    while home.running():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True
