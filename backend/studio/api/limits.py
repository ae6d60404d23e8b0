"""How much a request may send: a body is refused while it arrives, JSON before it is read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from studio.api.errors import PROBLEM_JSON, TOO_LARGE

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST_BODY = 40 * 1024 * 1024
"""Bytes: the largest photo there may be, and room for one that is to be refused in its own words."""
LARGER = {re.compile(r"/api/loras/import/"): 710 * 1000 * 1000}
"""Addresses that take more, from those who are signed in or bring a key."""
WHO = (b"cookie", b"authorization", b"x-api-key")


class _TooLarge(Exception):
    """More has arrived than is taken."""


class BodyLimit:
    """An ASGI application that stops reading after ``most`` bytes, because Django would write all of them to disk."""

    def __init__(self, application: Application, most: int = LARGEST_BODY) -> None:
        self.application = application
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 413: at once when the length was announced, as soon as it is too much when not."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        arrived, most = 0, self._most(scope)

        async def counted() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > most:
                raise _TooLarge
            return message

        announced = dict(scope.get("headers", ())).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > most:
            await _refuse(send)
            return
        try:
            await self.application(scope, counted, send)
        except _TooLarge:
            await _refuse(send)

    def _most(self, scope: Scope) -> int:
        """Bytes that this address takes from this sender."""
        known = any(name in WHO for name, _ in scope.get("headers", ()))
        larger = (most for address, most in LARGER.items() if known and address.fullmatch(scope["path"]))
        return max(self.most, *larger, 0)


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", PROBLEM_JSON.encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": TOO_LARGE.status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(TOO_LARGE.body()).encode()})


class Json(JSONParser):
    """JSON of a bounded size and depth."""

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """What was sent. RequestDataTooBig (413), or ParseError (400) for what is no JSON or nested without end."""
        most = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        body = stream.read(most + 1)
        if len(body) > most:
            raise RequestDataTooBig
        try:
            return super().parse(io.BytesIO(body), media_type, parser_context)
        except RecursionError as problem:
            raise ParseError from problem
