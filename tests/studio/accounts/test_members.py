"""Who may do what with members, invitations, keys and the workspace; and what ends when somebody is taken out."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from rest_framework.test import APIClient

from studio.accounts import services
from studio.accounts.models import ApiKey, Invitation, Membership, Role, User, Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def joined(workspace: Workspace) -> Callable[..., Membership]:
    """Somebody with a role in the workspace."""

    def make(role: Role = Role.EDITOR) -> Membership:
        somebody = User.objects.create_user(f"{uuid.uuid4().hex[:8]}@example.org", "a-long-password")
        return Membership.objects.create(user=somebody, workspace=workspace, role=role)

    return make


def signed_in(user: User) -> APIClient:
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
def editor(joined: Callable[..., Membership]) -> APIClient:
    return signed_in(joined().user)


@pytest.fixture
def places(user: User, workspace: Workspace, joined: Callable[..., Membership]) -> dict[str, str]:
    """Rows of the workspace that somebody may try to reach."""
    invitation, _ = services.invite(workspace, by=user, role=Role.EDITOR)
    row, _ = services.make_key(user, workspace, name="owner's", scopes=["read"], expires=None)
    return {"member": str(joined().pk), "invitation": str(invitation.pk), "key": row.prefix}


WRITES = [
    ("patch", "/api/workspace/", {"name": "Taken"}),
    ("patch", "/api/members/{member}/", {"role": "owner"}),
    ("delete", "/api/members/{member}/", None),
    ("get", "/api/invitations/", None),
    ("post", "/api/invitations/", {"role": "owner"}),
    ("post", "/api/invitations/{invitation}/take-back/", None),
    ("delete", "/api/keys/{key}/", None),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
@pytest.mark.parametrize("who", ["stranger", "anonymous", "viewer", "editor"])
def test_only_owners_of_this_workspace_may(
    request: Any, who: str, method: str, path: str, body: Any, places: dict[str, str], workspace: Workspace
) -> None:
    client = APIClient() if who == "anonymous" else request.getfixturevalue(who)
    answer = getattr(client, method)(path.format(**places), body, format="json")
    reaches_a_row = "{" in path
    if who == "stranger" and not reaches_a_row:
        # Strangers do it in their own workspace, where they are the owners.
        assert answer.status_code < 300
    else:
        hidden = who == "stranger" or (reaches_a_row and "keys" in path)
        assert answer.status_code == {"anonymous": 401}.get(who, 404 if hidden else 403), answer.json()
    workspace.refresh_from_db()
    assert workspace.name != "Taken"
    assert Membership.objects.get(pk=places["member"]).role == Role.EDITOR
    assert Invitation.objects.get(pk=places["invitation"]).revoked_at is None
    assert Invitation.objects.filter(workspace=workspace).count() == 1
    assert not ApiKey.objects.get(prefix=places["key"]).revoked


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_an_owner_may(browser: APIClient, method: str, path: str, body: Any, places: dict[str, str]) -> None:
    assert getattr(browser, method)(path.format(**places), body, format="json").status_code < 300


def test_viewers_see_members_and_write_only_about_themselves(viewer: APIClient, user: User) -> None:
    assert len(viewer.get("/api/members/").json()["results"]) == 2
    assert viewer.patch("/api/me/", {"name": "Vera"}, format="json").json()["user"]["name"] == "Vera"
    assert viewer.post("/api/subjects/", {"name": "A", "kind": "real"}, format="json").status_code == 403


def test_the_list_of_members_costs_the_same_for_any_number(
    browser: APIClient, joined: Callable[..., Membership], django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        joined()
    with django_assert_max_num_queries(4):
        assert len(browser.get("/api/members/").json()["results"]) == 13


def test_the_last_owner_stays_and_stays_owner(browser: APIClient, user: User) -> None:
    me = Membership.objects.get(user=user)
    for answer in (
        browser.post("/api/members/leave/"),
        browser.delete(f"/api/members/{me.pk}/"),
        browser.patch(f"/api/members/{me.pk}/", {"role": "viewer"}, format="json"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")
    me.refresh_from_db()
    assert me.role == Role.OWNER


def test_an_owner_leaves_when_there_is_another(browser: APIClient, user: User, joined: Any) -> None:
    other = joined()
    assert browser.patch(f"/api/members/{other.pk}/", {"role": "owner"}, format="json").json()["role"] == "owner"
    assert browser.post("/api/members/leave/").status_code == 204
    assert browser.get("/api/members/").json()["code"] == "no_workspace"


def test_everything_of_a_removed_member_ends_at_once(
    browser: APIClient, joined: Callable[..., Membership], workspace: Workspace
) -> None:
    member = joined()
    key = services.create_key(member.user, workspace, name="script")
    theirs = signed_in(member.user)
    assert theirs.get("/api/members/").status_code == 200
    assert browser.delete(f"/api/members/{member.pk}/").status_code == 204
    assert theirs.get("/api/members/").status_code == 403
    assert APIClient().get("/api/members/", HTTP_AUTHORIZATION=f"Bearer {key}").status_code == 403


class TestInvitations:
    """Joining by a link."""

    @pytest.fixture
    def link(self, browser: APIClient) -> Callable[..., str]:
        def make(**fields: Any) -> str:
            answer = browser.post("/api/invitations/", {"role": "viewer", **fields}, format="json")
            assert answer.status_code == 201
            return str(answer.json()["link"].rpartition("/")[2])

        return make

    def look(self, token: str) -> Any:
        return APIClient().post("/api/invitations/look/", {"token": token}, format="json")

    def test_lets_somebody_in_with_its_role_once(
        self, link: Callable[..., str], stranger: APIClient, viewer: APIClient, workspace: Workspace
    ) -> None:
        token = link()
        assert self.look(token).json()["workspace"] == workspace.name
        answer = stranger.post("/api/invitations/accept/", {"token": token}, format="json")
        assert answer.json() == {"id": str(workspace.pk), "name": workspace.name, "role": "viewer"}
        assert stranger.get("/api/me/").json()["workspace"]["id"] == str(workspace.pk)
        assert self.look(token).json()["code"] == "invitation_unusable"
        assert Invitation.objects.get().used == 1

    def test_is_not_used_up_by_a_member(self, link: Callable[..., str], viewer: APIClient) -> None:
        token = link()
        assert viewer.post("/api/invitations/accept/", {"token": token}, format="json").status_code == 200
        assert self.look(token).status_code == 200

    def test_keeps_only_a_hash(self, link: Callable[..., str]) -> None:
        token = link()
        assert token not in "".join(str(value) for value in vars(Invitation.objects.get()).values())

    @pytest.mark.parametrize("how", ["expired", "taken back", "unknown", "nothing"])
    def test_that_has_ended_tells_nobody_why(self, link: Callable[..., str], stranger: APIClient, how: str) -> None:
        token = {"unknown": "abc", "nothing": " "}.get(how) or link()
        if how == "expired":
            Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        if how == "taken back":
            services.take_back(Invitation.objects.get())
        for answer in (
            self.look(token),
            stranger.post("/api/invitations/accept/", {"token": token}, format="json"),
        ):
            assert answer.json()["code"] == ("invalid" if how == "nothing" else "invitation_unusable")
        assert not Membership.objects.filter(role=Role.VIEWER).exists()

    def test_is_sent_when_there_is_an_address(self, link: Callable[..., str], workspace: Workspace) -> None:
        token = link(email="new@example.org")
        letter = mail.outbox[0]
        assert letter.to == ["new@example.org"]
        assert f"/invite/{token}" in letter.body
        assert workspace.name in letter.subject

    def test_links_lead_to_the_public_address(self, browser: APIClient, settings: Any) -> None:
        settings.ENV = settings.ENV.model_copy(update={"studio_public_url": "https://studio.example.org/"})
        link = browser.post("/api/invitations/", {"role": "viewer"}, format="json").json()["link"]
        assert link.startswith("https://studio.example.org/invite/")

    def test_there_cannot_be_hundreds(self, browser: APIClient, user: User, workspace: Workspace) -> None:
        for _ in range(50):
            services.invite(workspace, by=user, role=Role.VIEWER)
        answer = browser.post("/api/invitations/", {"role": "viewer"}, format="json")
        assert (answer.status_code, answer.json()["code"]) == (409, "too_many_invitations")

    def test_opens_a_closed_studio_to_a_new_user(
        self, link: Callable[..., str], settings: Any, workspace: Workspace
    ) -> None:
        settings.ENV = settings.ENV.model_copy(update={"studio_open_signup": False})
        token, newcomer = link(), APIClient()
        body = {"email": "new@example.org", "password": "correct-horse-9"}
        path = "/_allauth/browser/v1/auth/signup"
        assert newcomer.post(path, body, format="json").status_code == 403
        assert newcomer.post(path, body, format="json", HTTP_X_INVITATION=token).status_code == 200
        assert newcomer.get("/api/me/").json()["workspace"]["id"] == str(workspace.pk)
        assert User.objects.get(email="new@example.org").memberships.count() == 1
        other = {**body, "email": "other@example.org"}
        assert APIClient().post(path, other, format="json", HTTP_X_INVITATION=token).status_code == 403
