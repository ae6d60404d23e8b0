"""Datasets and their pictures by id, always within a workspace."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from studio.accounts.models import Workspace
from studio.datasets.errors import DatasetNotFound
from studio.datasets.models import Dataset, DatasetItem, ItemState
from studio.subjects.models import Subject


def of_workspace(workspace: Workspace) -> QuerySet[Dataset]:
    """All of a workspace, newest first, with ``pictures``, ``kept`` and ``captioned`` counted; refused ones are not."""
    seen = ~Q(items__state=ItemState.REFUSED)
    return (
        Dataset.objects.filter(workspace=workspace)
        .annotate(
            pictures=Count("items", filter=seen),
            kept=Count("items", filter=seen & Q(items__kept=True)),
            captioned=Count("items", filter=seen & Q(items__kept=True) & ~Q(items__caption="")),
        )
        .order_by("-created_at", "-id")
    )


def of_subject(subject: Subject) -> QuerySet[Dataset]:
    """Those of one subject."""
    return of_workspace(subject.workspace).filter(subject=subject)


def get(workspace: Workspace, dataset: UUID) -> Dataset:
    """One, with its counts. Raises DatasetNotFound (404)."""
    found = of_workspace(workspace).select_related("subject").filter(id=dataset).first()
    if found is None:
        raise DatasetNotFound(
            "There is no such dataset in this workspace. It may have been deleted; go back and reload."
        )
    return found


def get_item(dataset: Dataset, item: UUID) -> DatasetItem:
    """One of its pictures. Raises DatasetNotFound (404)."""
    found = find_item(item)
    if found is None or found.dataset_id != dataset.id:
        raise DatasetNotFound("This picture is not in the dataset. It may have been taken out; reload the page.")
    return found


def find_item(item: object) -> DatasetItem | None:
    """A picture by id, whatever its dataset; None when it is gone."""
    return DatasetItem.objects.filter(id=str(item)).select_related("dataset__subject", "asset").first()
