"""Sends an event to the browsers of one workspace, after the transaction that it tells of has committed."""

from __future__ import annotations

import asyncio
import atexit
import logging
import threading
from functools import cache, partial
from uuid import UUID

from channels.layers import get_channel_layer
from django.db import transaction
from pydantic import BaseModel

log = logging.getLogger(__name__)

PATIENCE = 2
"""Seconds a process that ends waits for its last events to be sent."""


def group(workspace: UUID) -> str:
    """The channel group of a workspace; there is no global one."""
    return f"workspace.{workspace.hex}"


def publish(workspace: UUID, event: BaseModel) -> None:
    """Send ``event`` after commit. It is a hint: a browser that misses it refetches, so failures are only logged."""
    transaction.on_commit(partial(_send, group(workspace), event.model_dump_json()))


def hang_up(user: UUID, workspace: UUID) -> None:
    """Close the sockets of a user in a workspace, after commit: what they may see has changed. They may come back."""
    transaction.on_commit(partial(_hang_up, group(workspace), str(user)))


def _send(name: str, text: str) -> None:
    _sender().put(name, {"type": "event", "text": text})


def _hang_up(name: str, user: str) -> None:
    _sender().put(name, {"type": "hang_up", "user": user})


class Sender:
    """One thread and one event loop a process: events leave in order, and no connection is made per call."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._waiting: asyncio.Queue[tuple[str, dict[str, str]] | None] = asyncio.Queue()
        self._thread = threading.Thread(target=self._run, name="publish", daemon=True)
        self._thread.start()

    def put(self, name: str, message: dict[str, str]) -> None:
        """Send ``message`` to a group, soon; its ``type`` is a method of the consumer."""
        self._loop.call_soon_threadsafe(self._waiting.put_nowait, (name, message))

    def end(self) -> None:
        """Let what is waiting get out, but do not wait for a server that is away."""
        self._loop.call_soon_threadsafe(self._waiting.put_nowait, None)
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._send_all())

    async def _send_all(self) -> None:
        while (event := await self._waiting.get()) is not None:
            name, message = event
            try:
                await get_channel_layer().group_send(name, message)
            except Exception as problem:  # noqa: BLE001 (whatever the server's client raises, the next event may get out)
                log.warning("A live event was not sent: %s. Browsers catch up when they refetch.", problem)


@cache
def _sender() -> Sender:
    sender = Sender()
    atexit.register(sender.end)
    return sender
