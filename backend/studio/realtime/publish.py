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


def _send(name: str, text: str) -> None:
    future = asyncio.run_coroutine_threadsafe(_group_send(name, text), _loop())
    future.add_done_callback(_note)


async def _group_send(name: str, text: str) -> None:
    await get_channel_layer().group_send(name, {"type": "event", "text": text})


def _note(future: object) -> None:
    problem = getattr(future, "exception", lambda: None)()
    if problem is not None:
        log.warning("A live event was not sent: %s. Browsers catch up when they refetch.", problem)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One event loop a process for sending, so that threads share one connection instead of leaking one a call."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="publish", daemon=True)
    thread.start()
    atexit.register(_end, loop, thread)
    return loop


def _end(loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    """Let what is being sent get out before the process ends, but do not wait for a server that is away."""

    async def finish() -> None:
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        if rest:
            await asyncio.wait(rest, timeout=PATIENCE)
        loop.stop()

    asyncio.run_coroutine_threadsafe(finish(), loop)
    thread.join(PATIENCE + 1)
