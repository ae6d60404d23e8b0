"""API keys: hashed, looked up by prefix, refused once revoked or expired."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework.test import APIClient

from studio.accounts import services
from studio.accounts.models import ApiKey, Membership, User, Workspace

pytestmark = pytest.mark.django_db


def ask(key: str, path: str = "/api/me/") -> Any:
    return APIClient().get(path, HTTP_AUTHORIZATION=f"Bearer {key}")


def test_a_key_works_in_its_own_workspace(user: User, workspace: Workspace) -> None:
    other = services.create_workspace(user, name="Second")
    key = services.create_key(user, other, name="script")
    assert ask(key).json()["workspace"]["id"] == str(other.id)
    assert ask(services.create_key(user, workspace, name="script")).json()["workspace"]["id"] == str(workspace.id)


def test_only_a_hash_is_kept(user: User, workspace: Workspace) -> None:
    key = services.create_key(user, workspace, name="script")
    row = ApiKey.objects.get()
    secret = key.partition(".")[2]
    assert secret not in "".join(str(value) for value in vars(row).values())


def test_a_revoked_key_is_refused(user: User, workspace: Workspace) -> None:
    key = services.create_key(user, workspace, name="script")
    assert ask(key).status_code == 200
    services.revoke_key(ApiKey.objects.get())
    answer = ask(key)
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"
    assert answer["WWW-Authenticate"] == "Bearer"


def test_an_expired_key_is_refused(user: User, workspace: Workspace) -> None:
    past = timezone.now() - timedelta(seconds=1)
    assert ask(services.create_key(user, workspace, name="script", expires=past)).status_code == 401


def test_a_key_of_a_former_member_is_refused(user: User, workspace: Workspace) -> None:
    key = services.create_key(user, workspace, name="script")
    Membership.objects.all().delete()
    answer = ask(key)
    assert answer.status_code == 403
    assert answer.json()["code"] == "no_workspace"


def test_a_key_of_a_disabled_user_is_refused(user: User, workspace: Workspace) -> None:
    key = services.create_key(user, workspace, name="script")
    User.objects.update(is_active=False)
    assert ask(key).status_code == 401


@pytest.mark.parametrize(
    "key", ["", "nonsense", "abcdefgh.", ".", "abcdefgh.wrong", "a\x00b.c", "Ünïcode.☃", "x" * 5000]
)
def test_a_key_that_is_none_is_refused(user: User, key: str) -> None:
    assert ask(key).status_code == 401


def test_the_right_prefix_with_another_secret_is_refused(user: User, workspace: Workspace) -> None:
    key = services.create_key(user, workspace, name="script")
    assert ask(f"{key.partition('.')[0]}.{'a' * 32}").status_code == 401


def test_a_used_key_costs_two_queries(user: User, workspace: Workspace, django_assert_num_queries: Any) -> None:
    key = services.create_key(user, workspace, name="script")
    assert ask(key, "/api/credits/").status_code == 200
    with django_assert_num_queries(3):  # the key with its user, the membership with its workspace, the credits
        assert ask(key, "/api/credits/").status_code == 200


def test_a_key_that_runs_wild_is_slowed_down(user: User, workspace: Workspace, monkeypatch: Any) -> None:
    from studio.accounts.api import PerKeyThrottle

    monkeypatch.setattr(PerKeyThrottle, "rate", "2/min")
    key = services.create_key(user, workspace, name="script")
    statuses = [ask(key).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = ask(key)
    assert answer.json()["code"] == "too_many_requests"
    assert int(answer["Retry-After"]) > 0
    assert ask(services.create_key(user, workspace, name="other")).status_code == 200


def test_the_command_prints_a_key_and_nothing_else() -> None:
    services.ensure_demo("a-long-password")
    out = StringIO()
    call_command("create_key", stdout=out)
    key = out.getvalue().strip()
    assert out.getvalue() == f"{key}\n"
    assert ask(key).json()["user"]["email"] == services.DEMO_EMAIL


def test_the_command_makes_a_key_of_a_named_user(user: User) -> None:
    out = StringIO()
    call_command("create_key", email=user.email, stdout=out)
    assert ask(out.getvalue().strip()).json()["user"]["email"] == user.email


def test_the_command_says_when_there_is_no_such_user(db: None) -> None:
    with pytest.raises(CommandError, match=r"demo@studio\.local"):
        call_command("create_key", stdout=StringIO())
