"""A file comes in parts, in any order, twice or cut off; what is handed over is the file that was announced."""

from __future__ import annotations

import base64
import hashlib
import time
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from rest_framework.test import APIClient

from factories import jpeg
from studio.photos.models import SourcePhoto, TargetPhoto
from studio.subjects.models import Subject
from studio.uploads import sweeping
from studio.uploads.models import Part, Upload
from studio.uploads.services import opening, parts

PART = 64 * 1024


def photo(shade: int = 0, size: int = 5 * PART // 2) -> bytes:
    """A photo of some parts: bytes after the end of a JPEG are allowed, and dropped when it is let in."""
    content = jpeg(shade)
    return content + bytes(max(0, size - len(content)))


def begin(client: APIClient, subject: Subject, content: bytes, /, to: str = "source-photos", **fields: Any) -> Any:
    body = {
        "to": to,
        "subject": str(subject.id),
        "filename": "IMG 1.jpg",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "part_size": PART,
        **fields,
    }
    return client.post("/api/uploads/", body, format="json")


def put(part: Any, content: bytes, **headers: str) -> Any:
    """Send a part as a client without a login would: the address is all it needs."""
    piece = content[part["offset"] : part["offset"] + part["size"]]
    return APIClient().generic("PUT", part["url"], piece, content_type=part["headers"]["Content-Type"], **headers)


def send_all(client: APIClient, subject: Subject, content: bytes, **fields: Any) -> Any:
    upload = begin(client, subject, content, **fields).json()["upload"]
    for part in upload["parts"]:
        assert put(part, content).status_code == 204
    return client.post(f"/api/uploads/{upload['id']}/complete/")


def test_a_file_arrives_in_parts_of_any_order(browser: APIClient, subject: Subject) -> None:
    content = photo()
    answer = begin(browser, subject, content)
    upload = answer.json()["upload"]
    assert answer.status_code == 201
    assert [(part["number"], part["size"]) for part in upload["parts"]] == [(1, PART), (2, PART), (3, PART // 2)]
    for part in reversed(upload["parts"]):
        assert put(part, content).status_code == 204
    answer = browser.post(f"/api/uploads/{upload['id']}/complete/")
    assert answer.status_code == 201
    entry = answer.json()["entries"][0]
    row = SourcePhoto.objects.get()
    assert (entry["outcome"], entry["made"], entry["shown"]["label"]) == ("added", str(row.id), "s1")
    assert (row.original_sha256, row.name) == (hashlib.sha256(content).hexdigest(), "IMG 1.jpg")


def test_it_says_which_parts_are_there(browser: APIClient, subject: Subject) -> None:
    content = photo()
    upload = begin(browser, subject, content).json()["upload"]
    put(upload["parts"][1], content)
    now = browser.get(f"/api/uploads/{upload['id']}/").json()
    assert (now["received"], [part["number"] for part in now["parts"]]) == ([2], [1, 3])
    missing = browser.post(f"/api/uploads/{upload['id']}/complete/")
    assert (missing.status_code, missing.json()["code"]) == (409, "parts_missing")
    assert missing.json()["extra"]["missing"] == [1, 3]


def test_the_same_file_again_goes_on_where_it_was(browser: APIClient, subject: Subject) -> None:
    content = photo()
    first = begin(browser, subject, content).json()["upload"]
    put(first["parts"][0], content)
    again = begin(browser, subject, content)
    assert (again.status_code, again.json()["upload"]["id"]) == (200, first["id"])
    assert again.json()["upload"]["received"] == [1]


def test_completing_twice_gives_one_photo_and_one_answer(browser: APIClient, subject: Subject) -> None:
    content = photo()
    first = send_all(browser, subject, content)
    again = browser.post(f"/api/uploads/{first.json()['id']}/complete/")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json()["entries"] == first.json()["entries"]
    assert SourcePhoto.objects.count() == 1


def test_a_file_that_is_there_is_known_before_it_is_sent(browser: APIClient, subject: Subject) -> None:
    content = photo()
    made = send_all(browser, subject, content).json()["entries"][0]["made"]
    answer = begin(browser, subject, content)
    assert (answer.status_code, answer.json()["upload"], answer.json()["known"]["id"]) == (200, None, made)
    asked = [hashlib.sha256(content).hexdigest(), "0" * 64]
    body = {"to": "source-photos", "subject": str(subject.id), "sha256": asked}
    known = browser.post("/api/uploads/known/", body, format="json").json()["known"]
    assert known == [{"sha256": asked[0], "id": made}]
    assert browser.post("/api/uploads/known/", {**body, "to": "target-photos"}, format="json").json() == {"known": []}


def test_the_same_picture_in_another_file_is_the_photo_there_is(browser: APIClient, subject: Subject) -> None:
    assert send_all(browser, subject, photo()).status_code == 201
    answer = send_all(browser, subject, photo(size=3 * PART))
    assert (answer.status_code, answer.json()["entries"][0]["outcome"]) == (200, "known")
    assert SourcePhoto.objects.count() == 1


def test_a_file_that_is_not_what_was_announced_is_sent_again(browser: APIClient, subject: Subject) -> None:
    content = photo()
    upload = begin(browser, subject, content, sha256="1" * 64).json()["upload"]
    for part in upload["parts"]:
        put(part, content)
    answer = browser.post(f"/api/uploads/{upload['id']}/complete/")
    assert (answer.status_code, answer.json()["code"]) == (422, "upload_damaged")
    assert browser.get(f"/api/uploads/{upload['id']}/").json()["received"] == []
    assert not SourcePhoto.objects.exists()


def test_a_refused_file_is_refused_again_in_the_same_words(browser: APIClient, subject: Subject) -> None:
    first = send_all(browser, subject, b"hello " * 20_000)
    again = browser.post(f"/api/uploads/{Upload.objects.get().id}/complete/")
    assert (first.status_code, first.json()["code"]) == (415, "unsupported_type")
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert not list(parts.kept())


WRONG_PARTS = {
    "short": (lambda piece: piece[:-1], {}),
    "long": (lambda piece: piece + b"x", {}),
    "empty": (lambda _: b"", {}),
    "another digest": (lambda piece: piece, {"HTTP_CONTENT_DIGEST": "sha-256=:AAAA:"}),
}


@pytest.mark.parametrize("wrong", WRONG_PARTS)
def test_a_damaged_part_does_not_count(browser: APIClient, subject: Subject, wrong: str) -> None:
    change, headers = WRONG_PARTS[wrong]
    content = photo()
    upload = begin(browser, subject, content).json()["upload"]
    part = upload["parts"][0]
    answer = APIClient().generic("PUT", part["url"], change(content[:PART]), content_type="image/jpeg", **headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "part_damaged")
    assert not Part.objects.exists()
    assert not list((Path(settings.PARTS) / upload["id"]).glob("*"))


def test_a_digest_that_fits_is_fine(browser: APIClient, subject: Subject) -> None:
    content = photo()
    part = begin(browser, subject, content).json()["upload"]["parts"][0]
    digest = base64.b64encode(hashlib.sha256(content[:PART]).digest()).decode()
    assert put(part, content, HTTP_CONTENT_DIGEST=f"sha-256=:{digest}:").status_code == 204


def test_an_address_is_good_for_its_part_only(browser: APIClient, subject: Subject) -> None:
    content = photo()
    first, second, _ = begin(browser, subject, content).json()["upload"]["parts"]
    swapped = first["url"].replace("/parts/1/", "/parts/2/")
    for url in (swapped, first["url"].split("?")[0], first["url"] + "x"):
        answer = APIClient().generic("PUT", url, content[:PART])
        assert (answer.status_code, answer.json()["code"]) == (403, "address_expired")
    assert put(second, content).status_code == 204


def test_an_old_address_is_no_longer_good(browser: APIClient, subject: Subject, monkeypatch: Any) -> None:
    content = photo()
    part = begin(browser, subject, content).json()["upload"]["parts"][0]
    later = time.time() + parts.ADDRESS_SECONDS + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert put(part, content).status_code == 403


def test_giving_up_leaves_nothing(browser: APIClient, subject: Subject) -> None:
    content = photo()
    upload = begin(browser, subject, content).json()["upload"]
    put(upload["parts"][0], content)
    assert browser.delete(f"/api/uploads/{upload['id']}/").status_code == 204
    assert not Upload.objects.exists()
    assert not list(parts.kept())
    assert put(upload["parts"][1], content).status_code == 404


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"to": "nowhere"}, 422, "unknown_destination"),
        ({"size": 26 * 1024 * 1024}, 413, "too_many_bytes"),
        ({"size": 26 * 1024 * 1024, "filename": "a.zip"}, 201, None),
        ({"size": 2 * 1024**3, "filename": "a.zip"}, 413, "too_many_bytes"),
        ({"size": 0}, 400, "invalid"),
        ({"sha256": "xyz"}, 400, "invalid"),
        ({"to": "target-photos", "attestation": " "}, 422, "attestation_required"),
        ({"subject": str(uuid.uuid4())}, 404, "not_found"),
    ],
)
def test_what_cannot_be_is_refused_before_a_byte(
    browser: APIClient, subject: Subject, fields: dict[str, Any], status: int, code: str | None
) -> None:
    answer = begin(browser, subject, photo(), **fields)
    assert (answer.status_code, answer.json().get("code")) == (status, code)


