"""Crops and turns a picture of a dataset: a version of it is made, screened and learned; the original stays."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.db import transaction

from imaging.intake import edit as pixels
from imaging.intake.edit import Edit
from imaging.intake.limits import DATASET
from imaging.intake.thumbnails import thumbnails
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.assets.services import Stored
from studio.datasets import selectors
from studio.datasets.errors import PictureUnready
from studio.datasets.models import Dataset, DatasetItem, ItemState
from studio.datasets.services import checking
from studio.datasets.services.telling import changed
from studio.subjects import services as subjects
from studio.subjects.models import Use


def edit(item: DatasetItem, wanted: Edit) -> DatasetItem:
    """Make ``wanted`` of the item's original and use that from now on; an Edit that changes nothing brings it back.

    Words and decision stay. The new picture is withheld until it was screened, and weighed anew. Raises ConsentMissing
    (403), PictureUnready (409), and TooSmall of imaging.errors when the crop leaves too little.
    """
    subjects.require_consent(item.dataset.subject, to=Use.TRAIN)
    _require_ready(item)
    if selectors.edit_of(item) == wanted:
        return item
    original = item.original or item.asset
    stored = None if wanted.changes_nothing else _make(item, original, wanted)
    try:
        return _use(item, original, wanted, stored)
    except Exception:
        if stored is not None:
            assets.discard(stored)
        raise


def _require_ready(item: DatasetItem) -> None:
    if item.state == ItemState.REFUSED:
        raise PictureUnready("This picture was refused, so it cannot be edited. Nothing was changed; take it out.")
    if (item.original or item.asset).quarantined:
        raise PictureUnready("This picture is still being checked. Nothing was changed; try again in a moment.")


def _make(item: DatasetItem, original: Asset, wanted: Edit) -> Stored:
    """The edited file in storage; outside of any transaction, since pixels take their time."""
    dataset = item.dataset
    with tempfile.TemporaryDirectory(prefix="studio-edit-") as folder:
        content = Path(folder) / "picture.jpg"
        content.write_bytes(pixels.apply(assets.local_path(original), wanted, min_side=DATASET.min_side))
        return assets.put(
            dataset.workspace,
            content=content,
            folder=selectors.folder(dataset),
            filename=selectors.filename(dataset, item.number),
            thumbnails=dict(thumbnails(content)),
        )


@transaction.atomic
def _use(item: DatasetItem, original: Asset, wanted: Edit, stored: Stored | None) -> DatasetItem:
    """Put the new version in the place of the old one, and ask for its check."""
    Dataset.objects.select_for_update().get(id=item.dataset_id)
    now = selectors.get_item(item.dataset, item.id)
    _require_ready(now)
    if original.id not in (now.asset_id, now.original_id):
        raise PictureUnready("This picture was edited elsewhere at the same time. Nothing was changed; look again.")
    former = now.asset if now.original_id else None
    now.asset, now.original = original, None
    if stored is not None:
        now.asset = assets.record(now.dataset.workspace, stored, quarantined=True)
        now.original = original
    # an original was let in before
    now.state = ItemState.READY if stored is None else ItemState.PENDING
    now.rotation = wanted.rotation
    now.crop = None if wanted.crop == pixels.WHOLE else list(wanted.crop)
    # what was measured was measured of another picture
    now.quality, now.scores, now.vector = None, {}, None
    now.save(update_fields=["asset", "original", "state", "rotation", "crop", "quality", "scores", "vector"])
    if former is not None:
        assets.let_go(former)
    checking.check(now.dataset, [now])
    changed(now.dataset)
    return now
