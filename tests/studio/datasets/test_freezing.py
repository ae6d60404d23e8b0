"""A version never changes, and nothing refused, rejected or unspoken is ever in one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studio.datasets import services
from studio.datasets.errors import DatasetEmpty, DatasetFrozen, DatasetUnready
from studio.datasets.models import Dataset
from studio.photos.models import Decision
from studio.subjects.errors import ConsentMissing
from studio.subjects.models import Subject


@pytest.fixture
def dataset(subject: Subject, photo: Callable[..., Any]) -> Dataset:
    made = services.make(subject, "First")
    taken = services.add(made, photos_wanted=[photo("source", number).id for number in (1, 2, 3)])
    for item in taken.items:
        services.write(item, caption=f"a photo of andie_m, {item.number}")
    return made


def test_the_same_content_is_the_same_version(dataset: Dataset) -> None:
    first = services.freeze(dataset)
    assert (first.number, first.pictures) == (1, 3)
    assert services.freeze(dataset) == first
    services.write(dataset.items.get(number=2), caption="another")
    second = services.freeze(dataset)
    assert second.number == 2
    assert list(first.items.order_by("index").values_list("caption", flat=True))[1] == "a photo of andie_m, 2"


def test_a_version_keeps_what_is_taken_out_later(dataset: Dataset) -> None:
    version = services.freeze(dataset)
    services.remove(dataset, list(dataset.items.values_list("id", flat=True)))
    assert version.items.count() == 3
    with pytest.raises(DatasetFrozen):
        services.delete(dataset)


def test_rejected_pictures_are_left_out(dataset: Dataset) -> None:
    services.write(dataset.items.get(number=1), kept=False)
    assert services.freeze(dataset).pictures == 2


def test_a_picture_that_was_refused_since_is_left_out(dataset: Dataset) -> None:
    services.not_let_in(dataset.items.get(number=3), "content_refused", "It is explicit.")
    version = services.freeze(dataset)
    assert version.pictures == 2
    assert not version.items.filter(asset__quarantined=True).exists()


def test_an_empty_or_silent_dataset_is_refused_before_anything_is_paid(dataset: Dataset, subject: Subject) -> None:
    services.write(dataset.items.get(number=2), caption="  ")
    with pytest.raises(DatasetUnready, match="1 kept pictures have no caption"):
        services.freeze(dataset)
    with pytest.raises(DatasetEmpty):
        services.freeze(services.make(subject, "Empty"))


def test_nothing_is_frozen_without_consent_to_train(real_subject: Subject, photo: Callable[..., Any]) -> None:
    made = services.make(real_subject, "First")
    with pytest.raises(ConsentMissing):
        services.freeze(made)


def test_what_cannot_be_taken_is_reported(subject: Subject, photo: Callable[..., Any]) -> None:
    made = services.make(subject, "First")
    good, refused = photo("source", 1), photo("source", 2, status="refused")
    rejected = photo("source", 3, decision=Decision.REJECT)
    pending = photo("source", 4, status="pending")
    taken = services.add(made, photos_wanted=[good.id, refused.id, rejected.id, pending.id])
    assert [item.photo_id for item in taken.items] == [good.id]
    assert len(taken.left_out) == 3
    again = services.add(made, photos_wanted=[good.id])
    assert again.items == []
    assert again.left_out[0].why == "It is in the dataset already."


def test_a_rendered_subject_needs_no_face_and_a_real_one_does(
    subject: Subject, real_subject: Subject, photo: Callable[..., Any]
) -> None:
    made, hers = services.make(subject, "Drawn"), services.make(real_subject, "Hers")
    drawn = photo("source", 1, status="warned", verdict="refuse")
    faceless = photo("source", 1, status="warned", verdict="refuse", subject=real_subject)
    assert len(services.add(made, photos_wanted=[drawn.id]).items) == 1
    assert services.add(hers, photos_wanted=[faceless.id]).left_out[0].why == "No face found."
