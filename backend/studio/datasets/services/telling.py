"""Tells browsers what changed in a dataset."""

from __future__ import annotations

from studio.datasets.events import CaptionChanged, DatasetChanged
from studio.datasets.models import Dataset, DatasetItem
from studio.realtime.publish import publish


def changed(dataset: Dataset) -> None:
    """Pictures came or went, or many captions changed."""
    publish(dataset.workspace_id, DatasetChanged(subject=dataset.subject_id, dataset=dataset.id))


def worded(item: DatasetItem) -> None:
    """One caption changed, or whether its picture is kept."""
    event = CaptionChanged(
        dataset=item.dataset_id,
        item=item.id,
        caption=item.caption,
        author=item.author,
        kept=item.kept,
        revision=item.revision,
    )
    publish(item.dataset.workspace_id, event)
