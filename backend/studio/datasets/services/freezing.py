"""Freezes a dataset into a version that never changes."""

from __future__ import annotations

from django.db import transaction

from studio.datasets import selectors
from studio.datasets.errors import DatasetEmpty, DatasetUnready
from studio.datasets.models import Dataset, DatasetItem, DatasetVersion, FrozenItem, ItemState
from studio.datasets.services.telling import changed
from studio.subjects import services as subjects
from studio.subjects.models import Use


@transaction.atomic
def freeze(dataset: Dataset) -> DatasetVersion:
    """A version of what is kept now; the same content gives the version that is there already.

    Raises ConsentMissing (403), DatasetEmpty (422), and DatasetUnready (409) when a kept picture has no caption or was
    not screened. What was refused is never in it.
    """
    dataset = Dataset.objects.select_for_update(of=("self",)).select_related("subject").get(id=dataset.id)
    subjects.require_consent(dataset.subject, to=Use.TRAIN)
    items = list(_kept(dataset))
    if not items:
        raise DatasetEmpty("No picture of this dataset is kept. Nothing was frozen; add or keep some.")
    _require_ready(items)
    sha256 = selectors.content_hash((item.asset.sha256, item.caption) for item in items)
    known = DatasetVersion.objects.filter(dataset=dataset, sha256=sha256).first()
    if known is not None:
        return known
    version = DatasetVersion.objects.create(
        dataset=dataset,
        number=DatasetVersion.objects.filter(dataset=dataset).count() + 1,
        sha256=sha256,
        trigger=dataset.subject.trigger_word,
        pictures=len(items),
    )
    FrozenItem.objects.bulk_create(
        (
            FrozenItem(version=version, index=index, asset=item.asset, caption=item.caption)
            for index, item in enumerate(items)
        ),
        batch_size=500,
    )
    changed(dataset)
    return version


def _kept(dataset: Dataset) -> list[DatasetItem]:
    rows = selectors.learned(DatasetItem.objects.filter(dataset=dataset))
    return list(rows.defer("said", "vector").select_related("asset").order_by("number"))


def _require_ready(items: list[DatasetItem]) -> None:
    unscreened = sum(item.state == ItemState.PENDING for item in items)
    if unscreened:
        raise DatasetUnready(
            f"{unscreened} of its pictures are still being checked. Nothing was frozen; wait for them."
        )
    silent = [item.number for item in items if not item.caption.strip()]
    if silent:
        named = ", ".join(str(number) for number in silent[:5])
        raise DatasetUnready(
            f"{len(silent)} kept pictures have no caption (number {named}). Nothing was frozen; write or reject them.",
            items=[str(item.id) for item in items if not item.caption.strip()][:200],
        )
