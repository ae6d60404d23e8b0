"""What a program may do with its key, and that no key makes a stronger one."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from studio.accounts import services
from studio.accounts.models import ApiKey, Scope, User, Workspace
from studio.runs.models import Run

pytestmark = pytest.mark.django_db

SYNTHETIC = {"name": "A", "kind": "synthetic", "attestation": "Nobody's likeness."}


@pytest.fixture
def with_scopes(user: User, workspace: Workspace) -> Any:
    def make(*scopes: Scope) -> APIClient:
        _, key = services.make_key(user, workspace, name="script", scopes=scopes, expires=None)
        return APIClient(HTTP_AUTHORIZATION=f"Bearer {key}")

    return make


def test_reading(with_scopes: Any) -> None:
    program = with_scopes(Scope.READ)
    assert program.get("/api/subjects/").status_code == 200
    answer = program.post("/api/subjects/", SYNTHETIC, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert answer.json()["extra"] == {"scope": "write", "scopes": ["read"]}


def test_writing_is_not_spending(with_scopes: Any, workspace: Workspace) -> None:
    program = with_scopes(Scope.WRITE)
    assert program.post("/api/subjects/", SYNTHETIC, format="json").status_code == 201
    for path in ("/api/swaps/", "/api/runs/7f8a2f9e-0000-4000-8000-000000000000/retry/"):
        assert program.post(path, {}, format="json").json()["extra"]["scope"] == "spend"
    assert not Run.objects.exists()


def test_spending_is_not_writing(with_scopes: Any) -> None:
    program = with_scopes(Scope.SPEND)
    assert program.post("/api/subjects/", SYNTHETIC, format="json").status_code == 403
    assert program.post("/api/swaps/", {}, format="json").status_code == 400


def test_only_admin_touches_members_and_keys(with_scopes: Any) -> None:
    body = {"name": "more", "scopes": ["admin"]}
    weak = with_scopes(Scope.WRITE, Scope.SPEND)
    assert weak.post("/api/keys/", body, format="json").json()["code"] == "scope_missing"
    assert weak.patch("/api/workspace/", {"name": "A"}, format="json").json()["code"] == "scope_missing"
    strong = with_scopes(Scope.ADMIN)
    assert strong.post("/api/keys/", body, format="json").status_code == 201
    assert strong.patch("/api/workspace/", {"name": "A"}, format="json").status_code == 200


def test_no_key_chooses_a_workspace_or_joins_one(with_scopes: Any) -> None:
    program = with_scopes(*Scope)
    for path in ("/api/workspaces/choose/", "/api/invitations/accept/"):
        assert program.post(path, {}, format="json").status_code == 403
    assert program.get("/api/operator/users/").status_code == 404


def test_a_key_without_words_about_it_may_all(user: User, workspace: Workspace) -> None:
    services.create_key(user, workspace, name="command line")
    assert ApiKey.objects.get().scopes == ["read", "write", "spend", "admin"]


def test_a_key_is_shown_once_and_listed_without_its_secret(browser: APIClient) -> None:
    made = browser.post("/api/keys/", {"name": "laptop", "scopes": ["spend"], "days": 90}, format="json")
    key = made.json()["key"]
    assert made["Cache-Control"] == "no-store"
    assert made.json()["scopes"] == ["read", "spend"]
    listed = browser.get("/api/keys/")
    assert key.partition(".")[2] not in listed.content.decode()
    assert listed.json()["results"][0]["last_used_at"] is None
    assert APIClient().get("/api/me/", HTTP_AUTHORIZATION=f"Bearer {key}").status_code == 200
    assert browser.get("/api/keys/").json()["results"][0]["last_used_at"] is not None
    assert browser.delete(f"/api/keys/{made.json()['prefix']}/").status_code == 204
    assert APIClient().get("/api/me/", HTTP_AUTHORIZATION=f"Bearer {key}").status_code == 401
    assert browser.get("/api/keys/").json()["results"] == []


@pytest.mark.parametrize("body", [{"days": 7}, {"scopes": []}, {"scopes": ["root"]}, {"name": ""}])
def test_a_key_out_of_bounds_is_refused(browser: APIClient, body: dict[str, Any]) -> None:
    wanted = {"name": "laptop", "scopes": ["read"], **body}
    assert browser.post("/api/keys/", wanted, format="json").status_code == 400


def test_a_viewer_has_keys_that_only_read(viewer: APIClient) -> None:
    made = viewer.post("/api/keys/", {"name": "mine", "scopes": ["write"]}, format="json").json()
    program = APIClient(HTTP_AUTHORIZATION=f"Bearer {made['key']}")
    assert program.get("/api/subjects/").status_code == 200
    assert program.post("/api/subjects/", SYNTHETIC, format="json").json()["code"] == "permission_denied"
