"""A zip of pictures and captions: what is taken is screened before it is shown, the rest is answered for."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from rest_framework.test import APIClient

from factories import jpeg
from imaging.intake.archive import entries
from imaging.intake.pairs import paired
from studio.assets import selectors as assets
from studio.assets.models import Asset
from studio.datasets import selectors, services, sweeping
from studio.datasets.models import Author, Dataset, DatasetItem, ItemState
from studio.datasets.services import importing
from studio.runs import services as runs
from studio.runs.models import Run
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use
from studio.uploads.services import parts

from ..uploads.test_protocol import begin, put
from .conftest import fail, item, send, tell, zipped


@pytest.fixture
def empty(subject: Subject) -> Dataset:
    return services.make(subject, "Imported")


def encoded(kind: str, shade: int, size: tuple[int, int] = (512, 640)) -> bytes:
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize(size).point(lambda value: (value + shade) % 256).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def test_pairs_are_taken_whatever_folders_kinds_and_capitals(browser: APIClient, empty: Dataset) -> None:
    answer = send(
        browser,
        empty,
        zipped(
            ("set/10_andie/A.JPG", jpeg(1)),
            ("set/10_andie/a.txt", "andie_m,  smiling\r\n"),
            ("set/other/a.jpg", jpeg(2)),
            ("set/other/a.caption", "\ufeffandie_m, outdoors".encode()),
            ("b.webp", encoded("WEBP", 3)),
            ("b.txt", "andie_m, wörter".encode("utf-16")),
            ("c.heic", encoded("HEIF", 4)),
            ("images/d.png", encoded("PNG", 5, (64, 96))),
            ("captions/d.txt", "andie_m, tiny"),
            ("__MACOSX/._a.jpg", b"\0" * 40),
            (".DS_Store", b"x"),
        ),
    )
    assert answer.status_code == 202, answer.json()
    report = answer.json()["report"]
    assert (report["pictures"], report["captions"], report["left_out"]) == (5, 4, [])
    assert report["notes"] == [
        "1 picture came without a caption. Write one or run a captioner.",
        "Captions of 1 picture lay in another folder, under the same name.",
    ]
    rows = DatasetItem.objects.filter(dataset=empty).order_by("number")
    assert [(one.name, one.caption, one.author) for one in rows] == [
        ("A", "andie_m, smiling", Author.FILE),
        ("a", "andie_m, outdoors", Author.FILE),
        ("b", "andie_m, wörter", Author.FILE),
        ("c", "", Author.NOBODY),
        ("d", "andie_m, tiny", Author.FILE),
    ]
    assert Run.objects.get(id=answer.json()["id"]).price == 0
    # nothing is shown before it was screened
    assert {one.state for one in rows} == {ItemState.PENDING}
    shown = browser.get(f"/api/datasets/{empty.id}/items/").json()["results"]
    assert [one["picture"] for one in shown] == [None] * 5
    assert not Asset.objects.filter(key__contains=str(empty.id), quarantined=False).exists()


def test_what_cannot_be_taken_is_named_with_the_reason(browser: APIClient, empty: Dataset) -> None:
    answer = send(
        browser,
        empty,
        zipped(
            ("good.jpg", jpeg(1)),
            ("good.txt", b"\x89PNG\r\n\x1a\n and not words"),
            ("again.jpg", jpeg(1)),
            ("words.jpg", "a caption that is called a picture"),
            ("cut.jpg", jpeg(2)[:3000]),
            ("small.png", encoded("PNG", 3, (40, 40))),
            ("lonely.txt", "no picture beside me"),
            ("notes.pdf", b"%PDF-1.4"),
            ("../out.jpg", jpeg(4)),
            ("more.zip", zipped(("x.jpg", jpeg(5)))),
        ),
    )
    report = answer.json()["report"]
    assert (report["pictures"], report["captions"]) == (1, 0)
    assert {one["name"]: one["code"] for one in report["left_out"]} == {
        "good.txt": "unreadable_picture",
        "again.jpg": "known",
        "words.jpg": "unsupported_type",
        "cut.jpg": "unreadable_picture",
        "small.png": "too_small",
        "lonely.txt": "no_picture",
        "notes.pdf": "unsupported_type",
        "out.jpg": "archive_refused",
        "more.zip": "archive_refused",
    }
    assert all(one["why"].endswith(".") for one in report["left_out"])


def test_a_look_says_what_would_be_taken_and_keeps_nothing(browser: APIClient, empty: Dataset) -> None:
    content = zipped(("a.jpg", jpeg(1)), ("a.txt", "andie_m"), ("b.jpg", "words"))
    looked = send(browser, empty, content, "import/look/")
    taken = send(browser, empty, content)
    assert looked.status_code == 200
    assert looked.json() == taken.json()["report"]
    assert (looked.json()["pictures"], empty.items.count(), Run.objects.count()) == (1, 1, 1)


def test_an_archive_of_nothing_keeps_nothing(browser: APIClient, empty: Dataset) -> None:
    answer = send(browser, empty, zipped(("a.jpg", "words"), ("b.txt", "words")))
    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_to_import")
    assert [one["name"] for one in answer.json()["extra"]["report"]["left_out"]] == ["b.txt", "a.jpg"]
    assert not Run.objects.exists()
    assert assets.audit(empty.workspace) == []


def bomb() -> bytes:
    """One entry that announces far more than it is packed from."""
    content = bytearray(zipped(("a.jpg", bytes(64))))
    head = content.rfind(b"PK\x01\x02")
    content[head + 24 : head + 28] = struct.pack("<I", 2**31)
    return bytes(content)


@pytest.mark.parametrize("content", [bomb(), b"PK\x03\x04" + bytes(500), b"a picture of nothing"])
def test_bombs_and_damaged_archives_are_refused_whole(browser: APIClient, empty: Dataset, content: bytes) -> None:
    answer = send(browser, empty, content)
    assert (answer.status_code, answer.json()["code"]) == (422, "archive_refused")
    assert not empty.items.exists()


def test_too_many_pictures_are_refused_before_one_is_opened(
    browser: APIClient, empty: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST", 2)
    answer = send(browser, empty, zipped(*((f"{n}.jpg", jpeg(n)) for n in range(3))))
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_pictures")
    assert assets.audit(empty.workspace) == []


def test_nothing_is_looked_at_without_consent_to_train(browser: APIClient, real_subject: Subject) -> None:
    made = services.make(real_subject, "Imported")
    answer = send(browser, made, zipped(("a.jpg", jpeg(1))))
    assert (answer.status_code, answer.json()["code"]) == (403, "consent_missing")
    assert not Asset.objects.exists()


def test_the_same_archive_twice_is_one(browser: APIClient, empty: Dataset) -> None:
    content = zipped(("a.jpg", jpeg(1)), ("b.jpg", jpeg(2)))
    assert send(browser, empty, content).status_code == 202
    again = send(browser, empty, content)
    assert [one["code"] for one in again.json()["extra"]["report"]["left_out"]] == ["known", "known"]
    assert empty.items.count() == 2


def test_pictures_are_shown_one_by_one_as_they_pass(browser: APIClient, empty: Dataset) -> None:
    answer = send(browser, empty, zipped(("a.jpg", jpeg(1)), ("b.jpg", jpeg(2))))
    run = Run.objects.get(id=answer.json()["id"])
    tell(run, "screen", 0)
    fail(run, "screen", "content_refused", 1)
    first, second = browser.get(f"/api/datasets/{empty.id}/items/").json()["results"]
    assert (first["state"], second["state"]) == ("ready", "refused")
    assert browser.get(first["picture"]["url"]).status_code == 200
    found = browser.get(f"/api/datasets/{empty.id}/").json()
    assert (found["pictures"], found["kept"], found["counts"]["kept"], found["counts"]["refused"]) == (1, 1, 1, 1)
    assert found["cover"]["id"] == first["picture"]["id"]
    assert second["picture"] is None
    assert browser.get(f"/api/assets/{item(empty, 2).asset_id}/").status_code == 404
    assert selectors.audit(empty.workspace) == []
    # what was refused stays refused, whatever is asked of it
    bulk = {"action": "keep", "items": [second["id"]]}
    assert browser.post(f"/api/datasets/{empty.id}/items/bulk/", bulk, format="json").json()["changed"] == 0
    patched = browser.patch(f"/api/datasets/{empty.id}/items/{second['id']}/", {"kept": True}, format="json")
    assert (patched.status_code, patched.json()["code"]) == (409, "picture_unready")


def test_a_crash_of_the_screen_refuses_what_nobody_has_let_in(browser: APIClient, empty: Dataset) -> None:
    send(browser, empty, zipped(("a.jpg", jpeg(1))))
    fail(Run.objects.get(), "screen", "engine_crashed")
    assert item(empty, 1).state == ItemState.REFUSED


def test_a_check_that_was_cancelled_is_asked_for_again(browser: APIClient, empty: Dataset) -> None:
    send(browser, empty, zipped(("a.jpg", jpeg(1)), ("b.jpg", jpeg(2))))
    assert sweeping.check_waiting_pictures() == 0
    runs.cancel(Run.objects.get())
    assert sweeping.check_waiting_pictures() == 2
    assert sweeping.check_waiting_pictures() == 0
    assert Run.objects.count() == 2


def test_a_withdrawn_consent_leaves_pictures_unseen_and_asks_nothing(browser: APIClient, real_subject: Subject) -> None:
    given = subjects.grant_consent(
        real_subject, uses=[Use.TRAIN], given_by="Rea", statement="You may.", evidence=None, by=None
    )
    made = services.make(real_subject, "Imported")
    send(browser, made, zipped(("a.jpg", jpeg(1))))
    subjects.revoke_consent(given)
    runs.cancel(Run.objects.get())
    assert sweeping.check_waiting_pictures() == 0
    assert item(made, 1).state == ItemState.PENDING
    assert browser.get(f"/api/datasets/{made.id}/items/").json()["results"][0]["picture"] is None


def test_a_viewer_brings_nothing_in(viewer: APIClient, stranger: APIClient, empty: Dataset) -> None:
    content = zipped(("a.jpg", jpeg(1)))
    assert send(viewer, empty, content).status_code == 403
    assert send(stranger, empty, content).status_code == 404


def test_captions_pair_with_no_picture_where_that_is_ambiguous(tmp_path: Any) -> None:
    file = tmp_path / "set.zip"
    file.write_bytes(zipped(("one/a.jpg", b"x"), ("two/a.jpg", b"x"), ("words/a.txt", "whose?")))
    found = paired(entries(file))
    assert [pair.words for pair in found.pairs] == [None, None]
    assert [entry.name for entry in found.lonely] == ["a.txt"]


def test_a_file_goes_with_its_picture_unless_a_version_holds_it(
    browser: APIClient, empty: Dataset, photo: Callable[..., Any]
) -> None:
    send(browser, empty, zipped(("a.jpg", jpeg(1)), ("a.txt", "andie_m"), ("b.jpg", jpeg(2)), ("b.txt", "andie_m")))
    for index in (0, 1):
        tell(Run.objects.get(), "screen", index)
    services.write(item(empty, 2), kept=False)
    services.freeze(empty)
    kept, gone = item(empty, 1).asset_id, item(empty, 2).asset_id
    services.remove(empty, [item(empty, number).id for number in (1, 2)])
    assert Asset.objects.filter(id=kept).exists()
    assert not Asset.objects.filter(id=gone).exists()
    assert selectors.audit(empty.workspace) == []


def test_an_archive_in_parts_is_a_new_dataset(browser: APIClient, empty: Dataset, subject: Subject) -> None:
    content = zipped(("a.jpg", jpeg(1)), ("a.txt", "andie_m"), ("b.jpg", "words"))
    upload = begin(browser, subject, content, to="dataset-archives", filename="Imported.zip").json()["upload"]
    for part in upload["parts"]:
        put(part, content)
    answer = browser.post(f"/api/uploads/{upload['id']}/complete/").json()
    (entry,) = answer["entries"]
    assert (entry["outcome"], entry["shown"]["name"], entry["shown"]["pictures"]) == ("added", "Imported 2", 1)
    assert [one["name"] for one in entry["shown"]["report"]["left_out"]] == ["b.jpg"]
    made = Dataset.objects.get(id=entry["made"])
    assert item(made, 1).state == ItemState.PENDING


def test_an_archive_in_parts_of_nothing_makes_no_dataset(browser: APIClient, subject: Subject) -> None:
    content = zipped(("b.jpg", "words"))
    upload = begin(browser, subject, content, to="dataset-archives", filename="set.zip").json()["upload"]
    for part in upload["parts"]:
        put(part, content)
    answer = browser.post(f"/api/uploads/{upload['id']}/complete/")
    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_to_import")
    assert not Dataset.objects.exists()
    # its parts lie there until the owner gives it up, or for a day
    assert browser.delete(f"/api/uploads/{upload['id']}/").status_code == 204
    assert UUID(upload["id"]) not in set(parts.kept())


def test_no_archive_is_sent_without_consent_to_train(browser: APIClient, real_subject: Subject) -> None:
    refused = begin(browser, real_subject, zipped(("a.jpg", jpeg(1))), to="dataset-archives", filename="a.zip")
    assert (refused.status_code, refused.json()["code"]) == (403, "consent_missing")
