"""`./studio test`: every check of this repository, one after another, and one line that sums them up."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from launch import counting, dashboard, packages
from launch.counting import Count
from launch.home import PYTHON, ROOT, VENV, Home, last_lines
from launch.tools import hear
from launch.words import Failure, complain, say, timed

BIN = VENV / "bin"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
APT_CHROMIUM = "apt-get install -y --no-install-recommends chromium fonts-dejavu-core"
TYPED = ("backend/imaging", "backend/studio", "backend/config")
E2E = ROOT / "tests" / "e2e"
TO_BE_READY = 300.0  # seconds the studio of the browser tests may take to start and show its sample
TO_END = 15.0


@dataclass
class Report:
    """The counts of all steps so far, in order."""

    scratch: Path
    environment: dict[str, str]
    lines: list[tuple[str, Count, float]] = field(default_factory=list)

    def step(self, name: str, check: Callable[[], Count]) -> None:
        """Run one step and keep its count. A Failure in it is one failed check; the steps after it go on."""
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        try:
            count = check()
        except Failure as failure:
            complain(failure)
            count = Count(failed=1)
        self.lines.append((name, count, time.monotonic() - began))

    def tool(self, name: str, *command: str | Path, **variables: str) -> None:
        """A step that is one command with a yes or no."""
        self.step(name, lambda: counting.of_tool(self.run(*command, **variables)))

    def run(self, *command: str | Path, **variables: str) -> int:
        """Run a command of the test environment in the repository, its output in front of the reader."""
        environment = {**self.environment, **variables}
        return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode

    def close(self) -> int:
        """Print the table and, as the very last line, the sum. Returns the exit status."""
        print("\n== all steps")
        for name, count, seconds in self.lines:
            print(f"  {name:<16}{seconds:7.1f} s   {count}")
        total = sum((count for _, count, _ in self.lines), Count())
        print(f"\n{total}", flush=True)
        return 1 if total.failed else 0


@dataclass(frozen=True)
class Wishes:
    """What the command line asked for: the long tests too; ``only`` the Python tests whose names match."""

    long: bool
    only: str | None


def run_all(wishes: Wishes) -> int:
    """Run every check, or with ``only`` just the Python tests. Returns the exit status."""
    with tempfile.TemporaryDirectory(prefix="studio-test-") as folder:
        report = Report(Path(folder), {**os.environ, "PYTHONPATH": str(ROOT / "backend")})
        report.step("packages", _packages)
        if not report.lines[-1][1].failed:
            report.step("dashboard", _dashboard)
            if wishes.only is None:
                _tools(report)
            cores = ("-n", str(min(4, os.cpu_count() or 1)))
            report.step("pytest", lambda: _pytest(report, "not browser and not faults", wishes, *cores))
            # File by file: the tests of one file share a studio. They mostly wait for others to notice a death.
            report.step("faults", lambda: _pytest(report, "faults and not browser", wishes, *cores, "--dist=loadfile"))
            if wishes.only is None:
                _frontend(report)
            report.step("browser", lambda: _browser(report, wishes))
        return report.close()


def _packages() -> Count:
    packages.install(packages.TEST)
    return Count()


def _dashboard() -> Count:
    dashboard.modules()
    dashboard.build()
    return Count()


def _tools(report: Report) -> None:
    report.tool("ruff check", BIN / "ruff", "check", ".", "studio")
    report.tool("ruff format", BIN / "ruff", "format", "--check", ".", "studio")
    report.tool("mypy", BIN / "mypy", *TYPED)
    report.tool("mypy launch", BIN / "mypy", "-p", "launch", MYPYPATH=str(ROOT / "infra"))
    report.tool("lint-imports", BIN / "lint-imports")


def _pytest(report: Report, marks: str, wishes: Wishes, *more: str | Path, **variables: str) -> Count:
    """The tests of these marks. ``more`` are further words for pytest, such as a folder."""
    junit = report.scratch / "pytest.xml"
    junit.unlink(missing_ok=True)
    command: list[str | Path] = [PYTHON, "-m", "pytest", "-q", f"--junitxml={junit}", "--durations=10", *more]
    command += ["-m", marks if wishes.long else f"{marks} and not long"]
    command += ["-k", wishes.only] if wishes.only else []
    return counting.of_pytest(report.run(*command, **variables), junit)


def _frontend(report: Report) -> None:
    environment = dashboard.node_environment()
    report.tool("eslint", "npm", "run", "--silent", "lint", PATH=environment["PATH"])
    report.tool("tsc", "npm", "run", "--silent", "typecheck", PATH=environment["PATH"])
    report.step("vitest", lambda: _vitest(report, environment["PATH"]))


def _vitest(report: Report, path: str) -> Count:
    told = report.scratch / "vitest.json"
    reporters = ("--reporter=default", "--reporter=json", f"--outputFile.json={told}")
    return counting.of_vitest(report.run("npm", "run", "--silent", "test", "--", *reporters, PATH=path), told)


def _browser(report: Report, wishes: Wishes) -> Count:
    chromium = find_chromium() or _install_chromium()
    if chromium is None:
        say("chromium", f"is missing and only root may install it: sudo {APT_CHROMIUM}")
        return Count(skipped=_how_many(report, wishes.only))
    if _how_many(report, wishes.only) == 0:
        return Count()
    with running_studio(report.scratch / "studio") as (home, state):
        print((home.folder / "up.log").read_text(), flush=True)
        where = {"STUDIO_TEST_URL": state["url"], "STUDIO_TEST_DATA": str(home.folder), "STUDIO_CHROMIUM": chromium}
        return _pytest(report, "browser", wishes, E2E, **where)


def find_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def _install_chromium() -> str | None:
    if os.geteuid() or not shutil.which("apt-get"):
        return None
    with timed("chromium", "installing Debian's", "installed"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        hear(["apt-get", "update", "-qq"], quiet)
        status, said = hear([*APT_CHROMIUM.split(), "-qq"], quiet)
    if status:
        raise Failure(f"Chromium could not be installed. Try `{APT_CHROMIUM}` and mend what it says.", said)
    return find_chromium()


def _how_many(report: Report, only: str | None) -> int:
    """Count the browser tests without running them."""
    if not E2E.is_dir():
        return 0
    command = [str(PYTHON), "-m", "pytest", str(E2E), "--collect-only", "-q", "-m", "browser"]
    command += ["-k", only] if only else []
    return sum("::" in line for line in hear(command, report.environment)[1].splitlines())


@contextmanager
def running_studio(folder: Path) -> Iterator[tuple[Home, dict[str, Any]]]:
    """A studio started as a person starts it, on a free port and a folder of its own, ended afterwards."""
    home = Home(folder)
    home.make()
    log = folder / "up.log"
    command = [sys.executable, str(ROOT / "studio"), "up", "--data", str(folder), "--port", "0", "--no-browser"]
    with log.open("wb") as said:
        studio = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + TO_BE_READY
        while not home.sampled.exists():
            if studio.poll() is not None or time.monotonic() > until:
                raise Failure(
                    "The studio for the browser tests did not finish its sample swap. Its own words are above.",
                    last_lines(log),
                )
            time.sleep(0.2)
        yield home, home.state()
    finally:
        studio.terminate()
        try:
            studio.wait(TO_END)
        except subprocess.TimeoutExpired:
            studio.kill()
