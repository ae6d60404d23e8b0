"""Makes datasets and puts pictures into them; what cannot be taken is reported with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from studio.assets import services as assets
from studio.assets.models import Asset
from studio.datasets import selectors
from studio.datasets.errors import DatasetFrozen, DatasetNameTaken
from studio.datasets.models import Dataset, DatasetItem, DatasetVersion
from studio.datasets.services import checking
from studio.datasets.services.rewording import refill
from studio.datasets.services.telling import changed
from studio.photos import selectors as photos
from studio.photos.models import Decision, PhotoStatus, SourcePhoto
from studio.runs.models import Run
from studio.subjects.models import Kind as SubjectKind
from studio.subjects.models import Subject
from studio.swaps.models import SwapResult
from studio.swaps.selectors import results


@dataclass(frozen=True)
class LeftOut:
    """A picture that was not taken, and why, in a sentence."""

    origin: str
    name: str
    why: str


@dataclass(frozen=True)
class Taken:
    """What became of what was offered."""

    items: list[DatasetItem]
    left_out: list[LeftOut]
    run: Run | None = None
    """The check that was asked for; None when nothing came, or nobody consented to training yet."""


@transaction.atomic
def make(subject: Subject, name: str) -> Dataset:
    """An empty dataset that captions as the subject's latest one does. Raises DatasetNameTaken (409)."""
    Subject.objects.select_for_update().get(id=subject.id)
    _require_free(subject, name)
    latest = Dataset.objects.filter(subject=subject).order_by("-created_at", "-id").first()
    rule = {"template": latest.template, "looks": latest.looks} if latest else {}
    made = Dataset.objects.create(workspace=subject.workspace, subject=subject, name=name, **rule)
    changed(made)
    return made


@transaction.atomic
def change(dataset: Dataset, **changes: Any) -> Dataset:
    """Another ``name``, ``template`` or ``looks``; the captions that engines wrote follow.

    Raises DatasetNameTaken (409) and TemplateRefused (422).
    """
    if changes.get("name", dataset.name) != dataset.name:
        _require_free(dataset.subject, changes["name"], but=dataset)
    if "template" in changes:
        selectors.require_fillable(changes["template"])
    for name, value in changes.items():
        setattr(dataset, name, value)
    dataset.save(update_fields=list(changes))
    if changes.keys() & {"template", "looks"}:
        refill(dataset)
    changed(dataset)
    return dataset


@transaction.atomic
def delete(dataset: Dataset) -> None:
    """Delete it with its captions; photos and results stay. Raises DatasetFrozen (409) when a version exists."""
    if DatasetVersion.objects.filter(dataset=dataset).exists():
        raise DatasetFrozen("Something was trained on this dataset, so it stays. Delete the LoRA first.")
    files = _files(DatasetItem.objects.filter(dataset=dataset))
    changed(dataset)
    dataset.delete()
    _let_go(files)


def add(dataset: Dataset, *, photos_wanted: Sequence[UUID] = (), results_wanted: Sequence[UUID] = ()) -> Taken:
    """Put photos and results of its subject into it; what is in it already is left out, so it may be asked twice."""
    return take(dataset, [*_photos(dataset, photos_wanted), *_results(dataset, results_wanted)])


@transaction.atomic
def take(dataset: Dataset, offered: Iterable[DatasetItem | LeftOut]) -> Taken:
    """Put pictures into it that are its subject's and usable, as whoever offers them has seen to; each origin once."""
    dataset = Dataset.objects.select_for_update(of=("self",)).select_related("subject", "workspace").get(id=dataset.id)
    known = set(DatasetItem.objects.filter(dataset=dataset).values_list("origin", flat=True))
    items, left_out = list[DatasetItem](), list[LeftOut]()
    for one in offered:
        if isinstance(one, LeftOut):
            left_out.append(one)
        elif one.origin in known:
            left_out.append(LeftOut(one.origin, one.name, "It is in the dataset already."))
        else:
            known.add(one.origin)
            dataset.last_number += 1
            one.number = dataset.last_number
            items.append(one)
    DatasetItem.objects.bulk_create(items, batch_size=500)
    dataset.save(update_fields=["last_number"])
    run = checking.check(dataset, items)
    changed(dataset)
    return Taken(items, left_out, run)


def _photos(dataset: Dataset, wanted: Sequence[UUID]) -> Iterable[DatasetItem | LeftOut]:
    own = SourcePhoto.objects.filter(subject=dataset.subject, id__in=wanted).select_related("asset", "subject")
    found = {photo.id: photo for photo in own}
    for photo_id in wanted:
        photo, origin = found.get(photo_id), f"photo:{photo_id}"
        if photo is None:
            yield LeftOut(origin, "", "There is no such photo of this model.")
        elif photo.status == PhotoStatus.PENDING:
            yield LeftOut(origin, photo.name, "It is still being checked. Add it again in a moment.")
        elif not _is_offered(photo, dataset.subject):
            yield LeftOut(origin, photo.name, photos.why_unusable(photo))
        else:
            yield item_of(dataset, origin, photo.asset, photo=photo)


def _is_offered(photo: SourcePhoto, subject: Subject) -> bool:
    """As for a swap; yet a drawn or rendered subject need not have a face that is found on photos."""
    if subject.kind == SubjectKind.SYNTHETIC and photo.status != PhotoStatus.REFUSED:
        return photo.decision != Decision.REJECT
    return photos.is_offered(photo)


def _results(dataset: Dataset, wanted: Sequence[UUID]) -> Iterable[DatasetItem | LeftOut]:
    offered: Mapping[UUID, SwapResult] = {
        result.id: result for result in results.for_dataset(dataset.subject).filter(id__in=wanted)
    }
    for result_id in wanted:
        result, origin = offered.get(result_id), f"result:{result_id}"
        if result is None:
            yield LeftOut(origin, "", "It was rejected, refused or deleted; such pictures never reach a dataset.")
        else:
            yield item_of(dataset, origin, result.enhanced or result.swapped, result=result)


def item_of(dataset: Dataset, origin: str, asset: Asset, **links: Any) -> DatasetItem:
    """A picture to be offered to ``take``."""
    return DatasetItem(dataset=dataset, origin=origin, asset=asset, name=PurePosixPath(asset.filename).stem, **links)


@transaction.atomic
def remove(dataset: Dataset, items: Sequence[UUID]) -> int:
    """Take pictures out of it; gives how many went. Frozen versions keep theirs; files that nothing else needs go."""
    going = DatasetItem.objects.filter(dataset=dataset, id__in=items)
    files = _files(going)
    went, _ = going.delete()
    _let_go(files)
    changed(dataset)
    return went


def _files(items: QuerySet[DatasetItem]) -> list[Asset]:
    found = {asset.id: asset for item in items.select_related("asset", "original") for asset in _of(item)}
    return list(found.values())


def _of(item: DatasetItem) -> Iterable[Asset]:
    return [item.asset] if item.original is None else [item.asset, item.original]


def _let_go(files: Iterable[Asset]) -> None:
    for file in files:
        assets.let_go(file)


def _require_free(subject: Subject, name: str, *, but: Dataset | None = None) -> None:
    same = Dataset.objects.filter(subject=subject, name__iexact=name)
    if (same.exclude(id=but.id) if but else same).exists():
        raise DatasetNameTaken(f"There is a dataset named {name} already. Nothing was changed; choose another name.")
