"""Sends an event to the browsers of one workspace, after the transaction that it tells of has committed."""

from __future__ import annotations

import atexit
import logging
import queue
import threading
from functools import cache, partial
from uuid import UUID

import redis
from django.conf import settings
from django.db import transaction
from pydantic import BaseModel
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

PATIENCE = 2
"""Seconds a process that ends waits for its last events to be sent, and any process for the server's answer."""
MOST = 10_000
"""Events that may wait to be sent; with the server away for long, later ones are dropped."""

HANG_UP = "hang up "
"""How the only word begins that is for the socket and not for its page; events are JSON objects."""


def channel(workspace: UUID) -> str:
    """The server's channel of a workspace; there is no global one."""
    return f"studio.workspace.{workspace.hex}"


def publish(workspace: UUID, event: BaseModel) -> None:
    """Send ``event`` after commit. It is a hint: a browser that misses it refetches, so failures are only logged."""
    transaction.on_commit(partial(_send, channel(workspace), event.model_dump_json()))


def hang_up(user: UUID, workspace: UUID) -> None:
    """Close the sockets of a user in a workspace, after commit: what they may see has changed. They may come back."""
    transaction.on_commit(partial(_send, channel(workspace), f"{HANG_UP}{user}"))


def _send(name: str, text: str) -> None:
    _sender().put(name, text)


class Sender:
    """One thread and one connection a process: events leave in order, and nobody who writes rows waits for them."""

    def __init__(self, url: str) -> None:
        self._server = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 1)
        )
        self._waiting: queue.Queue[tuple[str, str] | None] = queue.Queue(MOST)
        self._thread = threading.Thread(target=self._send_all, name="publish", daemon=True)
        self._thread.start()

    def put(self, name: str, text: str) -> None:
        """Send ``text`` to a channel, soon."""
        try:
            self._waiting.put_nowait((name, text))
        except queue.Full:
            log.warning("A live event was dropped: %d others wait. Browsers catch up when they refetch.", MOST)

    def end(self) -> None:
        """Let what is waiting get out, but do not wait for a server that is away."""
        try:
            self._waiting.put_nowait(None)
        except queue.Full:
            return
        self._thread.join(PATIENCE)

    def _send_all(self) -> None:
        while (event := self._waiting.get()) is not None:
            try:
                self._server.publish(*event)
            except redis.RedisError as problem:
                log.warning("A live event was not sent: %s. Browsers catch up when they refetch.", problem)


@cache
def _sender() -> Sender:
    sender = Sender(settings.ENV.redis_url)
    atexit.register(sender.end)
    return sender
