"""Hears the events of workspaces and hands each to the sockets in them: one subscription a workspace and process."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import redis
import redis.asyncio
from django.conf import settings
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

log = logging.getLogger(__name__)

CHECK_EVERY = 25
"""Seconds of silence after which the server is asked whether it is still there."""
PATIENCE = 5
"""Seconds the server may take to confirm a subscription."""


NOBODY = "nobody"
"""A channel on which nothing is said, heard for as long as there is a connection."""


class Ear(Protocol):
    """A socket, as the relay knows it."""

    def hear(self, text: str | None) -> None:
        """Take one event; None says that events were missed, and that nothing more comes. Must not wait."""


@dataclass
class Room:
    """Everybody in this process who hears one channel."""

    confirmed: asyncio.Future[None]
    ears: set[Ear] = field(default_factory=set)


class Relay:
    """One an event loop. However many browsers watch a workspace, the server sends each of its events here once."""

    def __init__(self, url: str) -> None:
        # Lost is lost: the relay must notice every gap, so that its browsers refetch, and hides none by trying again.
        self._server = redis.asyncio.Redis.from_url(
            url,
            decode_responses=True,
            socket_timeout=None,
            socket_keepalive=True,
            socket_connect_timeout=PATIENCE,
            health_check_interval=CHECK_EVERY,
            retry=Retry(NoBackoff(), 0),
        )
        self._rooms: dict[str, Room] = {}
        self._wire: Any = None
        self._reading: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def join(self, channel: str, ear: Ear) -> None:
        """From when this returns ``ear`` hears every event of ``channel``. Raises ConnectionError for no server."""
        try:
            async with asyncio.timeout(PATIENCE):
                room = await self._enter(channel, ear)
                await asyncio.shield(room.confirmed)
        except (redis.RedisError, OSError, TimeoutError) as problem:
            await self.leave(channel, ear)
            raise ConnectionError(f"The live channel is away: {problem}") from problem

    async def leave(self, channel: str, ear: Ear) -> None:
        """Hear no more of ``channel``."""
        async with self._one_at_a_time:
            room = self._rooms.get(channel)
            if room is None:
                return
            room.ears.discard(ear)
            if not room.ears:
                del self._rooms[channel]
                if self._wire is not None:
                    await self._tell("unsubscribe", channel)

    async def _enter(self, channel: str, ear: Ear) -> Room:
        async with self._one_at_a_time:
            if self._wire is None:
                wire: Any = self._server.pubsub()
                await wire.connect()
                # Without any subscription redis-py asks the server for a sign of life whenever it sends, and reads the
                # answer while the reader below is reading: whoever came after a silence was refused.
                await wire.subscribe(NOBODY)
                self._wire = wire
                self._reading = asyncio.create_task(self._read(wire), name="relay")
            room = self._rooms.get(channel)
            if room is not None:
                room.ears.add(ear)
                return room
            room = self._rooms[channel] = Room(asyncio.get_running_loop().create_future(), {ear})
            await self._tell("subscribe", channel)
            return room

    async def _tell(self, command: str, channel: str) -> None:
        try:
            await getattr(self._wire, command)(channel)
        except (redis.RedisError, OSError) as problem:
            await self._lose(problem)

    async def _read(self, wire: Any) -> None:
        try:
            while True:
                self._take(await wire.get_message(timeout=CHECK_EVERY))
        except (redis.RedisError, OSError) as problem:
            async with self._one_at_a_time:
                await self._lose(problem)

    def _take(self, message: dict[str, Any] | None) -> None:
        room = self._rooms.get(message["channel"]) if message else None
        if message is None or room is None:
            return
        if message["type"] == "subscribe" and not room.confirmed.done():
            room.confirmed.set_result(None)
        elif message["type"] == "message":
            for ear in room.ears:
                ear.hear(message["data"])

    async def _lose(self, problem: Exception) -> None:
        """The connection is gone and events with it: send everybody home; they come back and refetch."""
        wire, self._wire = self._wire, None
        if wire is None:
            return
        if self._reading is not None and self._reading is not asyncio.current_task():
            self._reading.cancel()
        rooms, self._rooms = self._rooms, {}
        log.warning("The live channel was lost (%s); %d workspaces are asked to come back.", problem, len(rooms))
        for room in rooms.values():
            if not room.confirmed.done():
                room.confirmed.set_result(None)
            for ear in room.ears:
                ear.hear(None)
        try:
            await wire.aclose()
        except (redis.RedisError, OSError):
            log.debug("The lost connection could not be closed either.")


_relays: WeakKeyDictionary[asyncio.AbstractEventLoop, Relay] = WeakKeyDictionary()


def relay() -> Relay:
    """The relay of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _relays:
        _relays[loop] = Relay(settings.ENV.redis_url)
    return _relays[loop]
