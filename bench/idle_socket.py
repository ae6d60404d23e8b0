"""Twenty sockets on which nothing happens for 65 s: how many of them no longer hear what is said then."""

from __future__ import annotations

import asyncio
import json

import own_studio
import pairs
import redis
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

SOCKETS, IDLE = 20, 65


async def deaf(here: own_studio.Here) -> int:
    """Sockets that were closed, or on which the event after the silence did not arrive."""
    url = here.studio.url
    headers = {"Cookie": here.cookie, "Origin": url}

    # No pings from this side: only the server keeps them alive.
    def opening() -> connect:
        return connect(url.replace("http", "ws") + "/ws/", additional_headers=headers, ping_interval=None)

    sockets = [await opening() for _ in range(SOCKETS)]
    for socket in sockets:
        assert json.loads(await socket.recv()) == {"type": "ready"}
    await asyncio.sleep(IDLE)
    server = redis.Redis.from_url(here.studio.valkey.url)
    await asyncio.to_thread(server.publish, f"studio.workspace.{here.workspace}", '{"type":"still here"}')
    heard = await asyncio.gather(*(_hears(socket) for socket in sockets))
    for socket in sockets:
        await socket.close()
    return heard.count(False)


async def _hears(socket: ClientConnection) -> bool:
    try:
        async with asyncio.timeout(10):
            return bool(json.loads(await socket.recv()) == {"type": "still here"})
    except (ConnectionClosed, TimeoutError):
        return False


def main() -> None:
    """Once is enough: it holds or it does not."""
    asked = pairs.arguments(__doc__).parse_args()
    with own_studio.running() as here:
        lost = asyncio.run(deaf(here))
    record = pairs.alone(f"sockets deaf after {IDLE} s of silence", lost, unit=f"of {SOCKETS}", wanted=0)
    pairs.write([record], asked.json, packages=("uvicorn", "websockets", "redis"))


if __name__ == "__main__":
    main()
