"""One WebSocket a browser: it hears the events of the workspace its user is in, and says nothing."""

from __future__ import annotations

from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from studio.accounts import selectors as accounts
from studio.accounts.models import Workspace
from studio.realtime.publish import group

UNAUTHENTICATED = 4401
CHANGED = 4409
"""What the user may see has changed: come back and look again."""


class Live(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels is untyped
    """Forwards the events of one workspace."""

    group_name: str | None = None

    async def connect(self) -> None:
        """Accept whoever is logged in and a member; close with 4401 otherwise, so that the page can ask to log in."""
        await self.accept()
        workspace = await database_sync_to_async(_workspace)(self.scope)
        if workspace is None:
            await self.close(code=UNAUTHENTICATED)
            return
        self.group_name = group(workspace.id)
        await self.channel_layer.group_add(self.group_name, self.channel_name)
        # The page refetches when it hears this: what happened before it is in the database, what comes after is sent.
        await self.send(text_data='{"type":"ready"}')

    async def disconnect(self, code: int) -> None:
        """Leave the group."""
        if self.group_name:
            await self.channel_layer.group_discard(self.group_name, self.channel_name)

    async def event(self, message: dict[str, Any]) -> None:
        """Forward one event as it is."""
        await self.send(text_data=message["text"])

    async def hang_up(self, message: dict[str, Any]) -> None:
        """Close when it is about this user, who comes back to what may be seen now."""
        if message["user"] == str(self.scope["user"].pk):
            await self.close(code=CHANGED)


def _workspace(scope: dict[str, Any]) -> Workspace | None:
    """The workspace that the requests of the same session work in."""
    return accounts.workspace_of(scope["user"], chosen=scope["session"].get(accounts.CHOSEN))
