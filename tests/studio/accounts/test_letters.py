"""Forgotten passwords, verified addresses and sessions, through allauth's own endpoints."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.core.cache import cache
from rest_framework.test import APIClient

from studio.accounts.models import User

pytestmark = pytest.mark.django_db
AUTH = "/_allauth/browser/v1"
PASSWORD = "correct-horse-9"


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    cache.clear()


def key_in(letter: Any, page: str) -> str:
    found = re.search(rf"/{page}/(\S+)", letter.body)
    assert found, letter.body
    return unquote(found[1])


def test_a_forgotten_password_is_chosen_anew_by_the_link(user: User) -> None:
    stranger = APIClient()
    assert stranger.post(f"{AUTH}/auth/password/request", {"email": user.email}, format="json").status_code == 200
    assert mail.outbox[0].subject == "Choose a new password for AI Model Studio"
    key = key_in(mail.outbox[0], "reset")
    body = {"key": key, "password": "another-horse-9"}
    answer = stranger.post(f"{AUTH}/auth/password/reset", body, format="json")
    assert answer.status_code in (200, 401)
    user.refresh_from_db()
    assert user.check_password("another-horse-9")
    again = {"key": key, "password": "third-horse-9"}
    assert APIClient().post(f"{AUTH}/auth/password/reset", again, format="json").status_code == 400


def test_nobody_learns_whether_an_address_has_an_account(user: User) -> None:
    answers = [
        APIClient().post(f"{AUTH}/auth/password/request", {"email": email}, format="json")
        for email in (user.email, "nobody@example.org")
    ]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].json() == answers[1].json()
    assert len(mail.outbox) == 1, "no letter goes to strangers"


def test_a_new_password_signs_out_elsewhere(user: User) -> None:
    here, elsewhere = APIClient(), APIClient()
    for client in (here, elsewhere):
        body = {"email": user.email, "password": "a-long-password"}
        assert client.post(f"{AUTH}/auth/login", body, format="json").status_code == 200
    body = {"current_password": "a-long-password", "new_password": PASSWORD}
    assert here.post(f"{AUTH}/account/password/change", body, format="json").status_code == 200
    assert here.get("/api/me/").status_code == 200
    assert elsewhere.get("/api/me/").status_code == 401


def test_signing_out_elsewhere(user: User) -> None:
    here, elsewhere = APIClient(), APIClient()
    for client in (here, elsewhere):
        body = {"email": user.email, "password": "a-long-password"}
        assert client.post(f"{AUTH}/auth/login", body, format="json").status_code == 200
    sessions = here.get(f"{AUTH}/auth/sessions").json()["data"]
    others = [session["id"] for session in sessions if not session["is_current"]]
    assert len(others) == 1
    assert here.delete(f"{AUTH}/auth/sessions", {"sessions": others}, format="json").status_code == 200
    assert elsewhere.get("/api/me/").status_code == 401
    assert here.get("/api/me/").status_code == 200


def test_an_address_changes_when_its_letter_is_answered(user: User) -> None:
    client = APIClient()
    client.post(f"{AUTH}/auth/login", {"email": user.email, "password": "a-long-password"}, format="json")
    assert client.post(f"{AUTH}/account/email", {"email": "new@example.org"}, format="json").status_code == 200
    assert client.get("/api/me/").json()["user"]["email"] == user.email
    key = key_in(mail.outbox[-1], "verify-email")
    assert client.post(f"{AUTH}/auth/email/verify", {"key": key}, format="json").status_code == 200
    assert client.get("/api/me/").json()["user"]["email"] == "new@example.org"


def test_a_studio_may_insist_on_a_verified_address(settings: Any) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    client = APIClient()
    body = {"email": "ada@example.org", "password": PASSWORD}
    assert client.post(f"{AUTH}/auth/signup", body, format="json").status_code == 401
    assert client.get("/api/me/").status_code == 401
    key = key_in(mail.outbox[0], "verify-email")
    client.post(f"{AUTH}/auth/email/verify", {"key": key}, format="json")
    assert client.post(f"{AUTH}/auth/login", body, format="json").status_code in (200, 409)
    assert client.get("/api/me/").status_code == 200


def test_asking_again_and_again_is_slowed_down(user: User) -> None:
    client = APIClient()
    body = {"email": user.email}
    codes = [client.post(f"{AUTH}/auth/password/request", body, format="json").status_code for _ in range(30)]
    assert 429 in codes
    assert len(mail.outbox) < 30
