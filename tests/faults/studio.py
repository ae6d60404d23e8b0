"""A whole studio in processes of its own, for tests that kill them: Valkey, web, workers, one data folder."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from servers import Valkey, die_with_parent, free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample"
RELEASE_WITHIN = 10
"""Seconds within which a dead worker's stage must have another owner."""


@dataclass
class Process:
    """A process of the studio; its children die with it."""

    popen: subprocess.Popen[bytes]

    def kill(self) -> None:
        self.popen.kill()
        self.popen.wait()

    def signal(self, number: signal.Signals) -> None:
        self.popen.send_signal(number)

    @property
    def alive(self) -> bool:
        return self.popen.poll() is None


@dataclass
class Studio:
    """Everything on 127.0.0.1 and below ``data``."""

    data: Path
    extra: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    web: Process | None = None
    workers: list[Process] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self.valkey = Valkey(self.data, free_port())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "STUDIO_DATA": str(self.data),
            "STUDIO_SECRET_KEY": "for-this-test-only",
            "REDIS_URL": self.valkey.url,
            "DJANGO_SETTINGS_MODULE": "settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), str(ROOT / "backend")]),
            "STUDIO_WELCOME_CREDITS": "0",
            "OMP_NUM_THREADS": "1",
            "STUDIO_STALL_SECONDS": "6",
            **self.extra,
        }

    def up(self, *, workers: int = 1, threads: int = 1) -> Studio:
        self.valkey.start()
        self.manage("migrate", "--verbosity", "0")
        self.start_web()
        for _ in range(workers):
            self.start_worker(threads)
        return self

    def down(self) -> None:
        for process in [*self.workers, *([self.web] if self.web else [])]:
            process.signal(signal.SIGCONT)
            process.kill()
        self.valkey.stop()

    def start_web(self) -> Process:
        command = ["-m", "uvicorn", "config.asgi:application", "--port", str(self.port), "--log-level", "warning"]
        self.web = self._start("web", [*command, "--ws-per-message-deflate", "false"])
        wait_until(self._healthy, 30, "the web server is healthy")
        return self.web

    def start_worker(self, threads: int = 1) -> Process:
        worker = self._start("worker", [str(ROOT / "manage.py"), "worker", "--threads", str(threads)])
        self.workers.append(worker)
        return worker

    def _start(self, name: str, command: list[str]) -> Process:
        log = (self.data / f"{name}.log").open("ab")
        popen = subprocess.Popen(
            [sys.executable, *command],
            env=self.environment,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent,
        )
        return Process(popen)

    def _healthy(self) -> bool:
        try:
            return requests.get(f"{self.url}/healthz", timeout=2).ok
        except requests.RequestException:
            return False

    def manage(self, *command: str) -> str:
        """Run a management command and answer what it printed; AssertionError with its words when it failed."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def audit(self) -> None:
        """What must hold after every fault, holds."""
        assert self.manage("audit", "--sweep").strip().endswith("Everything holds.")

    def row(self, query: str, *values: object) -> Any:
        """One value from the database, read only."""
        with sqlite3.connect(f"file:{self.data / 'studio.sqlite3'}?mode=ro", uri=True, timeout=20) as base:
            found = base.execute(query, values).fetchone()
        return found[0] if found else None

    def writable(self) -> bool:
        """Whether somebody may write: nobody was stopped inside a transaction, which holds SQLite's one lock."""
        base = sqlite3.connect(self.data / "studio.sqlite3", timeout=1, isolation_level=None)
        try:
            base.execute("begin immediate")
            base.execute("rollback")
        except sqlite3.OperationalError:
            return False
        finally:
            base.close()
        return True

    def attempt(self, run: str, stage: str) -> int:
        """How often a stage of a run was leased."""
        query = "select attempt from runs_stagerun where run_id = ? and name = ?"
        return int(self.row(query, uuid.UUID(run).hex, stage) or 0)

    def newcomer(self, credits: int = 1000) -> Client:
        """A new user with a workspace, a key and credits."""
        email = f"{uuid.uuid4().hex[:8]}@example.org"
        made = self.manage("newcomer", "--email", email, "--credits", str(credits))
        return Client(self, made.strip().splitlines()[-1])


