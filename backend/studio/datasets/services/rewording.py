"""Changes many captions at once, and back; and fills the engines' ones anew when the template changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from imaging.captions import looks, template
from studio.datasets.models import Author, Dataset, DatasetItem, ItemState
from studio.datasets.services.telling import changed
from studio.datasets.services.wording import filled


@dataclass(frozen=True)
class Was:
    """What a picture's caption was before many were changed at once, and what it became."""

    id: UUID
    caption: str
    author: str
    kept: bool
    became: str


@dataclass(frozen=True)
class Wanted:
    """What to do: ``text`` is looked for or added, ``by`` replaces it."""

    action: str
    text: str = ""
    by: str = ""
    match_case: bool = True
    whole_words: bool = False


@dataclass(frozen=True)
class Undone:
    """How many are again what they were, and which somebody has changed since: those stay."""

    count: int
    moved: list[UUID]


Change = Callable[[DatasetItem, Wanted], str]

ACTIONS: Mapping[str, Change] = {
    "replace": lambda item, wanted: _replaced(item.caption, wanted),
    "prepend": lambda item, wanted: template.joined(f"{wanted.text}, {item.caption}"),
    "append": lambda item, wanted: template.joined(f"{item.caption}, {wanted.text}"),
    "add_trigger": lambda item, wanted: _with_trigger(item.caption, wanted.text),
    "without_looks": lambda item, _: looks.without_looks(item.caption),
    "clear": lambda _item, _wanted: "",
}
"""What can be done to the words of many captions at once."""
KEEPING = ("keep", "reject")


@transaction.atomic
def change_many(dataset: Dataset, items: Sequence[UUID] | None, wanted: Wanted) -> list[Was]:
    """Do one thing to many captions, or to all of them; gives what they were, for ``undo_many``.

    Those that stay as they are are not counted.
    """
    chosen = _locked(dataset, items)
    if wanted.action in KEEPING:
        was = _keep(chosen, kept=wanted.action == "keep")
    else:
        if wanted.action == "add_trigger":
            wanted = Wanted(wanted.action, text=dataset.subject.trigger_word)
        was = _rewrite(chosen, lambda item: ACTIONS[wanted.action](item, wanted), author=Author.PERSON)
    changed(dataset)
    return was


@transaction.atomic
def undo_many(dataset: Dataset, was: Sequence[Was]) -> Undone:
    """Make captions again what they were, but for those that somebody changed since."""
    known = {one.id: one for one in was}
    items = _locked(dataset, list(known))
    # By its words and not by its revision: of several changes, each can be taken back after the ones that followed it.
    moved = [item.id for item in items if item.caption != known[item.id].became]
    for item in items:
        before = known[item.id]
        item.kept = before.kept
        if item.id not in moved and item.caption != before.caption:
            item.caption, item.author, item.revision = before.caption, before.author, item.revision + 1
    DatasetItem.objects.bulk_update(items, ["caption", "author", "kept", "revision"], batch_size=500)
    changed(dataset)
    changed_words = [item for item in moved if known[item].caption != known[item].became]
    return Undone(len(items) - len(changed_words), changed_words)


@transaction.atomic
def refill(dataset: Dataset) -> int:
    """Write the engines' captions anew by the dataset's template and trigger word; gives how many changed."""
    rows = DatasetItem.objects.select_for_update(of=("self",)).filter(dataset=dataset, author=Author.ENGINE)
    items = rows.exclude(said=None).select_related("dataset__subject")
    count = len(_rewrite(items, filled, author=Author.ENGINE))
    changed(dataset)
    return count


def _locked(dataset: Dataset, items: Sequence[UUID] | None) -> list[DatasetItem]:
    rows = DatasetItem.objects.select_for_update().filter(dataset=dataset).exclude(state=ItemState.REFUSED)
    return list(rows if items is None else rows.filter(id__in=items))


def _keep(items: Sequence[DatasetItem], *, kept: bool) -> list[Was]:
    turned = [item for item in items if item.kept != kept]
    DatasetItem.objects.filter(id__in=[item.id for item in turned]).update(kept=kept)
    return [Was(item.id, item.caption, item.author, item.kept, item.caption) for item in turned]


def _rewrite(items: Iterable[DatasetItem], caption_of: Callable[[DatasetItem], str], *, author: Author) -> list[Was]:
    rewritten, was = list[DatasetItem](), list[Was]()
    for item in items:
        caption = caption_of(item)
        if caption != item.caption:
            was.append(Was(item.id, item.caption, item.author, item.kept, became=caption))
            item.caption, item.revision = caption, item.revision + 1
            item.author = author if caption.strip() else Author.NOBODY
            rewritten.append(item)
    DatasetItem.objects.bulk_update(rewritten, ["caption", "author", "revision"], batch_size=500)
    return was


def _replaced(caption: str, wanted: Wanted) -> str:
    if not wanted.text:
        return caption
    looked_for = re.escape(wanted.text)
    if wanted.whole_words:
        looked_for = rf"(?<!\w){looked_for}(?!\w)"
    found = re.compile(looked_for, 0 if wanted.match_case else re.IGNORECASE)
    new = found.sub(lambda _: wanted.by, caption)
    # words that were taken out leave no empty place between commas behind
    return new if new == caption else template.joined(new)


def _with_trigger(caption: str, trigger: str) -> str:
    return caption if trigger.lower() in caption.lower() else template.joined(f"{trigger}, {caption}")


def as_answer(was: Sequence[Was]) -> list[dict[str, Any]]:
    """What an undo has to send back."""
    return [{**asdict(one), "id": str(one.id)} for one in was]
