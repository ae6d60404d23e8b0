"""Connections cut at any byte: every file arrives as it is, and at most one part of it is sent twice."""

from __future__ import annotations

import hashlib
import os
import random
import re
import socket
import struct
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from faults.studio import ROOT, SAMPLE, Client, Studio

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]

TRIALS = 200
PART = 64 * 1024


@dataclass
class Trial:
    """One file, one connection that breaks, one that does not."""

    client: Client
    number: int
    chance: random.Random = field(init=False)
    begun: list[int] = field(default_factory=list)
    """The number of a part for each time that at least a byte of it was sent."""

    def __post_init__(self) -> None:
        self.chance = random.Random(20261125 + self.number)
        self.content = self.chance.randbytes(self.chance.randint(2 * PART, 5 * PART))

    def run(self) -> tuple[bool, int]:
        """Whether the right file arrived, and how many parts were sent more than once."""
        upload = self.open()
        requests = [(part["number"], self.request(part)) for part in upload["parts"]]
        self.send(requests, self.chance.randrange(sum(len(request) for _, request in requests)))
        now = self.client.get(f"/api/uploads/{upload['id']}/")
        rest = [(part["number"], self.request(part)) for part in now["parts"]]
        self.send(rest, None)
        done = self.client.call("POST", f"/api/uploads/{upload['id']}/complete/")
        arrived = self.client.studio.data / "toy-files" / f"{self.number}.bin"
        right = done.status_code == 201 and arrived.read_text() == hashlib.sha256(self.content).hexdigest()
        return right, len(self.begun) - len(set(self.begun))

    def open(self) -> Any:
        body = {
            "to": "toy-files",
            "subject": self.client.subject,
            "filename": f"{self.number}.bin",
            "size": len(self.content),
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "part_size": PART,
        }
        return self.client.post("/api/uploads/", body)["upload"]

    def request(self, part: Any) -> bytes:
        piece = self.content[part["offset"] : part["offset"] + part["size"]]
        head = f"PUT {part['url']} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(piece)}\r\n"
        return head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + piece

    def send(self, requests: list[tuple[int, bytes]], budget: int | None) -> None:
        """One part after another over one connection, which breaks after ``budget`` bytes."""
        with socket.create_connection(("127.0.0.1", self.client.studio.port), timeout=30) as wire:
            for number, request in requests:
                body = request.index(b"\r\n\r\n") + 4
                sent = len(request) if budget is None else min(budget, len(request))
                if sent > body:
                    self.begun.append(number)
                wire.sendall(request[:sent])
                if budget is not None:
                    budget -= sent
                    if budget == 0:
                        self.cut(wire)
                        return
                assert b" 204 " in self.answer(wire).split(b"\r\n")[0]

    def cut(self, wire: socket.socket) -> None:
        """Half of them end politely, half with a reset, as a phone that leaves the network."""
        if self.chance.random() < 0.5:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        wire.close()

    @staticmethod
    def answer(wire: socket.socket) -> bytes:
        head = b""
        while b"\r\n\r\n" not in head:
            more = wire.recv(4096)
            assert more, "the server hung up"
            head += more
        return head


def test_every_cut_file_arrives_and_at_most_a_part_is_sent_twice(studio: Studio) -> None:
    client = studio.newcomer().synthetic()
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda number: Trial(client, number).run(), range(TRIALS)))
    assert sum(right for right, _ in outcomes) == TRIALS
    assert max(twice for _, twice in outcomes) <= 1
    assert any(twice for _, twice in outcomes)  # or nothing was cut in the middle, and this test shows nothing
    studio.audit()


def test_the_example_of_the_page_runs(studio: Studio, tmp_path: Path) -> None:
    """Word for word as it stands in docs/uploads.md, with a zip and then with what is there already."""
    program = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "uploads.md").read_text(), re.DOTALL)
    assert program
    client = studio.newcomer().synthetic()
    photo = tmp_path / "photo.jpg"
    photo.write_bytes((SAMPLE / "source-1.jpg").read_bytes())
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as made:
        made.write(photo, "summer/photo.jpg")

    def run(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program.group(1), client.subject, str(tmp_path / name)],
            env={**os.environ, "STUDIO_URL": studio.url, "STUDIO_KEY": client.key},
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("photo.jpg").stdout.startswith("added photo.jpg ")
    assert run("photos.zip").stdout.startswith("known photo.jpg ")
    assert "has it already" in run("photo.jpg").stderr
