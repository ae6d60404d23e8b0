"""The home page: what a card says, that it is only ours, and that it costs the same for one and for many."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from rest_framework.test import APIClient

from studio.accounts.models import Membership, User, Workspace
from studio.assets.models import Asset
from studio.photos.models import PhotoStatus, SourcePhoto, TargetPhoto
from studio.runs.models import Run, RunStatus, StageRun
from studio.subjects.models import Consent, Subject
from studio.swaps.models import SwapResult


@pytest.fixture
def client(user: User) -> APIClient:
    made = APIClient()
    made.force_login(user)
    return made


def asset(workspace: Workspace, filename: str, *, quarantined: bool = False) -> Asset:
    return Asset.objects.create(
        workspace=workspace,
        key=f"{workspace.slug}/{secrets.token_hex(4)}-{filename}",
        sha256="0" * 64,
        size=1,
        content_type="image/jpeg",
        width=1000,
        height=1500,
        filename=filename,
        quarantined=quarantined,
    )


def photo(model: Any, subject: Subject, number: int, status: str = PhotoStatus.READY) -> Any:
    refused = status == PhotoStatus.REFUSED
    kept = asset(subject.workspace, f"{model.__name__}-{number}.jpg", quarantined=refused)
    return model.objects.create(
        workspace=subject.workspace, subject=subject, number=number, name="n.jpg", asset=kept, status=status
    )


def run(subject: Subject, status: str = RunStatus.SUCCEEDED, kind: str = "swap", captured: int = 0) -> Run:
    made = Run.objects.create(
        workspace=subject.workspace, subject=subject, kind=kind, title="Swap 1", recipe={}, pictures=1, status=status,
        captured=captured, price=captured,
    )  # fmt: skip
    StageRun.objects.create(run=made, position=0, name="swap", label="Swapping faces", total=1)
    return made


def result(made: Run, index: int, *, enhanced: bool) -> SwapResult:
    better = asset(made.workspace, f"enhanced-{index}.jpg") if enhanced else None
    return SwapResult.objects.create(
        workspace=made.workspace, run=made, index=index, swapped=asset(made.workspace, f"swapped-{index}.jpg"),
        enhanced=better, engine="mesh-warp",
    )  # fmt: skip


def full(subject: Subject) -> Run:
    """A subject with some of everything."""
    for number in (1, 2, 3):
        photo(SourcePhoto, subject, number)
    photo(SourcePhoto, subject, 4, PhotoStatus.REFUSED)
    photo(TargetPhoto, subject, 1)
    photo(TargetPhoto, subject, 2, PhotoStatus.REFUSED)
    run(subject, kind="report")
    made = run(subject, captured=24)
    result(made, 0, enhanced=True)
    result(made, 1, enhanced=False)
    return made


def test_a_card(client: APIClient, real_subject: Subject) -> None:
    made = full(real_subject)
    run(real_subject, kind="screening", status=RunStatus.RUNNING)
    Consent.objects.create(subject=real_subject, uses=["swap"], given_by="A", statement="B")
    answer = client.get("/api/overview/").json()
    assert answer["running"] == []
    card = answer["subjects"][0]
    assert card["consent_state"] == "live"
    assert card["counts"] == {"sources": 4, "targets": 2, "results": 2, "refused": 2}
    assert card["spent"] == 24
    assert card["last_run"]["id"] == str(made.id)
    assert card["last_run"]["stages"][0]["name"] == "swap"
    assert card["cover"]["filename"] == "swapped-1.jpg"
    assert [thumb["filename"] for thumb in card["thumbs"]] == [
        "enhanced-0.jpg",
        "SourcePhoto-1.jpg",
        "SourcePhoto-2.jpg",
    ]
    kept = Asset.objects.get(filename="swapped-1.jpg")
    assert card["cover"]["id"] == str(kept.id)
    assert card["cover"]["url"] == f"/api/assets/{kept.id}/"
    assert (card["cover"]["width"], card["cover"]["height"]) == (1000, 1500)
    assert set(card["cover"]["thumbnails"]) == {"160", "480", "1200"}


def test_the_card_of_a_new_subject(client: APIClient, subject: Subject, real_subject: Subject) -> None:
    cards = {card["slug"]: card for card in client.get("/api/overview/").json()["subjects"]}
    assert cards["andie"] == {
        "id": str(subject.id),
        "slug": "andie",
        "name": "Andie",
        "kind": "synthetic",
        "trigger_word": "andie_m",
        "consent_state": "not_needed",
        "cover": None,
        "thumbs": [],
        "counts": {"sources": 0, "targets": 0, "results": 0, "refused": 0},
        "spent": 0,
        "last_run": None,
    }
    assert cards["rea"]["consent_state"] == "missing"


def test_consent_as_the_subject_page_says_it(client: APIClient, real_subject: Subject, settings: Any) -> None:
    given = Consent.objects.create(subject=real_subject, uses=["swap"], given_by="A", statement="B")

    def states() -> set[str]:
        card = client.get("/api/overview/").json()["subjects"][0]["consent_state"]
        return {card, client.get("/api/subjects/rea/").json()["consent_state"]}

    assert states() == {"live"}
    settings.ENV = settings.ENV.model_copy(update={"studio_consent_level": "self"})
    assert states() == {"missing"}
    given.revoked_at = given.granted_at
    given.save()
    assert states() == {"revoked"}


def test_what_is_withheld_is_not_shown(client: APIClient, subject: Subject) -> None:
    photo(SourcePhoto, subject, 1, PhotoStatus.REFUSED)
    pending = photo(SourcePhoto, subject, 2, PhotoStatus.PENDING)
    Asset.objects.filter(pk=pending.asset_id).update(quarantined=True)
    hidden = result(run(subject), 0, enhanced=True)
    Asset.objects.filter(pk=hidden.swapped_id).update(quarantined=True)
    card = client.get("/api/overview/").json()["subjects"][0]
    assert (card["cover"], card["thumbs"]) == (None, [])


def test_runs_that_are_going(client: APIClient, subject: Subject) -> None:
    going = [run(subject, status=status) for status in (RunStatus.QUEUED, RunStatus.RUNNING)]
    run(subject, status=RunStatus.CANCELLED)
    found = client.get("/api/overview/").json()["running"]
    assert {each["id"] for each in found} == {str(each.id) for each in going}


def test_another_workspace_is_not_seen(client: APIClient) -> None:
    other = Workspace.objects.create(name="Other", slug="other")
    Membership.objects.create(user=User.objects.create_user("eve@example.org"), workspace=other)
    theirs = Subject.objects.create(workspace=other, name="Theirs", slug="theirs", kind="real", trigger_word="t_m")
    run(theirs, status=RunStatus.RUNNING)
    assert client.get("/api/overview/").json() == {"subjects": [], "running": []}


@pytest.mark.parametrize("subjects", [1, 12])
def test_six_queries_for_one_and_for_many(
    client: APIClient, workspace: Workspace, subjects: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(subjects):
        full(Subject.objects.create(workspace=workspace, name=f"S{number}", slug=f"s{number}", kind="real"))
        run(Subject.objects.latest("created_at"), status=RunStatus.RUNNING)
    with django_assert_max_num_queries(6):
        answer = client.get("/api/overview/").json()
    assert len(answer["subjects"]) == len(answer["running"]) == subjects
