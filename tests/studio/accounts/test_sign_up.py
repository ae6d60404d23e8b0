"""Signing up, in and out by allauth's headless browser client, as the dashboard does it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client, override_settings

from studio.accounts import services
from studio.accounts.models import Membership, Role, User, Workspace
from studio.accounts.services import workspaces
from studio.credits import selectors as credits

PASSWORD = "correct-horse-9"
AUTH = "/_allauth/browser/v1"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def browser() -> Client:
    client = Client(enforce_csrf_checks=True)
    client.get(f"{AUTH}/config")
    return client


def send(browser: Client, method: str, path: str, body: dict[str, str] | None = None, **extra: Any) -> Any:
    token = browser.cookies["csrftoken"].value if "csrftoken" in browser.cookies else ""
    return browser.generic(
        method, path, json.dumps(body or {}), content_type="application/json", HTTP_X_CSRFTOKEN=token, **extra
    )


def sign_up(browser: Client, email: str = "ada@example.org") -> Any:
    return send(browser, "POST", f"{AUTH}/auth/signup", {"email": email, "password": PASSWORD})


def test_a_new_user_has_a_workspace_and_welcome_credits(browser: Client) -> None:
    assert sign_up(browser).status_code == 200
    me = browser.get("/api/me/").json()
    assert me["user"]["email"] == "ada@example.org"
    assert me["workspace"]["role"] == "owner"
    assert me["credits"] == {"balance": 500, "held": 0}
    assert me["demo"] is False


def test_a_failure_halfway_leaves_no_user(browser: Client) -> None:
    def fails(workspace: Workspace) -> None:
        raise RuntimeError("the account could not be opened")

    services.opens_with(fails)
    try:
        with pytest.raises(RuntimeError):
            sign_up(browser)
    finally:
        workspaces._openers.remove(fails)
    assert not User.objects.exists()
    assert not Workspace.objects.exists()


def test_sign_up_can_be_closed(browser: Client, settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(update={"studio_open_signup": False})
    assert sign_up(browser).status_code == 403
    assert not User.objects.exists()


def test_the_page_is_told_whether_sign_up_is_open(
    browser: Client, settings: Any, user: User, workspace: Workspace
) -> None:
    settings.ENV = settings.ENV.model_copy(update={"studio_open_signup": False})
    _, token = services.invite(workspace, by=user, role=Role.VIEWER)

    def is_open(**headers: str) -> bool:
        return bool(browser.get(f"{AUTH}/config", **headers).json()["data"]["account"]["is_open_for_signup"])

    assert not is_open()
    assert not is_open(HTTP_X_INVITATION="no-such-link")
    assert is_open(HTTP_X_INVITATION=token)


def test_logging_out_and_in_again(browser: Client) -> None:
    sign_up(browser)
    assert send(browser, "DELETE", f"{AUTH}/auth/session").status_code == 401
    assert browser.get("/api/me/").status_code == 401
    assert (
        send(browser, "POST", f"{AUTH}/auth/login", {"email": "ADA@example.org", "password": PASSWORD}).status_code
        == 200
    )
    assert browser.get("/api/me/").status_code == 200


def test_a_wrong_password_does_not_sign_in(browser: Client) -> None:
    sign_up(browser)
    send(browser, "DELETE", f"{AUTH}/auth/session")
    answer = send(browser, "POST", f"{AUTH}/auth/login", {"email": "ada@example.org", "password": "wrong-horse-9"})
    assert answer.status_code == 400
    assert browser.get("/api/me/").status_code == 401


def test_a_post_without_the_csrf_token_is_refused_as_a_problem(browser: Client) -> None:
    sign_up(browser)
    answer = browser.post("/api/subjects/", {"name": "A", "kind": "real"}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf_failed"


def test_the_page_sets_the_csrf_cookie() -> None:
    client = Client()
    client.get("/models")
    assert client.cookies["csrftoken"].value


def test_every_workspace_starts_with_one_owner(browser: Client) -> None:
    sign_up(browser)
    membership = Membership.objects.get()
    assert (membership.user.email, membership.role) == ("ada@example.org", "owner")
    assert credits.audit(membership.workspace) == []


class TestDemo:
    """The demo login exists on this machine only."""

    @pytest.fixture(autouse=True)
    def demo(self, settings: Any, tmp_path: Any) -> Workspace:
        settings.ENV = settings.ENV.model_copy(update={"studio_demo": True})
        settings.DATA = tmp_path
        (tmp_path / services.DEMO_PASSWORD_FILE).write_text(PASSWORD + "\n")
        return services.ensure_demo(PASSWORD)

    def login(self, browser: Client, **extra: Any) -> int:
        body = {"email": services.DEMO_EMAIL, "password": PASSWORD}
        return int(send(browser, "POST", f"{AUTH}/auth/login", body, **extra).status_code)

    def test_is_shown_to_this_machine(self, browser: Client) -> None:
        answer = browser.get("/api/demo/")
        assert answer.json() == {"email": "demo@studio.local", "password": PASSWORD}
        assert answer["Cache-Control"] == "no-store"
        assert self.login(browser) == 200
        assert browser.get("/api/me/").json()["demo"] is True

    @pytest.mark.parametrize(
        "elsewhere",
        [
            {"REMOTE_ADDR": "192.168.1.20"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=203.0.113.9"},
            {"REMOTE_ADDR": "::ffff:192.168.1.20"},
        ],
    )
    def test_is_refused_elsewhere(self, browser: Client, elsewhere: dict[str, str]) -> None:
        assert browser.get("/api/demo/", **elsewhere).status_code == 404
        assert self.login(browser, **elsewhere) == 400
        assert browser.get("/api/me/").status_code == 401

    def test_is_refused_when_switched_off(self, browser: Client, settings: Any) -> None:
        settings.ENV = settings.ENV.model_copy(update={"studio_demo": False})
        assert browser.get("/api/demo/").status_code == 404
        assert self.login(browser) == 400

    def test_nobody_can_sign_up_with_its_address(self, browser: Client) -> None:
        User.objects.all().delete()
        assert sign_up(browser, "Demo@Studio.local").status_code == 400

    def test_ensuring_it_twice_changes_only_the_password(self, demo: Workspace) -> None:
        assert services.ensure_demo("another-password-1") == demo
        assert User.objects.get(email=services.DEMO_EMAIL).check_password("another-password-1")
        assert credits.sums(demo) == (500, 0)


@override_settings(DEBUG=False)
def test_a_stranger_cannot_tell_whether_an_address_has_an_account(browser: Client) -> None:
    sign_up(browser)
    send(browser, "DELETE", f"{AUTH}/auth/session")
    known = send(browser, "POST", f"{AUTH}/auth/login", {"email": "ada@example.org", "password": "wrong-horse-9"})
    unknown = send(browser, "POST", f"{AUTH}/auth/login", {"email": "eve@example.org", "password": "wrong-horse-9"})
    assert known.json() == unknown.json()
