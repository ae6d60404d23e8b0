"""The operator's pages open for staff only, and the ledger cannot be written there."""

from __future__ import annotations

import pytest
from django.test import Client

from studio.accounts import services
from studio.accounts.models import ApiKey, User, Workspace

PAGES = (
    "accounts/workspace",
    "accounts/user",
    "accounts/apikey",
    "credits/price",
    "credits/account",
    "credits/ledgerentry",
)


@pytest.fixture
def operator(db: None) -> Client:
    client = Client()
    User.objects.create_superuser("operator@example.org", "a-long-password")
    form = {"username": "operator@example.org", "password": "a-long-password"}
    assert client.post("/operator/login/?next=/operator/", form).status_code == 302
    return client


@pytest.mark.parametrize("page", PAGES)
def test_each_list_opens(operator: Client, user: User, workspace: Workspace, page: str) -> None:
    services.create_key(user, workspace, name="script")
    assert operator.get(f"/operator/{page}/").status_code == 200


def test_the_ledger_is_only_read(operator: Client, workspace: Workspace) -> None:
    assert operator.get("/operator/credits/ledgerentry/add/").status_code == 403
    entry = workspace.ledger.get()
    assert operator.post(f"/operator/credits/ledgerentry/{entry.pk}/change/", {"amount": 5}).status_code == 403
    assert operator.post(f"/operator/credits/ledgerentry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403


def test_an_operator_revokes_a_key(operator: Client, user: User, workspace: Workspace) -> None:
    services.create_key(user, workspace, name="script")
    key = ApiKey.objects.get()
    operator.post(f"/operator/accounts/apikey/{key.pk}/change/", {"revoked": "on"})
    key.refresh_from_db()
    assert key.revoked


@pytest.mark.parametrize("page", ["", *PAGES])
def test_members_do_not_get_in(user: User, page: str) -> None:
    client = Client()
    client.force_login(user)
    assert client.get(f"/operator/{page}/".replace("//", "/")).status_code == 302
