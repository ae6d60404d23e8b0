"""Users in the hands of the operator; for everybody else these pages do not exist."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from studio.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(user: User) -> APIClient:
    made = User.objects.create_superuser("operator@example.org", "a-long-password")
    client = APIClient()
    client.force_login(made)
    return client


def test_finds_users_in_few_queries(operator: APIClient, user: User, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        assert len(operator.get("/api/operator/users/").json()["results"]) == 2
    found = operator.get("/api/operator/users/", {"search": user.email[:6]}).json()["results"]
    assert [(one["email"], one["workspaces"], one["is_me"]) for one in found] == [(user.email, 1, False)]


def test_shuts_out_at_once_and_lets_in_again(operator: APIClient, browser: APIClient, user: User) -> None:
    path = f"/api/operator/users/{user.pk}/"
    assert operator.patch(path, {"is_active": False}, format="json").json()["is_active"] is False
    assert browser.get("/api/me/").status_code == 401
    assert operator.patch(path, {"is_active": True}, format="json").json()["is_active"] is True
    assert browser.get("/api/me/").status_code == 200


def test_makes_operators_but_never_shuts_out_itself(operator: APIClient, browser: APIClient, user: User) -> None:
    assert operator.patch(f"/api/operator/users/{user.pk}/", {"is_staff": True}, format="json").status_code == 200
    assert browser.get("/api/operator/users/").status_code == 200
    me = User.objects.get(email="operator@example.org")
    for change in ({"is_active": False}, {"is_staff": False}):
        answer = operator.patch(f"/api/operator/users/{me.pk}/", change, format="json")
        assert (answer.status_code, answer.json()["code"]) == (409, "changes_yourself")


@pytest.mark.parametrize("who", ["browser", "viewer", "stranger"])
def test_does_not_exist_for_others(request: Any, who: str, user: User) -> None:
    client = request.getfixturevalue(who)
    assert client.get("/api/operator/users/").status_code == 404
    change = {"is_staff": True}
    assert client.patch(f"/api/operator/users/{user.pk}/", change, format="json").status_code == 404
    assert APIClient().get("/api/operator/users/").status_code == 401
    assert not User.objects.filter(is_staff=True).exists()


def test_the_command_makes_the_first_one(user: User) -> None:
    out = StringIO()
    call_command("make_operator", user.email.upper(), stdout=out)
    user.refresh_from_db()
    assert user.is_staff
    assert user.email in out.getvalue()
    call_command("make_operator", user.email, "--no-longer", stdout=out)
    user.refresh_from_db()
    assert not user.is_staff
    with pytest.raises(CommandError, match="Nobody"):
        call_command("make_operator", "nobody@example.org", stdout=StringIO())
