"""The worker's end of its engine child: starts it, feeds it, listens, and ends it when it must."""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from imaging.progress import Ask
from studio.runs.child.messages import (
    Asked,
    Began,
    Done,
    Failed,
    Glimpsed,
    Heard,
    Perform,
    Showed,
    Shrink,
    Stop,
    Told,
)

log = logging.getLogger(__name__)

POLL = 0.05
PATIENCE = 0.7
"""Seconds an engine gets to notice a stop before its process is killed."""

News = Heard | Glimpsed | Told | Showed
"""What a child says of a picture before it is made."""

SAID: Mapping[str, type[Done | Failed | Began | News]] = {
    "done": Done,
    "failed": Failed,
    "began": Began,
    "heard": Heard,
    "glimpsed": Glimpsed,
    "told": Told,
    "showed": Showed,
}


def nobody(_news: News) -> None:
    """For whoever wants no news."""


def nothing() -> Collection[Ask]:
    """For whoever asks for nothing."""
    return ()


@dataclass(frozen=True)
class Crashed:
    """The child died, or was killed because it said nothing for too long."""

    reason: str


@dataclass(frozen=True)
class Stopped:
    """The child was told to stop, and did or was killed."""


STARTING = 60.0
"""Seconds that a new process may take, beside those for silence, until it says its first word."""

Outcome = Done | Failed | Crashed | Stopped


@dataclass
class Child:
    """One engine process. It starts when it is told to or first needed, again after a crash, and stays warm."""

    module: str
    memory_mb: int
    stall_seconds: float
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    _process: subprocess.Popen[bytes] | None = None
    _socket: socket.socket | None = None
    _rest: bytes = b""
    _busy: bool = False
    _has_started: bool = False

    def begin(self, order: Perform | Shrink) -> None:
        """Have something done with one picture; ``outcome`` says what came of it, also that the process died."""
        self.quiet()
        self.start()
        self._busy = True
        # When it has closed its connection, reading from it will say so.
        with suppress(OSError):
            self._send(order.model_dump_json())

    def outcome(
        self,
        *,
        heard: Callable[[News], None] = nobody,
        stop: Callable[[], bool],
        asked: Callable[[], Collection[Ask]] = nothing,
        patience: float = PATIENCE,
    ) -> Outcome:
        """Wait for what was begun. Returns within about ``patience`` seconds once ``stop()`` is true."""
        try:
            return self._listen(heard, stop, asked, patience)
        except OSError:
            return self._crashed("it closed its connection")
        finally:
            self._busy = False

    def quiet(self) -> None:
        """Stop what was begun and is not wanted any more."""
        if self._busy:
            self.outcome(stop=lambda: True)

    @property
    def pid(self) -> int | None:
        """Process id while it lives."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def kill(self) -> None:
        """End it at once; nothing of a picture is lost but the seconds spent on it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._socket is not None:
            self._socket.close()
        self._process, self._socket, self._rest, self._has_started = None, None, b"", False

    def start(self) -> None:
        """Make sure that it runs; it lives no longer than the thread that started it."""
        if self._process is not None and self._process.poll() is None:
            return
        self.kill()
        ours, theirs = socket.socketpair()
        self._process = subprocess.Popen(  # noqa: S603 (our own module, no shell)
            [sys.executable, "-m", self.module, str(theirs.fileno()), str(os.getpid()), str(self.memory_mb)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            env=dict(self.environment),
            # A Ctrl-C in the terminal is the worker's to hear.
            start_new_session=True,
        )
        theirs.close()
        self._socket = ours

    def _send(self, line: str) -> None:
        if self._socket is not None:
            self._socket.sendall(line.encode() + b"\n")

    def _listen(
        self,
        heard: Callable[[News], None],
        stop: Callable[[], bool],
        asked: Callable[[], Collection[Ask]],
        patience: float,
    ) -> Outcome:
        last_word = time.monotonic()
        told: float | None = None
        while True:
            line = self._line()
            now = time.monotonic()
            if line is not None:
                last_word, self._has_started = now, True
                answer = self._read(line)
                if isinstance(answer, Done | Failed):
                    return Stopped() if told and isinstance(answer, Failed) else answer
                if told is None and not isinstance(answer, Began):
                    heard(answer)
            if told is None and stop():
                told = now
                self._send(Stop().model_dump_json())
            for what in asked():
                self._send(Asked(what=what).model_dump_json())
            if told is not None and now - told > patience:
                self.kill()
                return Stopped()
            if now - last_word > self.stall_seconds + (0 if self._has_started else STARTING):
                return self._crashed(f"it said nothing for {now - last_word:.0f} s")
            if line is None and self._process is not None and self._process.poll() is not None:
                return self._crashed("it died")

    def _line(self) -> bytes | None:
        """The next line, or None when there was none for a moment. Raises OSError at the end of the stream."""
        if b"\n" not in self._rest and self._socket is not None:
            if not select.select([self._socket], [], [], POLL)[0]:
                return None
            chunk = self._socket.recv(65536)
            if not chunk:
                raise ConnectionResetError
            self._rest += chunk
        line, mark, rest = self._rest.partition(b"\n")
        if not mark:
            return None
        self._rest = rest
        return line

    def _read(self, line: bytes) -> Done | Failed | Began | News:
        said: dict[str, Any] = json.loads(line)
        return SAID[said["say"]].model_validate(said)

    def _crashed(self, reason: str) -> Crashed:
        code = None
        if self._process is not None:
            try:
                code = self._process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                code = None
        self.kill()
        how = f"{reason} (signal {signal.Signals(-code).name})" if code is not None and code < 0 else reason
        log.warning("The engine child is gone: %s.", how)
        return Crashed(how)
