"""A crop of a dataset's picture loses nothing, is screened anew, and leaves the photo it came from alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from studio.assets import selectors as assets
from studio.assets.models import Asset
from studio.datasets import selectors, services
from studio.datasets.models import Dataset, DatasetItem, ItemState
from studio.photos import services as photos
from studio.photos.models import PhotoStatus, SourcePhoto
from studio.runs.models import Run
from studio.subjects.models import Subject

from .conftest import fail, item, tell

HALF = [0.0, 0.0, 0.5, 0.75]
"""Of 900 x 800: 450 x 600."""


def edit(client: APIClient, made: DatasetItem, rotation: int = 0, crop: list[float] | None = None) -> Any:
    where = f"/api/datasets/{made.dataset_id}/items/{made.id}/edit/"
    return client.put(where, {"rotation": rotation, "crop": crop}, format="json")


def latest() -> Run:
    return Run.objects.filter(kind="import").order_by("-created_at").first()  # type: ignore[return-value]


def test_a_crop_is_withheld_screened_and_may_be_taken_back(
    browser: APIClient, dataset: Dataset, django_capture_on_commit_callbacks: Any
) -> None:
    before = item(dataset, 1)
    services.write(before, caption="mine")
    services.keep_scores(before, 0.9, {"fingerprint": "0" * 16}, [0.1] * 128)
    shown = edit(browser, before, 0, HALF).json()
    assert (shown["state"], shown["picture"], shown["quality"]) == ("pending", None, None)
    assert (shown["caption"], shown["crop"], shown["original"]["id"]) == ("mine", HALF, str(before.asset_id))
    now = item(dataset, 1)
    assert (now.asset.width, now.asset.height, now.vector) == (450, 600, None)
    tell(latest(), "screen")
    tell(latest(), "weigh")
    again = browser.get(f"/api/datasets/{dataset.id}/items/{now.id}/").json()
    assert (again["state"], again["picture"]["id"], again["quality"]) == ("ready", str(now.asset_id), 0.8)
    with django_capture_on_commit_callbacks(execute=True):
        back = edit(browser, now).json()
    assert (back["state"], back["picture"]["id"], back["original"]) == ("ready", str(before.asset_id), None)
    assert not Asset.objects.filter(id=now.asset_id).exists()
    assert assets.audit(dataset.workspace) == []
    assert SourcePhoto.objects.get(number=1).asset_id == before.asset_id


def test_the_same_edit_twice_is_one(browser: APIClient, dataset: Dataset) -> None:
    edit(browser, item(dataset, 1), 90)
    first = item(dataset, 1).asset_id
    assert edit(browser, item(dataset, 1), 90).status_code == 200
    assert item(dataset, 1).asset_id == first


def test_too_small_a_crop_changes_nothing(browser: APIClient, dataset: Dataset) -> None:
    answer = edit(browser, item(dataset, 1), 0, [0.0, 0.0, 0.05, 0.5])
    assert (answer.status_code, answer.json()["code"]) == (422, "too_small")
    assert item(dataset, 1).original is None


def test_a_refused_crop_withholds_all_of_the_photo(browser: APIClient, dataset: Dataset) -> None:
    edit(browser, item(dataset, 1), 0, HALF)
    fail(latest(), "screen", "content_refused")
    refused = item(dataset, 1)
    assert refused.state == ItemState.REFUSED
    assert refused.original is not None
    assert refused.original.quarantined
    assert SourcePhoto.objects.get(number=1).status == PhotoStatus.REFUSED
    answer = edit(browser, refused)
    assert (answer.status_code, answer.json()["code"]) == (409, "picture_unready")
    assert selectors.audit(dataset.workspace) == []


def test_a_crash_refuses_the_crop_and_not_the_photo(browser: APIClient, dataset: Dataset) -> None:
    edit(browser, item(dataset, 1), 0, HALF)
    fail(latest(), "screen", "engine_crashed")
    assert item(dataset, 1).state == ItemState.REFUSED
    assert SourcePhoto.objects.get(number=1).status == PhotoStatus.READY


def test_nothing_is_cropped_without_consent(
    browser: APIClient, real_subject: Subject, photo: Callable[..., Any]
) -> None:
    made = services.make(real_subject, "Hers")
    services.add(made, photos_wanted=[photo("source", 1, subject=real_subject).id])
    assert edit(browser, item(made, 1), 90).json()["code"] == "consent_missing"


@pytest.mark.parametrize("first", ["photo", "dataset"])
def test_a_file_goes_with_the_last_that_needs_it(
    dataset: Dataset, first: str, django_capture_on_commit_callbacks: Any
) -> None:
    mine = item(dataset, 1)
    assert mine.photo is not None
    file = mine.asset_id

    def delete_photo() -> None:
        photos.delete(SourcePhoto.objects.get(number=1))

    def take_out() -> None:
        services.remove(dataset, [mine.id])

    steps = [delete_photo, take_out] if first == "photo" else [take_out, delete_photo]
    steps[0]()
    assert Asset.objects.filter(id=file).exists()
    with django_capture_on_commit_callbacks(execute=True):
        steps[1]()
    assert not Asset.objects.filter(id=file).exists()
    assert assets.audit(dataset.workspace) == []
