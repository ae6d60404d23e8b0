"""Everything that goes wrong is answered with problem+json, and a busy database with 503."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.db import OperationalError, connection, connections, transaction
from django.http import Http404
from django.test import Client
from rest_framework import exceptions
from rest_framework.test import APIClient

from imaging import errors as imaging
from studio.accounts.errors import StudioError
from studio.accounts.models import User, Workspace
from studio.api.errors import PROBLEM_JSON, answer, problem_of
from studio.api.schema import codes
from studio.credits.errors import InsufficientCredits
from studio.subjects.errors import ConsentMissing


@pytest.fixture
def client(user: User) -> APIClient:
    made = APIClient(raise_request_exception=False)
    made.force_login(user)
    return made


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (imaging.TooManyPixels("No."), 413, "too_many_pixels"),
        (imaging.TooManyBytes("No."), 413, "too_many_bytes"),
        (imaging.UnsupportedType("No."), 415, "unsupported_type"),
        (imaging.TooSmall("No.", measured=600, needed=800), 422, "too_small"),
        (imaging.UnreadablePicture("No."), 422, "unreadable_picture"),
        (imaging.ContentRefused("No."), 422, "content_refused"),
        (imaging.AgeRefused("No."), 422, "age_refused"),
        (imaging.EngineFailed("No."), 503, "engine_failed"),
        (InsufficientCredits("No."), 402, "insufficient_credits"),
        (ConsentMissing("No."), 403, "consent_missing"),
        (exceptions.ParseError(), 400, "malformed"),
        (exceptions.NotAuthenticated(), 401, "not_signed_in"),
        (exceptions.AuthenticationFailed("Key."), 401, "not_signed_in"),
        (exceptions.PermissionDenied(), 403, "permission_denied"),
        (exceptions.PermissionDenied("CSRF Failed: CSRF token missing."), 403, "csrf_failed"),
        (Http404(), 404, "not_found"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
        (exceptions.UnsupportedMediaType("text/csv"), 415, "unsupported_type"),
        (exceptions.Throttled(3), 429, "too_many_requests"),
        (RequestDataTooBig(), 413, "too_many_bytes"),
        (TooManyFilesSent(), 413, "too_many_bytes"),
        (SuspiciousOperation(), 400, "malformed"),
        (OperationalError("database is locked"), 503, "busy"),
    ],
)
def test_each_error_has_its_status_and_code(error: Exception, status: int, code: str) -> None:
    found = answer(error, {})
    assert found is not None
    assert (found.status_code, found.data["status"], found.data["code"]) == (status, status, code)
    assert set(found.data) == {"code", "title", "detail", "status", "extra"}
    assert found.data["title"]
    assert found.data["detail"].endswith(".")
    assert code in codes()
    assert ("Retry-After" in found.headers) is (status in (429, 503))


def test_a_refused_file_says_that_it_cost_nothing() -> None:
    problem = problem_of(
        imaging.TooSmall("This photo is 600 px and needs 800. Upload the original.", measured=600, needed=800)
    )
    assert problem is not None
    assert problem.detail == "This photo is 600 px and needs 800. Upload the original. It cost nothing."
    assert problem.extra == {"measured": 600, "needed": 800}


def test_what_nobody_foresaw_is_not_swallowed() -> None:
    assert answer(ZeroDivisionError(), {}) is None


def test_every_studio_error_is_documented_and_titled() -> None:
    def below(kind: type[StudioError]) -> list[type[StudioError]]:
        return [kind, *(each for child in kind.__subclasses__() for each in below(child))]

    ours = [kind for kind in below(StudioError)[1:] if kind.__module__.startswith("studio.")]
    assert len(ours) > 10
    assert {kind.code for kind in ours} <= set(codes())
    assert all(400 <= kind.status < 500 and kind.title and kind.code != "studio_error" for kind in ours)


def test_all_fields_that_are_wrong_are_named(client: APIClient) -> None:
    found = client.post("/api/subjects/", {"kind": "alien"}, format="json").json()
    assert set(found["extra"]["fields"]) == {"name", "kind"}


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "malformed"),
        (b"\xff\xfe", "application/json", 400, "malformed"),
        (b"a,b", "text/csv", 415, "unsupported_type"),
        (b"[]", "application/json", 400, "invalid"),
        (b"broken", "multipart/form-data", 400, "malformed"),
    ],
)
def test_bodies_that_cannot_be_read(client: APIClient, body: bytes, content_type: str, status: int, code: str) -> None:
    found = client.generic("POST", "/api/subjects/", body, content_type=content_type)
    assert (found.status_code, found.json()["code"]) == (status, code), found.json()
    assert found["Content-Type"] == PROBLEM_JSON


def test_methods_and_addresses_that_do_not_exist(client: APIClient) -> None:
    assert client.put("/api/credits/").json()["code"] == "method_not_allowed"
    for address in ("/api/nothing/", "/api/", "/api/subjects/a/b/c/", "/api/subjects", "/api/me"):
        found = client.get(address, follow=False)
        if found.status_code != 301:
            assert (found.status_code, found.json()["code"]) == (404, "not_found")


def test_a_crash_is_a_problem_too_and_tells_nothing(client: APIClient, monkeypatch: Any) -> None:
    from studio.credits import selectors

    def breaks(workspace: Workspace) -> tuple[int, int]:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(selectors, "sums", breaks)
    found = client.get("/api/credits/")
    assert (found.status_code, found.json()["code"]) == (500, "server_error")
    assert "secret" not in found.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_locked_database_is_503_with_retry_after(client: APIClient) -> None:
    """A second connection holds SQLite's write lock while a POST waits for it in vain."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows, not files")
    locked, done = threading.Event(), threading.Event()

    def hold_the_lock() -> None:
        with transaction.atomic():
            Workspace.objects.filter(slug="nobody").update(name="x")
            locked.set()
            done.wait(60)
        connections.close_all()

    holder = threading.Thread(target=hold_the_lock)
    holder.start()
    locked.wait(30)
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        found = client.post("/api/subjects/", {"name": "Andie", "kind": "real"}, format="json")
    finally:
        done.set()
        holder.join()
        connection.close()
    assert (found.status_code, found.json()["code"]) == (503, "busy")
    assert int(found["Retry-After"]) > 0


@pytest.mark.django_db
def test_a_busy_database_outside_the_api_is_503_too(monkeypatch: Any) -> None:
    from django.contrib.sessions.backends.db import SessionStore

    def locked(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    client = Client(raise_request_exception=False)
    client.get("/_allauth/browser/v1/config")
    monkeypatch.setattr(SessionStore, "load", locked)
    client.cookies["sessionid"] = "a" * 32
    found = client.get("/_allauth/browser/v1/auth/session")
    assert (found.status_code, found.json()["code"]) == (503, "busy")
    assert found["Retry-After"] == "2"
