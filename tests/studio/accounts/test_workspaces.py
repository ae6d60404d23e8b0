"""A user with several workspaces works in the chosen one: requests and the socket alike."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from rest_framework.test import APIClient

from config.asgi import application
from studio.accounts import services
from studio.accounts.models import Membership, Role, User, Workspace
from studio.credits import services as credits

PATIENCE = 10
"""Seconds, for what comes through the real server."""


@pytest.fixture
def second(user: User) -> Workspace:
    return services.create_workspace(user, name="Second")


def choose(client: APIClient, workspace: Workspace) -> Any:
    return client.post("/api/workspaces/choose/", {"workspace": str(workspace.pk)}, format="json")


@pytest.mark.django_db
def test_every_request_obeys_the_choice(browser: APIClient, second: Workspace, workspace: Workspace) -> None:
    listed = browser.get("/api/workspaces/").json()["results"]
    assert [one["id"] for one in listed] == [str(workspace.pk), str(second.pk)]
    assert choose(browser, second).status_code == 200
    assert browser.get("/api/me/").json()["workspace"]["id"] == str(second.pk)
    assert browser.get("/api/credits/").json()["balance"] == 500


@pytest.mark.django_db
def test_nobody_chooses_a_foreign_one(stranger: APIClient, browser: APIClient, workspace: Workspace) -> None:
    assert choose(stranger, workspace).status_code == 404
    assert choose(APIClient(), workspace).status_code == 401


@pytest.mark.django_db
def test_a_choice_that_is_gone_falls_back(browser: APIClient, second: Workspace, workspace: Workspace) -> None:
    choose(browser, second)
    Membership.objects.filter(workspace=second).delete()
    assert browser.get("/api/me/").json()["workspace"]["id"] == str(workspace.pk)


class TestSocket:
    """The live channel, through the real Valkey."""

    pytestmark = pytest.mark.django_db(transaction=True)

    def socket(self, client: APIClient) -> ApplicationCommunicator:
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        headers = [(b"cookie", cookie.encode()), (b"origin", b"http://localhost"), (b"host", b"localhost")]
        scope = {"type": "websocket", "path": "/ws/", "query_string": b"", "headers": headers, "subprotocols": []}
        return ApplicationCommunicator(application, scope)

    def heard(self, client: APIClient, act: Any) -> dict[str, Any]:
        """The first thing the socket gets after ``act``."""

        async def listen() -> dict[str, Any]:
            socket = self.socket(client)
            await socket.send_input({"type": "websocket.connect"})
            assert (await socket.receive_output(PATIENCE))["type"] == "websocket.accept"
            assert json.loads((await socket.receive_output(PATIENCE))["text"]) == {"type": "ready"}
            await sync_to_async(act)()
            answer: dict[str, Any] = await socket.receive_output(PATIENCE)
            await socket.send_input({"type": "websocket.disconnect", "code": 1000})
            await socket.wait()
            return answer

        return async_to_sync(listen)()

    def test_hears_the_chosen_workspace(self, browser: APIClient, second: Workspace) -> None:
        choose(browser, second)
        said = self.heard(browser, lambda: credits.grant(second, 5, reference=f"test-{time.time()}"))
        assert json.loads(said["text"]) == {"type": "credits.changed", "balance": 505, "held": 0}

    def test_closes_when_its_user_is_taken_out(self, workspace: Workspace, user: User) -> None:
        somebody = User.objects.create_user("gone@example.org", "a-long-password")
        member = Membership.objects.create(user=somebody, workspace=workspace, role=Role.EDITOR)
        client = APIClient()
        client.force_login(somebody)
        assert self.heard(client, lambda: services.remove(member)) == {"type": "websocket.close", "code": 4409}

    def test_closes_when_its_user_is_shut_out_or_goes_elsewhere(
        self, browser: APIClient, user: User, second: Workspace
    ) -> None:
        said = self.heard(browser, lambda: choose(browser, second))
        assert said == {"type": "websocket.close", "code": 4409}
        operator = User.objects.create_superuser("operator@example.org", "a-long-password")
        said = self.heard(browser, lambda: services.set_active(user, False, by=operator))
        assert said == {"type": "websocket.close", "code": 4409}

    def test_stays_when_it_is_about_somebody_else(self, browser: APIClient, workspace: Workspace) -> None:
        other = User.objects.create_user("other@example.org", "a-long-password")
        member = Membership.objects.create(user=other, workspace=workspace, role=Role.EDITOR)

        def act() -> None:
            services.remove(member)
            credits.grant(workspace, 1, reference="after")

        assert self.heard(browser, act)["type"] == "websocket.send"
