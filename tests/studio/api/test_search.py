"""Search: every word counts, nothing that is withheld, nothing of others, six queries for one and for many."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from studio.accounts.models import Membership, User, Workspace
from studio.assets.models import Asset
from studio.photos.models import PhotoStatus, SourcePhoto, TargetPhoto
from studio.runs.models import Run
from studio.subjects.models import Subject

NOTHING = {"subjects": [], "runs": [], "photos": []}


@pytest.fixture
def client(user: User) -> APIClient:
    made = APIClient()
    made.force_login(user)
    return made


def photo(
    model: Any, subject: Subject, number: int, name: str, status: str = PhotoStatus.READY, *, withheld: bool = False
) -> Any:
    kept = Asset.objects.create(
        workspace=subject.workspace,
        key=secrets.token_hex(8),
        sha256="0" * 64,
        size=1,
        content_type="image/jpeg",
        width=10,
        height=10,
        filename=name,
        quarantined=withheld,
    )
    return model.objects.create(
        workspace=subject.workspace, subject=subject, number=number, name=name, asset=kept, status=status
    )


def run(subject: Subject, title: str, kind: str = "swap") -> Run:
    return Run.objects.create(
        workspace=subject.workspace, subject=subject, kind=kind, title=title, recipe={}, pictures=1
    )


def found(client: APIClient, asked: str) -> Any:
    answer = client.get("/api/search/", {"q": asked})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_name_finds_the_model_and_its_runs_not_each_photo(client: APIClient, subject: Subject) -> None:
    shown = photo(SourcePhoto, subject, 1, "beach.jpg")
    made = run(subject, "Swap 1")
    run(subject, "Report 1", kind="report")
    answer = found(client, "ANDIE")
    assert [(one["slug"], one["picture"]["id"]) for one in answer["subjects"]] == [("andie", str(shown.asset_id))]
    assert [(one["id"], one["subject"]["name"]) for one in answer["runs"]] == [(str(made.id), "Andie")]
    assert answer["photos"] == []


def test_every_word_counts(client: APIClient, subject: Subject, real_subject: Subject) -> None:
    run(subject, "Swap 1")
    wanted = run(real_subject, "Swap 12")
    assert [one["id"] for one in found(client, "rea swap")["runs"]] == [str(wanted.id)]
    assert found(client, "rea nowhere") == NOTHING


@pytest.mark.parametrize(("asked", "label"), [("beach", "s1"), ("s1", "s1"), ("t003", "t003"), ("andie t3", "t003")])
def test_a_photo_by_its_file_or_its_label(client: APIClient, subject: Subject, asked: str, label: str) -> None:
    photo(SourcePhoto, subject, 1, "Beach.jpg")
    photo(SourcePhoto, subject, 3, "garden.jpg")
    photo(TargetPhoto, subject, 3, "street.jpg")
    assert [(one["label"], one["subject"]["slug"]) for one in found(client, asked)["photos"]] == [(label, "andie")]


def test_what_is_withheld_is_not_found(client: APIClient, subject: Subject) -> None:
    photo(SourcePhoto, subject, 1, "beach.jpg", PhotoStatus.REFUSED, withheld=True)
    photo(SourcePhoto, subject, 2, "beach.jpg", PhotoStatus.PENDING, withheld=True)
    photo(TargetPhoto, subject, 1, "beach.jpg", PhotoStatus.REFUSED)
    photo(TargetPhoto, subject, 2, "beach.jpg", PhotoStatus.PENDING)
    photo(TargetPhoto, subject, 3, "beach.jpg", withheld=True)
    assert found(client, "beach") == NOTHING


def test_nothing_of_another_workspace(client: APIClient, subject: Subject) -> None:
    photo(SourcePhoto, subject, 1, "beach.jpg")
    run(subject, "Swap 1")
    other = User.objects.create_user("eve@example.org", "a-long-password")
    Membership.objects.create(user=other, workspace=Workspace.objects.create(name="Other", slug="other"))
    stranger = APIClient()
    stranger.force_login(other)
    for asked in ("andie", "swap", "beach", "s1"):
        assert found(client, asked) != NOTHING
        assert found(stranger, asked) == NOTHING


def test_somebody_who_is_not_signed_in(db: None) -> None:
    assert APIClient().get("/api/search/", {"q": "andie"}).status_code == 401


@pytest.mark.parametrize("asked", ["", "   ", "%", "_", "'; --"])
def test_odd_questions_find_nothing(client: APIClient, subject: Subject, asked: str) -> None:
    photo(SourcePhoto, subject, 1, "beach.jpg")
    assert found(client, asked) == NOTHING


def test_a_question_that_is_too_long_is_refused(client: APIClient) -> None:
    assert client.get("/api/search/", {"q": "a" * 201}).status_code == 400
    assert client.get("/api/search/", {"q": "\x00"}).status_code == 400


def test_few_of_each_in_as_many_queries_for_one_as_for_many(client: APIClient, subject: Subject) -> None:
    def ask() -> tuple[Any, int]:
        with CaptureQueriesContext(connection) as asked:
            answer = found(client, "a")
        return answer, len(asked)

    photo(SourcePhoto, subject, 1, "b.jpg")
    _, first = ask()
    for number in range(2, 12):
        photo(SourcePhoto, subject, number, "face.jpg")
        photo(TargetPhoto, subject, number, "face.jpg")
        run(subject, f"Swap {number}")
    _, many = ask()
    assert first == many <= 6
    answer = found(client, "face")
    assert len(answer["photos"]) == 6
