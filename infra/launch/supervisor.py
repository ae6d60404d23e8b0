"""Programs started, watched, started again when they die, and ended together."""

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from launch.home import ROOT, Home, last_lines
from launch.words import DISK_FULL, NO_SPACE, Failure, say

HERE = Path(__file__).parent
BEGIN = HERE / "begin.py"
WATCHDOG = HERE / "watchdog.py"
PATIENCE = 6.0  # seconds between asking a program to end and ending it
BROKER_PATIENCE = 2.0
STEADY = 30.0  # seconds after which an earlier death no longer counts
BRIEF = 5.0  # seconds: whoever dies sooner has something to say about it in its log
LONGEST_PAUSE = 15.0
TICK = 0.2
LEAST_ROOM = 1024 * 1024  # bytes


@dataclass
class Program:
    """One process and its history. ``once`` programs end by themselves; the others are started again."""

    name: str
    command: list[str]
    once: bool = False
    visible: bool = False
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    again_at: float | None = field(default=None)

    @property
    def alive(self) -> bool:
        """Whether it runs now."""
        return self.process is not None and self.process.poll() is None

    def pause(self) -> float:
        """Seconds to wait before the next start: 0.2 after the first death, doubling while it keeps dying."""
        return float(min(LONGEST_PAUSE, 0.2 * 2 ** (self.deaths - 1)))


class Stopped(Exception):
    """Somebody asked the studio to end: Ctrl-C, SIGTERM or a closed terminal."""


class Supervisor:
    """Owns every child of ``./studio up``.

    Single-threaded, because the kernel sends a child's death signal when the thread that started it ends.
    """

    def __init__(self, home: Home, environment: dict[str, str]) -> None:
        self.home = home
        self.environment = environment
        self.programs: list[Program] = []
        self.asked = 0
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._wake, write = os.pipe()
        for end in (self._wake, write):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)
        if sys.platform != "linux":
            # Unbuffered, so that no pid waits in a buffer at the moment it is needed.
            self._watchdog = subprocess.Popen(
                [sys.executable, str(WATCHDOG)], stdin=subprocess.PIPE, start_new_session=True, bufsize=0
            )

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked += 1

    def start(self, program: Program) -> None:
        """Start a program in a session of its own, so that Ctrl-C in the terminal reaches the supervisor alone."""
        log = self.home.log(program.name).open("ab")
        with log:
            program.process = subprocess.Popen(
                [sys.executable, "-S", str(BEGIN), str(os.getpid()), *program.command],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=None if program.visible else log,
                stderr=log,
                start_new_session=True,
            )
        program.started, program.again_at = time.monotonic(), None
        self._tell_watchdog(f"+{program.process.pid}\n")
        if program not in self.programs:
            self.programs.append(program)
        self._note()

    def finish(self, program: Program) -> int:
        """Run a ``once`` program to its end while the others are watched. Returns its exit status."""
        self.start(program)
        self.watch(lambda: not program.alive)
        self.programs.remove(program)
        assert program.process is not None
        return program.process.returncode

    def watch(
        self, until: Callable[[], bool] = lambda: False, fatal: bool = False, limit: float = float("inf")
    ) -> bool:
        """Keep the programs running until a condition holds, or ``limit`` seconds are over (then False).

        With ``fatal`` a death is a Failure with the last lines of the log instead of a new start. Raises Stopped.
        """
        end = time.monotonic() + limit
        while not until():
            if self.asked:
                raise Stopped
            for program in self.programs:
                self._revive(program, fatal)
            if time.monotonic() > end:
                return False
            self._rest(TICK)
        return True

    def _revive(self, program: Program, fatal: bool) -> None:
        if program.once or program.process is None or program.alive:
            return
        if fatal:
            raise self.death(program)
        now = time.monotonic()
        if program.again_at is None:
            program.deaths = 1 if now - program.started > STEADY else program.deaths + 1
            program.again_at = now + program.pause()
            self._tell_watchdog(f"-{program.process.pid}\n")
            if now - program.started < BRIEF:
                print(last_lines(self.home.logs / f"{program.name}.log", 5), file=sys.stderr)
            say(program.name, f"{_how(program.process.returncode)}; starting it again in {program.pause():.1f} s")
        elif now >= program.again_at:
            self.start(program)

    def death(self, program: Program) -> Failure:
        """The Failure for a program that ended while starting."""
        log = self.home.logs / f"{program.name}.log"
        said = last_lines(log)
        # A log on a full disk may lack the line that says so.
        if NO_SPACE.search(said) or shutil.disk_usage(self.home.folder).free < LEAST_ROOM:
            return Failure(DISK_FULL, said)
        status = program.process.poll() if program.process else None
        return Failure(
            f"{program.name} {_how(status)} while starting. Its last lines are above, the whole log is {log}.", said
        )

    def stop(self) -> None:
        """End everything: web and workers first, the broker after them. Asks each leader once, then insists."""
        broker = [program for program in self.programs if program.name == "valkey"]
        self._end([program for program in self.programs if program not in broker], PATIENCE)
        self._end(broker, BROKER_PATIENCE)
        if self._watchdog and self._watchdog.stdin:
            self._watchdog.stdin.close()
            self._watchdog.wait()

    def _end(self, programs: Iterable[Program], patience: float) -> None:
        alive = [program for program in programs if program.alive]
        asked = self.asked
        for program in alive:
            # To the leader only: a worker that gets a second SIGTERM drops its work (dramatiq's cli.py).
            program.process.terminate()  # type: ignore[union-attr]
        until = time.monotonic() + patience
        while any(program.alive for program in alive) and time.monotonic() < until and self.asked == asked:
            self._rest(TICK)
        for program in alive:
            assert program.process is not None
            if program.alive:
                program.process.kill()
            program.process.wait()
            self._tell_watchdog(f"-{program.process.pid}\n")

    def _rest(self, seconds: float) -> None:
        """Wait for a signal (a child that died, Ctrl-C) or for the time to pass."""
        if select.select([self._wake], [], [], seconds)[0]:
            os.read(self._wake, 4096)

    def _tell_watchdog(self, line: str) -> None:
        if self._watchdog and self._watchdog.stdin:
            self._watchdog.stdin.write(line.encode())

    def _note(self) -> None:
        """Write who runs into the state, for `./studio status` and for the tests that kill them."""
        pids = {program.name: program.process.pid for program in self.programs if program.process and not program.once}
        self.home.note(**{**self.home.state(), "pid": os.getpid(), "programs": pids})


def _how(status: int | None) -> str:
    if status is None:
        return "did not answer"
    if status < 0:
        return f"was ended by {signal.Signals(-status).name}"
    return f"ended with status {status}"
