"""Many raw WebSockets in one process, cheap enough that what is measured is the server: prints what each of them got.

python bench/audience.py HOST PORT PATH COUNT SECONDS [COOKIE]: connects, says "ready", listens, prints JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

MARK = b'"at":'


class Ear(asyncio.Protocol):
    """One socket: counts events and how old each is when it arrives."""

    def __init__(self, request: bytes, ages: list[float]) -> None:
        self.request, self.ages, self.rest = request, ages, b""
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.heard, self.lost = 0, False
        self.code = 0
        """Why the server closed it, or the HTTP status with which it was not let in; 0 while it is open."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        self.transport = transport
        transport.write(self.request)  # type: ignore[attr-defined]

    def connection_lost(self, error: Exception | None) -> None:
        """A socket that dies is a finding."""
        self.lost = True
        if not self.open.done():
            self.open.set_exception(ConnectionError("closed before it was open"))

    def data_received(self, content: bytes) -> None:
        """Take frames off the stream; the server's are never masked."""
        now = time.monotonic()
        self.rest += content
        if not self.open.done():
            head, end, self.rest = self.rest.partition(b"\r\n\r\n")
            if not end:
                self.rest = head
                return
            status = int(head.split(b" ", 2)[1])
            if status != 101:
                self.code, self.rest = status, b""
            self.open.set_result(None)
        while (frame := self._frame()) is not None:
            kind, text = frame
            at = text.find(MARK)
            if kind == 8:
                self.code = int.from_bytes(text[:2], "big")
            elif kind == 9:
                self.transport.write(bytes([0x8A, 0x80 | len(text), 0, 0, 0, 0]) + text)  # type: ignore[attr-defined]
            elif at >= 0:
                self.heard += 1
                self.ages.append(now - float(text[at + len(MARK) : text.index(b",", at)]))

    def _frame(self) -> tuple[int, bytes] | None:
        if len(self.rest) < 2:
            return None
        size, start = self.rest[1] & 127, 2
        if size == 126:
            if len(self.rest) < 4:
                return None
            size, start = int.from_bytes(self.rest[2:4], "big"), 4
        if len(self.rest) < start + size:
            return None
        kind, text = self.rest[0] & 15, self.rest[start : start + size]
        self.rest = self.rest[start + size :]
        return kind, text


def request(host: str, port: int, path: str, cookie: str) -> bytes:
    """The upgrade that a browser asks for, without compression."""
    lines = [
        f"GET {path} HTTP/1.1", f"Host: {host}:{port}", f"Origin: http://{host}:{port}", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Cookie: {cookie}",
    ]  # fmt: skip
    return "\r\n".join([*lines, "", ""]).encode()


async def listen(host: str, port: int, upgrade: bytes, *, count: int, seconds: float) -> None:
    """Connect a few at a time, say when all are in, listen for the given time."""
    loop, ages, ears = asyncio.get_running_loop(), [], []
    gate = asyncio.Semaphore(20)

    async def connect() -> None:
        async with gate:
            _, ear = await loop.create_connection(lambda: Ear(upgrade, ages), host, port)
            await asyncio.wait_for(ear.open, 60)
            ears.append(ear)

    await asyncio.gather(*(connect() for _ in range(count)))
    print("ready", flush=True)
    await asyncio.sleep(seconds)
    heard = [ear.heard for ear in ears]
    # A server that closes waits for an answer, which these ears never give: the code says it before the line goes dead.
    codes = [ear.code for ear in ears if ear.code or ear.lost]
    print(json.dumps({"ages": ages, "heard": heard, "closed": codes}), flush=True)


if __name__ == "__main__":
    host, port, path, count, seconds, *cookie = sys.argv[1:]
    upgrade = request(host, int(port), path, "".join(cookie))
    asyncio.run(listen(host, int(port), upgrade, count=int(count), seconds=float(seconds)))
