"""What is too much is refused before it is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from rest_framework.test import APIClient

from config.asgi import application
from studio.accounts.models import User
from studio.api.limits import LARGEST_BODY
from studio.subjects.models import Subject

CHUNK = bytes(4 * 1024 * 1024)


@pytest.fixture
def client(user: User) -> APIClient:
    made = APIClient()
    made.force_login(user)
    return made


def arriving(*headers: tuple[bytes, bytes], at: str = "/api/subjects/") -> ApplicationCommunicator:
    scope: dict[str, Any] = {
        "type": "http", "http_version": "1.1", "method": "POST", "path": at, "query_string": b"",
        "headers": [(b"host", b"localhost"), *headers], "client": ("127.0.0.1", 1), "scheme": "http",
    }  # fmt: skip
    return ApplicationCommunicator(application, scope)


async def refusal(request: ApplicationCommunicator) -> tuple[int, str]:
    start = await request.receive_output(30)
    body = await request.receive_output(30)
    return start["status"], json.loads(body["body"])["code"]


async def test_an_announced_giant_is_refused_unread() -> None:
    request = arriving((b"content-length", str(LARGEST_BODY + 1).encode()))
    assert await refusal(request) == (413, "too_many_bytes")


async def test_a_lora_may_be_larger_but_not_from_anybody() -> None:
    length = (b"content-length", str(LARGEST_BODY + 1).encode())
    assert await refusal(arriving(length, at="/api/loras/import/")) == (413, "too_many_bytes")
    taken = arriving(length, (b"cookie", b"sessionid=x"), at="/api/loras/import/")
    await taken.send_input({"type": "http.request", "body": b"", "more_body": False})
    assert (await taken.receive_output(30))["status"] != 413


async def test_an_unannounced_giant_is_refused_on_the_way() -> None:
    request = arriving((b"transfer-encoding", b"chunked"))
    for _ in range(LARGEST_BODY // len(CHUNK) + 1):
        await request.send_input({"type": "http.request", "body": CHUNK, "more_body": True})
    assert await refusal(request) == (413, "too_many_bytes")


def test_json_has_a_size(client: APIClient) -> None:
    answer = client.post("/api/subjects/", {"name": "x" * 3_000_000, "kind": "real"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_many_bytes")


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 100_000, '{"name": NaN}'])
def test_json_has_a_depth(client: APIClient, body: str) -> None:
    answer = client.generic("POST", "/api/subjects/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
def test_characters_that_are_none_are_named(client: APIClient, subject: Subject, text: str) -> None:
    for body in ({"name": text}, {"settings": {"a": text}}):
        answer = client.generic(
            "PATCH", f"/api/subjects/{subject.id}/", json.dumps(body), content_type="application/json"
        )
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_an_address_with_a_null_is_not_found(client: APIClient) -> None:
    assert client.get("/api/subjects/%00/").status_code == 404
