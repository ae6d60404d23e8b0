"""Writes captions one at a time: as somebody types, and as captioners speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from studio.datasets import selectors
from studio.datasets.errors import CaptionMoved, PictureUnready
from studio.datasets.models import Author, DatasetItem, ItemState
from studio.datasets.services.telling import worded


@transaction.atomic
def write(
    item: DatasetItem, *, caption: str | None = None, kept: bool | None = None, seen: int | None = None
) -> DatasetItem:
    """Keep what a person typed or decided. ``seen`` is the revision that was typed over.

    Raises CaptionMoved (409), with the caption as it is now, when somebody wrote a later revision, and PictureUnready
    (409) for a decision on a refused picture.
    """
    item = DatasetItem.objects.select_for_update(of=("self",)).select_related("dataset").get(id=item.id)
    if caption is not None and caption != item.caption:
        if seen is not None and seen != item.revision:
            raise CaptionMoved(
                "This caption was changed in another window. Nothing was overwritten; read it and save again.",
                caption=item.caption,
                author=item.author,
                revision=item.revision,
            )
        # an emptied caption is nobody's again, so that a captioner may fill it
        item.caption, item.author = caption, Author.PERSON if caption.strip() else Author.NOBODY
        item.revision += 1
    if kept is not None:
        _require_let_in(item)
        item.kept = kept
    item.save(update_fields=["caption", "author", "revision", "kept"])
    worded(item)
    return item


def _require_let_in(item: DatasetItem) -> None:
    if item.state == ItemState.REFUSED:
        raise PictureUnready("This picture was refused, so it cannot be kept. Nothing was changed; take it out.")


@transaction.atomic
def keep_said(item: DatasetItem, said: Mapping[str, Any], *, captioner: str) -> None:
    """Keep what an engine said. The caption follows unless a person or a file wrote it."""
    item = DatasetItem.objects.select_for_update(of=("self",)).select_related("dataset__subject").get(id=item.id)
    item.said, item.captioner = dict(said), captioner
    if item.author in (Author.NOBODY, Author.ENGINE):
        item.caption, item.author = filled(item), Author.ENGINE
        item.revision += 1
    item.save(update_fields=["said", "captioner", "caption", "author", "revision"])
    worded(item)


def keep_scores(
    item: DatasetItem, quality: float, scores: Mapping[str, Any], vector: Sequence[float] | None = None
) -> None:
    """Keep what a picture was weighed at, and the identity vector of its face."""
    kept = list(vector) if vector else None
    DatasetItem.objects.filter(id=item.id).update(quality=quality, scores=dict(scores), vector=kept)


def filled(item: DatasetItem) -> str:
    """The template of its dataset, filled with what an engine said; subject and dataset must be at hand."""
    return selectors.filled(item.dataset, item.said or {})