def test_a_workspace_has_so_many_uploads_open(browser: APIClient, subject: Subject, monkeypatch: Any) -> None:
    monkeypatch.setattr(opening, "MOST_OPEN", 2)
    codes = [begin(browser, subject, photo(shade)).status_code for shade in (1, 2, 3)]
    assert codes == [201, 201, 409]


def test_viewers_send_nothing_and_strangers_find_nothing(
    browser: APIClient, viewer: APIClient, stranger: APIClient, subject: Subject
) -> None:
    upload = begin(browser, subject, photo()).json()["upload"]
    assert begin(viewer, subject, photo()).status_code == 403
    assert begin(stranger, subject, photo()).status_code == 404
    assert begin(APIClient(), subject, photo()).status_code == 401
    address = f"/api/uploads/{upload['id']}/"
    assert stranger.get(address).status_code == stranger.delete(address).status_code == 404
    assert viewer.delete(address).status_code == 403
    assert stranger.post(f"{address}complete/").status_code == 404


def test_a_target_keeps_what_was_attested(browser: APIClient, subject: Subject, user: Any) -> None:
    send_all(browser, subject, photo(1), to="target-photos", attestation="A release lies in my drawer.")
    send_all(browser, subject, photo(2), to="target-photos")
    assert list(TargetPhoto.objects.order_by("number").values_list("attestation", flat=True)) == [
        "A release lies in my drawer.",
        f"By uploading it, {user.email} confirmed the right to use this photo.",
    ]


