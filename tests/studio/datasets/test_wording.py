"""Captions: a person's words are never lost, by an engine, a template, a second window or many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studio.datasets import services
from studio.datasets.errors import CaptionMoved, DatasetNameTaken, TemplateRefused
from studio.datasets.models import Author, Dataset, DatasetItem
from studio.subjects.models import Subject

SAID = {
    "sentence": "close-up, smiling, red clothes",
    "parts": {"features": "brown hair", "pose": "close-up, smiling", "clothing": "red clothes"},
}


@pytest.fixture
def dataset(subject: Subject, photo: Callable[..., Any]) -> Dataset:
    made = services.make(subject, "First")
    taken = services.add(made, photos_wanted=[photo("source", number).id for number in (1, 2, 3)])
    assert [item.number for item in taken.items] == [1, 2, 3]
    return made


def captions(dataset: Dataset) -> list[tuple[str, str]]:
    return list(dataset.items.order_by("number").values_list("caption", "author"))


def item(dataset: Dataset, number: int) -> DatasetItem:
    return dataset.items.get(number=number)


def many(dataset: Dataset, items: list[Any] | None, action: str, **how: Any) -> list[services.Was]:
    return services.change_many(dataset, items, services.Wanted(action, **how))


def test_an_engine_fills_the_template_and_a_person_has_the_last_word(dataset: Dataset) -> None:
    services.keep_said(item(dataset, 1), SAID, captioner="measured-words")
    services.write(item(dataset, 2), caption="what I see")
    services.keep_said(item(dataset, 2), SAID, captioner="measured-words")
    assert captions(dataset) == [
        ("a photo of andie_m, close-up, smiling, red clothes", Author.ENGINE),
        ("what I see", Author.PERSON),
        ("", Author.NOBODY),
    ]


def test_another_template_rewrites_the_engines_captions_only(dataset: Dataset) -> None:
    for number in (1, 2):
        services.keep_said(item(dataset, number), SAID, captioner="measured-words")
    services.write(item(dataset, 2), caption="mine")
    services.change(dataset, template="{trigger}, {clothing}, {pose}, {rating}", looks=True)
    assert captions(dataset)[:2] == [
        ("andie_m, red clothes, close-up, smiling, sfw", Author.ENGINE),
        ("mine", Author.PERSON),
    ]


def test_a_template_that_cannot_be_filled_changes_nothing(dataset: Dataset) -> None:
    with pytest.raises(TemplateRefused, match=r"\{mood\}"):
        services.change(dataset, template="{trigger}, {mood}")
    dataset.refresh_from_db()
    assert dataset.template == "a photo of {trigger}, {description}"


def test_a_second_window_never_overwrites(dataset: Dataset) -> None:
    shown = item(dataset, 1)
    services.write(shown, caption="from the first window", seen=shown.revision)
    with pytest.raises(CaptionMoved) as refused:
        services.write(shown, caption="from the second", seen=shown.revision)
    assert refused.value.extra == {"caption": "from the first window", "author": "person", "revision": 1}
    assert item(dataset, 1).caption == "from the first window"
    # saving the same words again is no conflict
    services.write(shown, caption="from the first window", seen=0)


def test_captions_belong_to_their_pictures_whatever_is_taken_out(dataset: Dataset) -> None:
    for number in (1, 2, 3):
        services.write(item(dataset, number), caption=f"caption {number}")
    services.remove(dataset, [item(dataset, 2).id])
    assert dict(dataset.items.values_list("number", "caption")) == {1: "caption 1", 3: "caption 3"}


def test_many_at_once_and_back(dataset: Dataset) -> None:
    services.write(item(dataset, 1), caption="a photo of x, red dress")
    services.write(item(dataset, 2), caption="a photo of x, blue eyes, smiling")
    ids = list(dataset.items.values_list("id", flat=True))
    before = captions(dataset)

    was = many(dataset, ids, "replace", text="a photo of x", by="andie_m")
    assert len(was) == 2
    more = many(dataset, ids, "append", text="indoors")
    looks = many(dataset, ids, "without_looks")
    assert [caption for caption, _ in captions(dataset)] == [
        "andie_m, red dress, indoors",
        "andie_m, smiling, indoors",
        "indoors",
    ]
    for step in (looks, more, was):
        assert services.undo_many(dataset, step).moved == []
    assert captions(dataset) == before


def test_keep_and_reject_many(dataset: Dataset) -> None:
    ids = list(dataset.items.values_list("id", flat=True))
    was = many(dataset, ids[:2], "reject")
    assert dataset.items.filter(kept=False).count() == 2
    services.undo_many(dataset, was)
    assert dataset.items.filter(kept=True).count() == 3


def test_names_are_free_or_refused(dataset: Dataset, subject: Subject) -> None:
    with pytest.raises(DatasetNameTaken):
        services.make(subject, "first")
