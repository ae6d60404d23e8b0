"""One WebSocket a browser: it hears the events of the workspace its user is in, and says nothing."""

from __future__ import annotations

import asyncio
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from studio.accounts import selectors as accounts
from studio.accounts.models import Workspace
from studio.realtime.listening import relay
from studio.realtime.publish import HANG_UP, channel

UNAUTHENTICATED = 4401
CHANGED = 4409
"""What the user may see has changed: come back and look again."""
TRY_AGAIN = 1013
"""Events were missed: come back and refetch."""
MOST = 1000
"""Events that may wait for a slow browser; beyond that it is asked to come back and refetch."""


class Live(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels is untyped
    """Forwards the events of one workspace."""

    channel: str | None = None
    sending: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Accept whoever is logged in and a member; close with 4401 otherwise, so that the page can ask to log in."""
        # Events to send; a number is the code to close with.
        self.waiting: asyncio.Queue[str | int] = asyncio.Queue()
        workspace = await database_sync_to_async(_workspace)(self.scope)
        if workspace is None:
            await self._turn_away(UNAUTHENTICATED)
            return
        self.channel = channel(workspace.id)
        try:
            # Before the page hears that it is connected and refetches: what comes later is sent, so nothing is missed.
            await relay().join(self.channel, self)
        except ConnectionError:
            await self._turn_away(TRY_AGAIN)
            return
        await self.accept()
        await self.send(text_data='{"type":"ready"}')
        self.sending = asyncio.create_task(self._send_all())

    async def disconnect(self, code: int) -> None:
        """Hear no more."""
        if self.sending:
            self.sending.cancel()
        if self.channel:
            await relay().leave(self.channel, self)

    def hear(self, text: str | None) -> None:
        """Send one event as it is, soon; None, or too many waiting, sends the page home to come back and refetch."""
        if text is None or self.waiting.qsize() >= MOST:
            self.waiting.put_nowait(TRY_AGAIN)
        elif not text.startswith(HANG_UP):
            self.waiting.put_nowait(text)
        elif text == f"{HANG_UP}{self.scope['user'].pk}":
            self.waiting.put_nowait(CHANGED)

    async def _send_all(self) -> None:
        while isinstance(text := await self.waiting.get(), str):
            await self.base_send({"type": "websocket.send", "text": text})
        await self.close(code=text)

    async def _turn_away(self, code: int) -> None:
        # Accepted first, because a browser is told the code of an open socket only.
        await self.accept()
        await self.close(code=code)


def _workspace(scope: dict[str, Any]) -> Workspace | None:
    """The workspace that the requests of the same session work in."""
    return accounts.workspace_of(scope["user"], chosen=scope["session"].get(accounts.CHOSEN))