@dataclass
class Client:
    """Speaks to the API like a script of a user would."""

    studio: Studio
    key: str
    subject: str = ""

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.key}", **options.pop("headers", {})}
        return requests.request(method, f"{self.studio.url}{path}", headers=headers, timeout=60, **options)

    def get(self, path: str) -> Any:
        answer = self.call("GET", path)
        assert answer.ok, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None, *, status: int = 201, **options: Any) -> Any:
        answer = self.call("POST", path, json=body, **options)
        assert answer.status_code == status, f"{answer.status_code} {answer.text}"
        return answer.json()

    def upload(self, role: str, path: Path) -> requests.Response:
        with path.open("rb") as file:
            return self.call("POST", f"/api/subjects/{self.subject}/{role}-photos/", files={"file": file})

    def photo(self, role: str, path: Path) -> str:
        answer = self.upload(role, path)
        assert answer.status_code in (200, 201), answer.text
        return str(answer.json()["id"])

    def photo_state(self, role: str, photo: str) -> str:
        return str(self.get(f"/api/{role}-photos/{photo}/")["status"])

    def settled_photo(self, role: str, photo: str, seconds: float = 60) -> Any:
        """The photo once its report is there."""
        wait_until(lambda: self.photo_state(role, photo) != "pending", seconds, f"the report on the {role} is there")
        return self.get(f"/api/{role}-photos/{photo}/")

    def synthetic(self) -> Client:
        body = {"name": f"S {uuid.uuid4().hex[:6]}", "kind": "synthetic", "attestation": "Nobody's likeness."}
        self.subject = self.post("/api/subjects/", body)["id"]
        return self

    def real(self) -> Client:
        self.subject = self.post("/api/subjects/", {"name": f"R {uuid.uuid4().hex[:6]}", "kind": "real"})["id"]
        return self

    def consent(self) -> str:
        path = f"/api/subjects/{self.subject}/consents/"
        data = {"uses": "swap,train,generate", "given_by": "R", "statement": "You may put my face on chosen photos."}
        answer = self.call("POST", path, data=data)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def swap(self, sources: list[str], targets: list[str], *, enhance: bool = False, **engines: Any) -> str:
        body = self.swap_body(sources, targets, enhance=enhance, **engines)
        return str(self.post("/api/swaps/", body, status=202)["id"])

    def swap_body(self, sources: list[str], targets: list[str], *, enhance: bool = False, **engines: Any) -> Any:
        chosen = {"face_swap": engines.get("face_swap", {}), "upscale": engines.get("upscale", {})}
        fakes = {"face_swap": "fake-swap", "upscale": "fake-x2"}
        wanted = {capability: {"engine": fakes[capability], "options": chosen[capability]} for capability in fakes}
        return {"subject": self.subject, "sources": sources, "targets": targets, "enhance": enhance, "engines": wanted}

    def run(self, run: str) -> Any:
        return self.get(f"/api/runs/{run}/")

    def stage(self, run: str, name: str) -> Any:
        return next(stage for stage in self.run(run)["stages"] if stage["name"] == name)

    def wait_for(self, run: str, status: str = "succeeded", seconds: float = 90) -> Any:
        """The run once it is over; on the way its bar never went back."""
        over = {"succeeded", "failed", "cancelled"}
        seen: list[Any] = []

        def is_over() -> bool:
            seen.append(self.run(run))
            return seen[-1]["status"] in over

        wait_until(is_over, seconds, f"run {run} is over")
        bars = [one["progress"] for one in seen]
        assert bars == sorted(bars)
        assert seen[-1]["status"] == status, json.dumps(seen[-1])
        return seen[-1]

    def wait_stage(self, run: str, name: str, status: str = "running", seconds: float = 30) -> None:
        wait_until(lambda: self.stage(run, name)["status"] == status, seconds, f"stage {name} is {status}")


def in_parallel(calls: list[Any], threads: int = 25) -> list[Any]:
    """Call all of them at once; answers in order."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda call: call(), calls))
