"""Photos come in whole and clean, are numbered once, and stay unseen until a screen has passed them."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from factories import jpeg
from studio.assets.models import Asset
from studio.photos.models import SourcePhoto, TargetPhoto
from studio.runs.models import Run
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use

ROLES = ("source", "target")


def send(client: APIClient, subject: Subject, role: str = "source", content: bytes | None = None, **fields: str) -> Any:
    file = SimpleUploadedFile("IMG 1.jpg", jpeg() if content is None else content, "image/jpeg")
    return client.post(f"/api/subjects/{subject.id}/{role}-photos/", {"file": file, **fields}, format="multipart")


def picture(kind: str, size: tuple[int, int], mode: str = "RGB", **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("role", "label", "filename"), [("source", "s1", "andie-source-1.jpg"), ("target", "t001", "andie-target-001.jpg")]
)
def test_a_photo_is_numbered_named_and_waits_for_its_report(
    browser: APIClient, subject: Subject, role: str, label: str, filename: str
) -> None:
    answer = send(browser, subject, role)
    photo = answer.json()
    assert answer.status_code == 201
    assert (photo["number"], photo["label"], photo["filename"], photo["name"]) == (1, label, filename, "IMG 1.jpg")
    assert (photo["width"], photo["height"], photo["role"]) == (900, 800, role)
    assert (photo["status"], photo["report"], photo["picture"]) == ("pending", None, None)
    run = Run.objects.get()
    assert (run.kind, run.price) == ("report", 0)
    assert run.recipe == {"role": role, "photo": photo["id"], "asset": str(Asset.objects.get().id)}
    stages = list(run.stage_runs.order_by("position").values_list("name", flat=True))
    assert stages == ["screen", "inspect", "identify"] if role == "source" else ["screen", "inspect"]


def test_an_unscreened_photo_is_not_served(browser: APIClient, subject: Subject) -> None:
    send(browser, subject)
    asset = Asset.objects.get()
    assert browser.get(f"/api/assets/{asset.id}/").status_code == 404
    assert browser.get(f"/api/assets/{asset.id}/160/").status_code == 404


WRONG = {
    "text": (b"hello", 415, "unsupported_type"),
    "nothing": (b"", 415, "unsupported_type"),
    "gif": (picture("GIF", (900, 900)), 415, "unsupported_type"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "unsupported_type"),
    "truncated": (jpeg()[:4000], 422, "unreadable_picture"),
    "only a beginning": (b"\xff\xd8\xff\xe0" + b"\0" * 100, 422, "unreadable_picture"),
    "small": (picture("JPEG", (2000, 799)), 422, "too_small"),
    "pixel bomb": (picture("PNG", (10_000, 5_001), "1"), 413, "too_many_pixels"),
    "heavy": (jpeg() + b"\0" * 25 * 1024 * 1024, 413, "too_many_bytes"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_file_is_refused_with_its_reason_and_leaves_nothing(
    browser: APIClient, subject: Subject, wrong: str
) -> None:
    content, status, code = WRONG[wrong]
    answer = send(browser, subject, "target", content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Asset.objects.exists()
    assert not Run.objects.exists()


def test_a_small_photo_is_told_what_was_measured_and_needed(browser: APIClient, subject: Subject) -> None:
    problem = send(browser, subject, content=picture("JPEG", (2000, 799))).json()
    assert problem["extra"] == {"measured": 799, "needed": 800}


def test_a_request_without_a_file_says_so(browser: APIClient, subject: Subject) -> None:
    answer = browser.post(f"/api/subjects/{subject.id}/source-photos/", {}, format="multipart")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert "file" in answer.json()["extra"]["fields"]


@pytest.mark.parametrize("role", ROLES)
def test_the_same_picture_again_is_the_photo_there_is(browser: APIClient, subject: Subject, role: str) -> None:
    first, again = send(browser, subject, role), send(browser, subject, role)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    assert Asset.objects.count() == Run.objects.count() == 1


def test_one_picture_may_be_source_and_target(browser: APIClient, subject: Subject) -> None:
    assert [send(browser, subject, role).status_code for role in ROLES] == [201, 201]


def test_a_number_is_never_given_twice(browser: APIClient, subject: Subject) -> None:
    photos = [send(browser, subject, content=jpeg(shade)).json() for shade in (10, 20)]
    assert browser.delete(f"/api/source-photos/{photos[1]['id']}/").status_code == 204
    assert [photo["number"] for photo in photos] == [1, 2]
    assert send(browser, subject, content=jpeg(30)).json()["number"] == 3
    assert send(browser, subject, "target", jpeg(30)).json()["number"] == 1


def test_a_target_is_attested_by_default_or_in_words(browser: APIClient, subject: Subject, user: Any) -> None:
    send(browser, subject, "target", jpeg(1))
    send(browser, subject, "target", jpeg(2), attestation="A model release lies in my drawer.")
    assert list(TargetPhoto.objects.order_by("number").values_list("attestation", flat=True)) == [
        f"By uploading it, {user.email} confirmed the right to use this photo.",
        "A model release lies in my drawer.",
    ]


@pytest.mark.parametrize("empty", ["", "   "])
def test_an_empty_attestation_is_refused(browser: APIClient, subject: Subject, empty: str) -> None:
    answer = send(browser, subject, "target", attestation=empty)
    assert (answer.status_code, answer.json()["code"]) == (422, "attestation_required")
    assert not TargetPhoto.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_without_consent_a_photo_is_only_screened(browser: APIClient, real_subject: Subject, role: str) -> None:
    send(browser, real_subject, role)
    run = Run.objects.get()
    assert run.kind == "screening"
    assert list(run.stage_runs.values_list("name", flat=True)) == ["screen"]


def test_with_consent_a_photo_is_measured(browser: APIClient, real_subject: Subject, user: Any) -> None:
    subjects.grant_consent(real_subject, uses=[Use.SWAP], given_by="Rea", statement="Yes.", evidence=None, by=user)
    send(browser, real_subject)
    assert Run.objects.get().kind == "report"


def test_metadata_never_gets_in(browser: APIClient, subject: Subject) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    send(browser, subject, content=picture("JPEG", (900, 900), exif=exif.tobytes(), comment=b"home address"))
    asset = Asset.objects.get()
    with asset_file(asset) as file:
        content = file.read()
    assert not any(secret in content for secret in (b"SecretPhone", b"home address", b"Exif"))


def asset_file(asset: Asset) -> Any:
    from django.core.files.storage import default_storage

    return default_storage.open(asset.key)


def test_viewers_look_and_strangers_find_nothing(
    browser: APIClient, viewer: APIClient, stranger: APIClient, subject: Subject, photo: Callable[..., Any]
) -> None:
    mine = photo("source")
    one, several = f"/api/source-photos/{mine.id}/", f"/api/subjects/{subject.id}/source-photos/"
    assert viewer.get(one).status_code == viewer.get(several).status_code == 200
    assert send(viewer, subject).status_code == 403
    assert viewer.delete(one).status_code == 403
    assert viewer.post(f"{one}choose-face/", {"index": 0}).status_code == 403
    assert stranger.get(one).status_code == stranger.get(several).status_code == 404
    assert send(stranger, subject).status_code == 404
    assert stranger.delete(one).status_code == 404
    assert stranger.post(f"{one}choose-face/", {"index": 0}).status_code == 404
    assert browser.get(f"/api/target-photos/{mine.id}/").status_code == 404
    assert SourcePhoto.objects.count() == 1


def test_a_list_goes_on_where_it_stopped(browser: APIClient, subject: Subject, photo: Callable[..., Any]) -> None:
    for number in (1, 2, 3):
        photo("target", number)
    page = browser.get(f"/api/subjects/{subject.id}/target-photos/?limit=2").json()
    rest = browser.get(page["next"]).json()
    assert [each["label"] for each in page["results"] + rest["results"]] == ["t003", "t002", "t001"]
    assert rest["next"] is None


def test_lists_and_photos_cost_few_queries(
    browser: APIClient, subject: Subject, photo: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 6):
        last = photo("source", number)
    with django_assert_max_num_queries(6):
        assert len(browser.get(f"/api/subjects/{subject.id}/source-photos/").json()["results"]) == 5
    with django_assert_max_num_queries(6):
        browser.get(f"/api/source-photos/{last.id}/")


def test_the_browser_hears_of_a_new_photo(
    browser: APIClient, subject: Subject, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        photo = send(browser, subject).json()
    told = [
        json.loads(callback.args[1])
        for callback in callbacks
        if len(getattr(callback, "args", ())) == 2 and isinstance(callback.args[1], str)
    ]
    assert {
        "type": "photo.changed",
        "subject": str(subject.id),
        "role": "source",
        "photo": photo["id"],
        "status": "pending",
    } in told


def test_the_hash_of_the_file_as_it_was_sent_is_kept(browser: APIClient, subject: Subject) -> None:
    first, again = picture("PNG", (900, 900)), picture("PNG", (900, 900), compress_level=1)
    assert first != again
    for content in (first, again):
        send(browser, subject, content=content)
    assert SourcePhoto.objects.get().original_sha256 == hashlib.sha256(first).hexdigest()
