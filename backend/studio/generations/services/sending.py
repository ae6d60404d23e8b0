"""Sends pictures on: into a dataset, to be learned from."""

from __future__ import annotations

from collections.abc import Sequence

from studio.datasets import services as datasets
from studio.datasets.models import Dataset, DatasetItem
from studio.datasets.services import LeftOut, Taken
from studio.generations.models import Generation
from studio.swaps.models import Decision


def to_dataset(dataset: Dataset, generations: Sequence[Generation]) -> Taken:
    """Put pictures of its subject into it, the enhanced version where there is one; rejects are left out."""
    return datasets.take(dataset, [_offered(dataset, one) for one in generations])


def _offered(dataset: Dataset, generation: Generation) -> DatasetItem | LeftOut:
    origin, asset = f"generation:{generation.id}", generation.enlarged or generation.asset
    if generation.subject_id != dataset.subject_id:
        return LeftOut(origin, asset.filename, "It is a picture of another model.")
    if generation.decision == Decision.REJECT or asset.quarantined:
        return LeftOut(origin, asset.filename, "It was rejected or refused; such pictures never reach a dataset.")
    return datasets.item_of(dataset, origin, asset)
