"""A zip of photos becomes its photos, and the answer says what became of each."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from rest_framework.test import APIClient

from factories import jpeg
from studio.photos.models import SourcePhoto, TargetPhoto
from studio.subjects.models import Subject
from studio.uploads.models import Upload
from studio.uploads.services import completing, parts

from .test_protocol import begin, put


def zipped(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in files:
            made.writestr(name, content)
    return buffer.getvalue()


def send(client: APIClient, subject: Subject, content: bytes, **fields: Any) -> Any:
    upload = begin(client, subject, content, filename="photos.zip", part_size=1 << 20, **fields).json()["upload"]
    for part in upload["parts"]:
        put(part, content)
    return client.post(f"/api/uploads/{upload['id']}/complete/")


def test_each_picture_is_a_photo_and_each_entry_is_answered_for(browser: APIClient, subject: Subject) -> None:
    content = zipped(
        ("a.jpg", jpeg(1)), ("more/b.jpg", jpeg(2)), ("again.jpg", jpeg(1)), (".DS_Store", b"x"),
        ("words.txt", b"words"), ("../out.jpg", jpeg(3)),
    )  # fmt: skip
    answer = send(browser, subject, content, to="target-photos", attestation="Mine.")
    assert answer.status_code == 201
    became = [(entry["name"], entry["outcome"], entry["code"]) for entry in answer.json()["entries"]]
    assert became == [
        ("a.jpg", "added", ""),
        ("b.jpg", "added", ""),
        ("again.jpg", "duplicate", ""),
        ("words.txt", "refused", "unsupported_type"),
        ("out.jpg", "refused", "archive_refused"),
    ]
    assert sorted(TargetPhoto.objects.values_list("name", "attestation")) == [("a.jpg", "Mine."), ("b.jpg", "Mine.")]
    assert not list(parts.kept())


def test_a_large_one_is_unpacked_in_several_calls(browser: APIClient, subject: Subject, monkeypatch: Any) -> None:
    monkeypatch.setattr(completing, "SECONDS_AT_ONCE", 0.0)
    answer = send(browser, subject, zipped(*((f"{n}.jpg", jpeg(n)) for n in range(3))))
    assert (answer.status_code, answer.json()["status"], answer.json()["left"]) == (202, "unpacking", 2)
    address = f"/api/uploads/{answer.json()['id']}/complete/"
    answers = [browser.post(address) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 201, 201]
    assert [entry["outcome"] for entry in answers[-1].json()["entries"]] == ["added"] * 3
    assert SourcePhoto.objects.count() == 3


def test_photos_that_are_there_are_known(browser: APIClient, subject: Subject) -> None:
    send(browser, subject, zipped(("a.jpg", jpeg(1))))
    answer = send(browser, subject, zipped(("b.jpg", jpeg(1)), ("c.jpg", jpeg(2))))
    assert [entry["outcome"] for entry in answer.json()["entries"]] == ["known", "added"]


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(500), zipped(("zeros.jpg", b""))[:-10]])
def test_a_broken_one_is_refused_and_gone(browser: APIClient, subject: Subject, content: bytes) -> None:
    answer = send(browser, subject, content)
    assert (answer.status_code, answer.json()["code"]) == (422, "archive_refused")
    assert Upload.objects.get().status == "refused"
    assert not list(parts.kept())
