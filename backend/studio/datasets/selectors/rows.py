"""Datasets, their pictures and versions by id, always within a workspace; and what of them may be learned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from imaging.intake.edit import WHOLE, Edit
from studio.accounts.models import Workspace
from studio.datasets.errors import DatasetNotFound
from studio.datasets.models import Dataset, DatasetItem, DatasetVersion, ItemState
from studio.photos.models import Decision as PhotoDecision
from studio.runs.models import FINISHED, Run
from studio.subjects.models import Kind, Subject
from studio.swaps.models import Decision as ResultDecision


def _withheld(prefix: str = "") -> Q:
    """Refused here or anywhere, or rejected on the desk it came from."""
    return (
        Q(**{f"{prefix}state": ItemState.REFUSED})
        | Q(**{f"{prefix}photo__decision": PhotoDecision.REJECT})
        | Q(**{f"{prefix}result__decision": ResultDecision.REJECT})
    )


def learned(items: QuerySet[DatasetItem]) -> QuerySet[DatasetItem]:
    """Those that a training may see: kept, not refused, not rejected where they came from; pending ones are among them.

    A file that was quarantined since is out, unless it is only waiting for its screen.
    """
    rows = items.filter(kept=True).exclude(_withheld())
    return rows.exclude(asset__quarantined=True, state=ItemState.READY)


def of_workspace(workspace: Workspace) -> QuerySet[Dataset]:
    """All of a workspace, newest first, with ``pictures``, ``kept``, ``captioned`` and ``latest`` (a version's number).

    Refused pictures are counted nowhere.
    """
    seen = ~Q(items__state=ItemState.REFUSED)
    kept = Q(items__kept=True) & ~_withheld("items__")
    return (
        Dataset.objects.filter(workspace=workspace)
        .annotate(
            pictures=Count("items", filter=seen, distinct=True),
            kept=Count("items", filter=kept, distinct=True),
            captioned=Count("items", filter=kept & ~Q(items__caption=""), distinct=True),
            latest=Max("versions__number"),
        )
        .select_related("subject")
        .order_by("-created_at", "-id")
    )


def of_subject(subject: Subject) -> QuerySet[Dataset]:
    """Those of one subject."""
    return of_workspace(subject.workspace).filter(subject=subject)


def get(workspace: Workspace, dataset: UUID) -> Dataset:
    """One, with its counts. Raises DatasetNotFound (404)."""
    found = of_workspace(workspace).filter(id=dataset).first()
    if found is None:
        raise DatasetNotFound(
            "There is no such dataset in this workspace. It may have been deleted; go back and reload."
        )
    # at hand, so that nobody asks for it again
    found.workspace = found.subject.workspace = workspace
    return found


def get_plain(workspace: Workspace, dataset: UUID) -> Dataset:
    """One without its counts, for what does not show them. Raises DatasetNotFound (404)."""
    found = Dataset.objects.filter(workspace=workspace, id=dataset).select_related("subject").first()
    if found is None:
        raise DatasetNotFound(
            "There is no such dataset in this workspace. It may have been deleted; go back and reload."
        )
    found.workspace = found.subject.workspace = workspace
    return found


def find(dataset: object) -> Dataset | None:
    """The dataset of a run's recipe, or None when it was deleted since."""
    return Dataset.objects.select_related("subject", "workspace").filter(id=str(dataset)).first()


def get_item(dataset: Dataset, item: UUID) -> DatasetItem:
    """One of its pictures. Raises DatasetNotFound (404)."""
    found = find_item(item)
    if found is None or found.dataset_id != dataset.id:
        raise DatasetNotFound("This picture is not in the dataset. It may have been taken out; reload the page.")
    found.dataset = dataset
    return found


def find_item(item: object) -> DatasetItem | None:
    """A picture by id, whatever its dataset; None when it is gone."""
    rows = DatasetItem.objects.select_related("dataset__subject", "dataset__workspace", "asset", "original")
    return rows.filter(id=str(item)).first()


def get_version(dataset: Dataset, number: int) -> DatasetVersion:
    """A frozen version by its number. Raises DatasetNotFound (404)."""
    found = DatasetVersion.objects.filter(dataset=dataset, number=number).first()
    if found is None:
        raise DatasetNotFound(f"This dataset has no version {number}. Reload the page to see which there are.")
    return found


def versions(dataset: Dataset) -> list[DatasetVersion]:
    """The newest first."""
    return list(DatasetVersion.objects.filter(dataset=dataset).order_by("-number"))


def reports(datasets: Iterable[UUID]) -> dict[str, Any]:
    """What was said of the latest archive that came into each of these datasets; one query."""
    wanted = [str(dataset) for dataset in datasets]
    found = Run.objects.filter(kind="import", recipe__dataset__in=wanted, recipe__report__isnull=False)
    return {
        recipe["dataset"]: recipe["report"] for recipe in found.order_by("created_at").values_list("recipe", flat=True)
    }


def is_withheld(item: DatasetItem) -> bool:
    """Whether its file was quarantined after it had been let in: nobody looks at that again, not even the screen."""
    return item.state == ItemState.READY and item.asset.quarantined


def runs_on(dataset: Dataset) -> list[dict[str, str]]:
    """The runs that are working on it, the newest first; one query."""
    going = Run.objects.filter(subject=dataset.subject_id, kind__in=("caption", "import")).exclude(status__in=FINISHED)
    found = going.filter(recipe__dataset=str(dataset.id)).order_by("-created_at").values_list("id", "kind", "status")
    return [{"id": str(run), "kind": kind, "status": status} for run, kind, status in found]


def edit_of(item: DatasetItem) -> Edit:
    """How the asset was made of the original."""
    return Edit(item.rotation, tuple(item.crop) if item.crop else WHOLE)


def folder(dataset: Dataset) -> str:
    """Where its own files lie, below the workspace."""
    return f"{dataset.subject.slug}/datasets/{dataset.id}"


def filename(dataset: Dataset, number: int, ending: str = "jpg") -> str:
    """The name a picture and its words are downloaded under."""
    return f"{dataset.subject.slug}_{number}.{ending}"


def waiting(limit: int) -> list[DatasetItem]:
    """Pictures nobody screens: pending without a live run, where there may be consent; the oldest first."""
    left = Q(run=None) | Q(run__status__in=FINISHED)
    given = Q(dataset__subject__consents__revoked_at=None, dataset__subject__consents__isnull=False)
    allowed = Q(dataset__subject__kind=Kind.SYNTHETIC) | given
    rows = DatasetItem.objects.filter(left, allowed, state=ItemState.PENDING).distinct()
    return list(rows.select_related("dataset__subject", "dataset__workspace").order_by("created_at", "id")[:limit])
