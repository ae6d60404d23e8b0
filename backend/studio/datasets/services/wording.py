"""Writes captions: one at a time as somebody types, many at once with undo, and what captioners say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from imaging.capabilities import Description, Part
from imaging.captions import looks, template
from imaging.screening.examine import SAFE
from studio.datasets.errors import CaptionMoved
from studio.datasets.events import CaptionChanged
from studio.datasets.models import Author, Dataset, DatasetItem
from studio.datasets.services.collecting import changed
from studio.realtime.publish import publish


@transaction.atomic
def write(
    item: DatasetItem, *, caption: str | None = None, kept: bool | None = None, seen: int | None = None
) -> DatasetItem:
    """Keep what a person typed or decided. ``seen`` is the revision that was typed over.

    Raises CaptionMoved (409), with the caption as it is now, when somebody wrote a later revision.
    """
    item = DatasetItem.objects.select_for_update().select_related("dataset").get(id=item.id)
    if caption is not None and caption != item.caption:
        if seen is not None and seen != item.revision:
            raise CaptionMoved(
                "This caption was changed in another window. Nothing was overwritten; read it and save again.",
                caption=item.caption,
                revision=item.revision,
            )
        item.caption, item.author = caption, Author.PERSON
        item.revision += 1
    if kept is not None:
        item.kept = kept
    item.save(update_fields=["caption", "author", "revision", "kept"])
    _tell(item)
    return item


@transaction.atomic
def keep_said(item: DatasetItem, said: Mapping[str, Any], *, captioner: str) -> None:
    """Keep what an engine said. The caption follows unless a person or a file wrote it."""
    item = DatasetItem.objects.select_for_update().select_related("dataset__subject").get(id=item.id)
    item.said, item.captioner = dict(said), captioner
    if item.author in (Author.NOBODY, Author.ENGINE):
        item.caption, item.author = _filled(item), Author.ENGINE
        item.revision += 1
    item.save(update_fields=["said", "captioner", "caption", "author", "revision"])
    _tell(item)


def keep_scores(item: DatasetItem, quality: float, scores: Mapping[str, Any]) -> None:
    """Keep what a picture was weighed at."""
    DatasetItem.objects.filter(id=item.id).update(quality=quality, scores=dict(scores))


@transaction.atomic
def refill(dataset: Dataset) -> int:
    """Write the engines' captions anew by the dataset's template and trigger word; gives how many changed."""
    items = DatasetItem.objects.filter(dataset=dataset, author=Author.ENGINE).exclude(said=None)
    return _rewrite(dataset, items.select_related("dataset__subject"), _filled, author=Author.ENGINE)


def _filled(item: DatasetItem) -> str:
    said = item.said or {}
    words = Description(said.get("sentence", ""), {Part(part): text for part, text in said.get("parts", {}).items()})
    dataset = item.dataset
    filled = template.filled(
        dataset.template, trigger=dataset.subject.trigger_word, said=words, rating=SAFE, looks=dataset.looks
    )
    return filled if dataset.looks else looks.without_looks(filled)


@dataclass(frozen=True)
class Was:
    """What a picture's caption was before many were changed at once."""

    id: UUID
    caption: str
    author: str
    kept: bool


Changed = Callable[[DatasetItem], str]

ACTIONS: Mapping[str, Callable[[str, str], Changed]] = {
    "replace": lambda text, by: lambda item: item.caption.replace(text, by),
    "prepend": lambda text, _: lambda item: template.joined(f"{text}, {item.caption}"),
    "append": lambda text, _: lambda item: template.joined(f"{item.caption}, {text}"),
    "without_looks": lambda _text, _by: lambda item: looks.without_looks(item.caption),
    "clear": lambda _text, _by: lambda _item: "",
}
"""What can be done to many captions at once; each is made of the text it looks for or adds, and what replaces it."""


@transaction.atomic
def change_many(dataset: Dataset, items: Sequence[UUID], *, action: str, text: str = "", by: str = "") -> list[Was]:
    """Do one thing to many captions; gives what they were, for ``undo_many``. Unchanged ones are not counted."""
    chosen = DatasetItem.objects.select_for_update().filter(dataset=dataset, id__in=items)
    was = {item.id: Was(item.id, item.caption, item.author, item.kept) for item in chosen}
    if action in ("keep", "reject"):
        chosen.update(kept=action == "keep")
        changed(dataset)
        return [one for one in was.values() if one.kept != (action == "keep")]
    before = {item.id: item.caption for item in chosen}
    _rewrite(dataset, chosen, ACTIONS[action](text, by), author=Author.PERSON)
    after = dict(chosen.values_list("id", "caption"))
    return [one for one in was.values() if before[one.id] != after[one.id]]


@transaction.atomic
def undo_many(dataset: Dataset, was: Sequence[Was]) -> None:
    """Make captions again what they were."""
    known = {one.id: one for one in was}
    items = list(DatasetItem.objects.select_for_update().filter(dataset=dataset, id__in=known))
    for item in items:
        before = known[item.id]
        item.caption, item.author, item.kept = before.caption, before.author, before.kept
        item.revision += 1
    DatasetItem.objects.bulk_update(items, ["caption", "author", "kept", "revision"], batch_size=500)
    changed(dataset)


def _rewrite(dataset: Dataset, items: Iterable[DatasetItem], caption_of: Changed, *, author: Author) -> int:
    rewritten = []
    for item in items:
        caption = caption_of(item)
        if caption != item.caption:
            item.caption, item.author, item.revision = caption, author, item.revision + 1
            rewritten.append(item)
    DatasetItem.objects.bulk_update(rewritten, ["caption", "author", "revision"], batch_size=500)
    changed(dataset)
    return len(rewritten)


def _tell(item: DatasetItem) -> None:
    event = CaptionChanged(
        dataset=item.dataset_id,
        item=item.id,
        caption=item.caption,
        author=item.author,
        kept=item.kept,
        revision=item.revision,
    )
    publish(item.dataset.workspace_id, event)
