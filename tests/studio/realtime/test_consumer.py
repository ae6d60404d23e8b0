"""The socket: for members only, each hears their own workspace, in order, and a slow one is sent home."""

from __future__ import annotations

import asyncio
import json
from uuid import UUID

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from django.test import Client

from config.asgi import application
from studio.accounts.models import Membership, User, Workspace
from studio.credits.events import CreditsChanged
from studio.realtime.consumer import CHANGED, MOST, TRY_AGAIN, UNAUTHENTICATED, Live
from studio.realtime.publish import hang_up, publish

pytestmark = pytest.mark.django_db(transaction=True)


def connection(user: User | None) -> ApplicationCommunicator:
    client = Client()
    if user is not None:
        client.force_login(user)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = [(b"origin", b"http://localhost"), (b"host", b"localhost"), (b"cookie", cookie.encode())]
    scope = {"type": "websocket", "path": "/ws/", "query_string": b"", "headers": headers, "subprotocols": []}
    return ApplicationCommunicator(application, scope)


async def opened(user: User | None) -> ApplicationCommunicator:
    socket = await database_sync_to_async(connection)(user)
    await socket.send_input({"type": "websocket.connect"})
    assert (await socket.receive_output(10))["type"] == "websocket.accept"
    return socket


async def received(socket: ApplicationCommunicator) -> dict[str, object]:
    told: dict[str, object] = json.loads((await socket.receive_output(10))["text"])
    return told


def tell(workspace: UUID, balance: int) -> None:
    publish(workspace, CreditsChanged(balance=balance, held=0))


async def test_a_member_hears_the_events_of_the_workspace_in_order(user: User, workspace: Workspace) -> None:
    elsewhere = await database_sync_to_async(Workspace.objects.create)(name="Elsewhere", slug="elsewhere")
    socket = await opened(user)
    assert await received(socket) == {"type": "ready"}
    await database_sync_to_async(tell)(elsewhere.id, 999)
    for balance in (1, 2, 3):
        await database_sync_to_async(tell)(workspace.id, balance)
    assert [(await received(socket))["balance"] for _ in range(3)] == [1, 2, 3]
    await socket.send_input({"type": "websocket.disconnect", "code": 1000})
    await socket.wait(10)


async def test_whoever_is_not_signed_in_is_told_so() -> None:
    socket = await opened(None)
    assert await socket.receive_output(10) == {"type": "websocket.close", "code": UNAUTHENTICATED}


async def test_only_the_one_who_is_hung_up_on_is_sent_home(user: User, workspace: Workspace) -> None:
    other = await database_sync_to_async(User.objects.create_user)("other@example.org", "a-long-password")
    await database_sync_to_async(Membership.objects.create)(user=other, workspace=workspace)
    leaves, stays = await opened(other), await opened(user)
    for socket in (leaves, stays):
        assert await received(socket) == {"type": "ready"}
    await database_sync_to_async(hang_up)(other.pk, workspace.id)
    await database_sync_to_async(tell)(workspace.id, 7)
    assert await leaves.receive_output(10) == {"type": "websocket.close", "code": CHANGED}
    assert (await received(stays))["balance"] == 7


async def test_a_browser_too_slow_to_keep_up_is_asked_to_come_back() -> None:
    live, sent = Live(), []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    live.base_send, live.waiting = send, asyncio.Queue()
    for number in range(MOST + 5):
        live.hear(str(number))
    await live._send_all()
    assert [message.get("text") for message in sent[:-1]] == [str(number) for number in range(MOST)]
    assert sent[-1] == {"type": "websocket.close", "code": TRY_AGAIN}
