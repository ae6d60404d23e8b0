"""Writes target sets: their names, their order, and what is in them. Everything may be asked for twice."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from studio.photos.errors import NameTaken
from studio.photos.events import DeskChanged
from studio.photos.models import PhotoStatus, Role, TargetPhoto, TargetSet
from studio.realtime.publish import publish
from studio.subjects.models import Subject


@transaction.atomic
def make_set(subject: Subject, name: str, photos: Sequence[UUID] = ()) -> TargetSet:
    """A new set, after the others. Raises NameTaken (409) when the subject has one of that name."""
    Subject.objects.select_for_update().get(id=subject.id)
    _require_free(subject, name)
    last = TargetSet.objects.filter(subject=subject).aggregate(last=Max("position"))["last"]
    made = TargetSet.objects.create(subject=subject, name=name, position=0 if last is None else last + 1)
    made.photos.add(*_own(subject, photos))  # type: ignore[arg-type]  # the stubs know numbers only
    _changed(made)
    return made


@transaction.atomic
def change_set(target_set: TargetSet, *, name: str | None = None, position: int | None = None) -> TargetSet:
    """Give it another name or another place among the subject's sets (0 is the first). Raises NameTaken (409)."""
    subject = Subject.objects.select_for_update().get(id=target_set.subject_id)
    if name is not None and name != target_set.name:
        _require_free(subject, name, but=target_set)
        target_set.name = name
        target_set.save(update_fields=["name"])
    if position is not None:
        _move(target_set, position)
    _changed(target_set)
    return target_set


def _move(target_set: TargetSet, position: int) -> None:
    others = list(TargetSet.objects.filter(subject_id=target_set.subject_id).order_by("position", "created_at"))
    moved = next(each for each in others if each.id == target_set.id)
    others.remove(moved)
    others.insert(position, moved)
    for place, each in enumerate(others):
        each.position = place
    TargetSet.objects.bulk_update(others, ["position"])
    target_set.position = moved.position


@transaction.atomic
def delete_set(target_set: TargetSet) -> None:
    """Delete the set; its photos stay."""
    _changed(target_set)
    target_set.delete()


@transaction.atomic
def add_to_set(target_set: TargetSet, photos: Sequence[UUID]) -> set[UUID]:
    """Put targets of the same subject into a set; gives those that are in it now."""
    own = _own(target_set.subject, photos)
    target_set.photos.add(*own)  # type: ignore[arg-type]
    _changed(target_set)
    return own


@transaction.atomic
def remove_from_set(target_set: TargetSet, photos: Sequence[UUID]) -> set[UUID]:
    """Take targets out of a set; gives those that are not in it now."""
    target_set.photos.remove(*photos)  # type: ignore[arg-type]
    _changed(target_set)
    return set(photos)


def _own(subject: Subject, photos: Sequence[UUID]) -> set[UUID]:
    """Which of them are the subject's targets and not refused."""
    rows = TargetPhoto.objects.filter(subject=subject, id__in=photos).exclude(status=PhotoStatus.REFUSED)
    return set(rows.values_list("id", flat=True))


def _require_free(subject: Subject, name: str, *, but: TargetSet | None = None) -> None:
    same = TargetSet.objects.filter(subject=subject, name__iexact=name)
    if (same.exclude(id=but.id) if but else same).exists():
        raise NameTaken(f"There is a set named {name} already. Nothing was changed; choose another name.")


def _changed(target_set: TargetSet) -> None:
    publish(target_set.subject.workspace_id, DeskChanged(subject=target_set.subject_id, role=Role.TARGET))
