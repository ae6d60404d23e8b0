"""Asks for the check of pictures: screened before they are shown, then weighed; free, and never without consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from imaging.reports import likeness
from imaging.reports.worth import with_likeness
from studio.assets import services as assets
from studio.datasets.models import Dataset, DatasetItem, ItemState
from studio.datasets.services.telling import changed
from studio.photos import selectors as photos
from studio.photos import services as photo_services
from studio.runs import services as runs
from studio.runs.models import Run
from studio.subjects import selectors as subjects
from studio.subjects.models import Use

KIND = "import"
ANOTHER = 0.6
"""Distance of identity vectors above which a picture probably shows somebody else."""
REFUSED = frozenset({"content_refused", "age_refused"})
"""What the screen says of a picture; any other code says something of the studio."""


def check(dataset: Dataset, items: Sequence[DatasetItem], *, report: Mapping[str, Any] | None = None) -> Run | None:
    """Ask for the check of these pictures, in the caller's transaction; ``report`` is kept with it.

    None without a picture, and without a consent to train: whoever comes later asks again.
    """
    if not items or not subjects.allows(dataset.subject, Use.TRAIN):
        return None
    named = "1 picture" if len(items) == 1 else f"{len(items)} pictures"
    run = runs.request(
        workspace=dataset.workspace,
        kind=KIND,
        subject=dataset.subject,
        title=f"Check of {named}",
        recipe={**recipe(dataset, items), **({"report": dict(report)} if report else {})},
        pictures=len(items),
        prices={},
        skip=frozenset({"caption"}),
    )
    DatasetItem.objects.filter(id__in=[item.id for item in items]).update(run=run)
    return run


def recipe(dataset: Dataset, items: Sequence[DatasetItem]) -> dict[str, object]:
    """What a run on pictures of a dataset has to know: each by its id and the very file that is meant."""
    return {
        "dataset": str(dataset.id),
        "items": [{"item": str(item.id), "asset": str(item.asset_id)} for item in items],
    }


def let_in(item: DatasetItem) -> None:
    """The picture passed its screen: it is shown from now on."""
    if DatasetItem.objects.filter(id=item.id, state=ItemState.PENDING).update(state=ItemState.READY):
        assets.release(item.asset)
        changed(item.dataset)


@transaction.atomic
def not_let_in(item: DatasetItem, code: str, detail: str) -> None:
    """The screen did not say yes. What it refused is withheld wherever it lies; what only broke stays as it was.

    A picture that nobody has let in yet is refused either way: closed when in doubt. One that was let in before is not
    taken away by a crash.
    """
    item = DatasetItem.objects.select_for_update(of=("self",)).select_related("dataset", "asset").get(id=item.id)
    if code not in REFUSED and item.state != ItemState.PENDING:
        return
    DatasetItem.objects.filter(id=item.id).update(state=ItemState.REFUSED, kept=False, vector=None)
    assets.quarantine(item.asset)
    if code in REFUSED:
        _withhold_what_it_came_from(item, code, detail)
    changed(item.dataset)


def _withhold_what_it_came_from(item: DatasetItem, code: str, detail: str) -> None:
    """What a part of a picture shows, all of it shows; and a photo that is refused here is refused on its desk."""
    if item.original is not None:
        assets.quarantine(item.original)
    if item.photo is not None:
        photo_services.note_refused(item.photo, code, detail)


@transaction.atomic
def compare_likeness(dataset: Dataset) -> None:
    """Tell of every picture how near its face is to whom most of them show, and weigh it by that."""
    # The dataset itself is not locked: a worker that ends a run holds the account, for which others wait who hold it.
    rows = DatasetItem.objects.filter(dataset=dataset, state=ItemState.READY).exclude(vector=None)
    items = list(rows.defer("said").order_by("number"))
    anchors = [photo.vector or [] for photo in photos.comparable(dataset.subject_id)]
    found = likeness.compare([*(item.vector or [] for item in items), *anchors])
    for item, distance in zip(items, found.distances, strict=False):
        weighed = with_likeness(item.scores.get("scores", {}), distance if found.agreed else None)
        item.quality = weighed.quality
        item.scores = {
            **item.scores,
            "scores": weighed.scores,
            "weakest": weighed.weakest,
            "odd": found.agreed and distance is not None and distance > ANOTHER,
        }
    DatasetItem.objects.bulk_update(items, ["quality", "scores"], batch_size=500)
    changed(dataset)
