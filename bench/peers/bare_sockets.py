"""The smallest server that passes a Redis channel on to WebSockets; started with URL, CHANNEL and PORT."""

from __future__ import annotations

import sys

import redis.asyncio
import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve


async def main(url: str, channel: str, port: int) -> None:
    """Serve until killed."""
    sockets: set[ServerConnection] = set()

    async def welcome(socket: ServerConnection) -> None:
        sockets.add(socket)
        try:
            await socket.wait_closed()
        finally:
            sockets.discard(socket)

    listening = redis.asyncio.Redis.from_url(url, decode_responses=True, socket_timeout=None).pubsub()
    await listening.subscribe(channel)
    async with serve(welcome, "127.0.0.1", port, compression=None):
        async for message in listening.listen():
            if message["type"] == "message":
                broadcast(sockets, message["data"])


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
