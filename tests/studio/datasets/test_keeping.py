"""Versions and downloads over HTTP: the same content is one version, and a zip holds what is kept, in pairs."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from studio.datasets import selectors, services
from studio.datasets.models import Dataset, DatasetItem, DatasetVersion
from studio.photos.models import Decision, SourcePhoto
from studio.runs.models import Run
from studio.subjects.models import Subject

from .conftest import item, send, tell


def freeze(client: APIClient, dataset: Dataset) -> Any:
    return client.post(f"/api/datasets/{dataset.id}/freeze/")


def read(answer: Any) -> bytes:
    async def collect() -> bytes:
        return b"".join([piece async for piece in answer])

    return asyncio.run(collect())


def download(client: APIClient, dataset: Dataset, query: str = "") -> dict[str, bytes]:
    answer = client.get(f"/api/datasets/{dataset.id}/archive/{query}")
    assert answer.status_code == 200
    content = read(answer)
    assert len(content) == int(answer["Content-Length"])
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture
def worded(dataset: Dataset) -> Dataset:
    for number in (1, 2, 3):
        services.write(item(dataset, number), caption=f"a photo of andie_m, {number}, wörter")
    return dataset


def test_a_version_is_made_once_and_listed(browser: APIClient, worded: Dataset) -> None:
    first = freeze(browser, worded)
    assert (first.status_code, first.json()["version"], first.json()["pictures"]) == (201, 1, 3)
    assert first.json()["warnings"][0].startswith("3 pictures. 20 to 50")
    again = freeze(browser, worded)
    assert (again.status_code, again.json()["hash"]) == (200, first.json()["hash"])
    services.write(item(worded, 1), caption="andie_m, other words")
    assert freeze(browser, worded).json()["version"] == 2
    listed = browser.get(f"/api/datasets/{worded.id}/versions/").json()["results"]
    assert [one["version"] for one in listed] == [2, 1]
    assert browser.get(f"/api/datasets/{worded.id}/").json()["version"] == 2
    assert browser.delete(f"/api/datasets/{worded.id}/").json()["code"] == "dataset_frozen"
    assert selectors.audit(worded.workspace) == []
    DatasetVersion.objects.filter(number=1).update(sha256="0" * 64)
    assert len(selectors.audit(worded.workspace)) == 1


def test_the_same_words_again_are_the_first_version(browser: APIClient, worded: Dataset) -> None:
    first = freeze(browser, worded).json()
    services.write(item(worded, 1), caption="andie_m, other words")
    freeze(browser, worded)
    services.write(item(worded, 1), caption="a photo of andie_m, 1, wörter")
    assert freeze(browser, worded).json()["version"] == first["version"]


def test_the_download_is_what_is_kept_in_pairs(browser: APIClient, worded: Dataset) -> None:
    freeze(browser, worded)
    services.write(item(worded, 2), kept=False)
    files = download(browser, worded)
    assert sorted(files) == ["andie_1.jpg", "andie_1.txt", "andie_2.jpg", "andie_2.txt"]
    assert files["andie_2.txt"].decode() == "a photo of andie_m, 3, wörter"
    assert files["andie_1.jpg"].startswith(b"\xff\xd8\xff")
    assert len(download(browser, worded, "?version=1")) == 6
    assert browser.get(f"/api/datasets/{worded.id}/archive/?version=2").status_code == 404
    assert browser.get(f"/api/datasets/{worded.id}/archive/?version=x").status_code == 400


def test_what_was_refused_since_is_in_no_download(browser: APIClient, worded: Dataset) -> None:
    freeze(browser, worded)
    services.not_let_in(item(worded, 1), "content_refused", "It is explicit.")
    assert len(download(browser, worded, "?version=1")) == len(download(browser, worded)) == 4


def test_a_download_comes_back_in_as_it_went_out(browser: APIClient, worded: Dataset, subject: Subject) -> None:
    answer = browser.get(f"/api/datasets/{worded.id}/archive/")
    other = services.make(subject, "Again")
    report = send(browser, other, read(answer)).json()["report"]
    assert (report["pictures"], report["captions"], report["left_out"]) == (3, 3, [])
    said = list(other.items.order_by("number").values_list("caption", flat=True))
    assert said == [f"a photo of andie_m, {number}, wörter" for number in (1, 2, 3)]


def test_an_empty_one_is_refused_with_what_to_do(browser: APIClient, subject: Subject) -> None:
    made = services.make(subject, "Empty")
    for answer in (freeze(browser, made), browser.get(f"/api/datasets/{made.id}/archive/")):
        assert (answer.status_code, answer.json()["code"]) == (422, "dataset_empty")
    lines = browser.get(f"/api/datasets/{made.id}/").json()["advice"]["lines"]
    assert [(line["key"], line["kind"]) for line in lines] == [("number", "stop")]


def test_missing_words_name_the_pictures(browser: APIClient, dataset: Dataset) -> None:
    answer = freeze(browser, dataset)
    assert (answer.status_code, answer.json()["code"]) == (409, "dataset_unready")
    assert len(answer.json()["extra"]["items"]) == 3


def test_one_picture_is_allowed_and_warned_of(browser: APIClient, subject: Subject, photo: Callable[..., Any]) -> None:
    made = services.make(subject, "One")
    services.add(made, photos_wanted=[photo("source", 1).id])
    services.write(item(made, 1), caption="a photo of andie_m")
    answer = freeze(browser, made)
    assert answer.status_code == 201
    assert answer.json()["warnings"] == [
        "1 picture. A training would learn it by heart. Add 19 more; 20 to 50 are best."
    ]


def test_what_is_still_being_checked_waits(browser: APIClient, worded: Dataset) -> None:
    DatasetItem.objects.filter(dataset=worded, number=1).update(state="pending")
    assert freeze(browser, worded).json()["code"] == "dataset_unready"


def test_what_was_rejected_or_quarantined_where_it_came_from_is_in_no_version(
    browser: APIClient, worded: Dataset
) -> None:
    SourcePhoto.objects.filter(number=1).update(decision=Decision.REJECT)
    item(worded, 2).asset.__class__.objects.filter(id=item(worded, 2).asset_id).update(quarantined=True)
    assert freeze(browser, worded).json()["pictures"] == 1


def test_advice_names_copies_faint_pictures_and_the_next_one(browser: APIClient, worded: Dataset) -> None:
    run = Run.objects.get(kind="import")
    tell(run, "weigh", 0, quality=0.7)
    tell(run, "weigh", 1, quality=0.9)
    tell(run, "weigh", 2, quality=0.3, fingerprint="f" * 16, weakest="sharpness")
    advice = browser.get(f"/api/datasets/{worded.id}/").json()["advice"]
    ids = {number: str(item(worded, number).id) for number in (1, 2, 3)}
    assert advice["copies"] == [[ids[2], ids[1]]]
    assert advice["quality"] == {"weighed": 3, "mean": 0.633, "below_gate": [ids[3]]}
    lines = {line["key"]: line for line in advice["lines"]}
    assert lines["copies"]["items"] == [ids[1]]
    assert lines["quality"]["sentence"].startswith("1 picture below the quality of 0.6: not sharp enough.")
    assert advice["coverage"]["faces"] == 3
    assert advice["coverage"]["cells"][0] == [0, 0, 3, 0, 0]
    assert advice["next"] is None