def test_what_nobody_finishes_is_swept_and_audited(browser: APIClient, subject: Subject) -> None:
    content = photo()
    old = begin(browser, subject, content).json()["upload"]
    put(old["parts"][0], content)
    young = begin(browser, subject, photo(9)).json()["upload"]
    put(young["parts"][0], photo(9))
    assert sweeping.audit() == []
    (Path(settings.PARTS) / young["id"] / "1").unlink()
    (Path(settings.PARTS) / str(uuid.uuid4())).mkdir()
    assert len(sweeping.audit()) == 2
    Upload.objects.filter(id=old["id"]).update(touched_at=timezone.now() - timedelta(hours=25))
    assert sweeping.sweep(left_alone=0) == 2
    assert [str(each) for each in Upload.objects.values_list("id", flat=True)] == [young["id"]]


def test_an_upload_costs_few_queries(browser: APIClient, subject: Subject, django_assert_max_num_queries: Any) -> None:
    content = photo(size=10 * PART)
    with django_assert_max_num_queries(9):  # session, user, membership, subject, known, same, room, insert
        upload = begin(browser, subject, content).json()["upload"]
    for part in upload["parts"]:
        with django_assert_max_num_queries(4):
            put(part, content)
    with django_assert_max_num_queries(6):
        browser.get(f"/api/uploads/{upload['id']}/")


@pytest.fixture(autouse=True)
def no_leftovers() -> Any:
    yield
    for upload_id in list(parts.kept()):
        parts.forget(upload_id)
