"""The Python packages: a virtual environment filled from hashed locks, and left alone while the locks are the same."""

import fcntl
import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch import learning
from launch.home import PYTHON, ROOT, VENV
from launch.tools import hear
from launch.words import Failure, explained, timed

RUNTIME = ROOT / "requirements.lock"
TEST = ROOT / "requirements-test.lock"
NODE = ROOT / "infra" / "launch" / "node.lock"
INSTALLER = ROOT / "infra" / "launch" / "installer.lock"
MARK = VENV / "installed.json"
ROOM = 3 * 1024**3  # bytes that a first installation may need, its download cache included


def digest(*paths: Path) -> str:
    """SHA-256 over the contents of files, as hex."""
    seen = hashlib.sha256()
    for path in paths:
        seen.update(path.read_bytes())
    return seen.hexdigest()


def install(lock: Path) -> None:
    """Bring the virtual environment to the state of a lock. Raises Failure with what to do.

    ``requirements-test.lock`` contains all of ``requirements.lock``, so it fulfils both.
    """
    with _alone():
        installed = _installed()
        wanted = _covered(lock)
        if PYTHON.exists() and wanted.items() <= installed.items():
            return
        with timed("packages", f"installing from {lock.name}", "installed"):
            if hear([str(PYTHON), "-m", "pip", "--version"])[0]:
                _make_environment()
                installed = {}
            _install(lock)
            if lock in {RUNTIME, TEST}:
                learning.install_torch()
        MARK.write_text(json.dumps({**installed, **wanted}))


def _covered(lock: Path) -> dict[str, str]:
    covered = {RUNTIME: (RUNTIME, learning.CPU), TEST: (RUNTIME, learning.CPU, TEST)}.get(lock, (lock,))
    return {path.name: digest(path) for path in covered}


def _installed() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(MARK.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found


@contextmanager
def _alone() -> Iterator[None]:
    """Let one command at a time change the environment; a second one waits here and then finds it done."""
    with (ROOT / ".venv.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _make_environment() -> None:
    if shutil.disk_usage(ROOT).free < ROOM:
        raise Failure(f"Too little room: the packages need about 3 GB below {ROOT}. Free some and run this again.")
    status, said = hear([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if status:
        raise Failure(
            "The virtual environment could not be made. On Debian and Ubuntu install it with "
            "`apt-get install python3-venv` and run this again.",
            said,
        )


def _install(lock: Path) -> None:
    # uv is several times faster; pip is asked when uv has no build for this machine or cannot reach what pip can
    # (pip knows the mirrors and certificates configured on this machine).
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "1",
        "--require-hashes",
    ]
    only = ["--only-binary", ":all:"]
    status, said = hear([*pip, *only, "--no-deps", "-r", str(INSTALLER)])
    if status == 0:
        command = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--require-hashes", "--python", str(PYTHON)]
        status, said = hear([*command, "--no-deps", "-r", str(lock)])
    if status:
        status, said_by_pip = hear([*pip, "--no-deps", "-r", str(lock)])
        if status:
            raise explained("The Python packages", said + said_by_pip)
