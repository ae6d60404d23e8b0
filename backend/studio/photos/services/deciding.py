"""What its owner thinks of photos, one or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from studio.accounts.errors import StudioError
from studio.photos.events import DeskChanged
from studio.photos.models import MODELS, Decision, PhotoStatus, Role, TargetSet
from studio.photos.services import changing, sets
from studio.photos.services.reporting import compare_likeness
from studio.realtime.publish import publish
from studio.subjects.models import Subject


class BulkAction(StrEnum):
    """What may be done with many photos in one request."""

    KEEP = "keep"
    REJECT = "reject"
    CLEAR = "clear"
    DELETE = "delete"
    ADD_TO_SET = "add_to_set"
    REMOVE_FROM_SET = "remove_from_set"


DECISIONS = {BulkAction.KEEP: Decision.KEEP, BulkAction.REJECT: Decision.REJECT, BulkAction.CLEAR: Decision.NONE}


@dataclass(frozen=True)
class Answer:
    """What became of one photo of a bulk request."""

    photo: UUID
    done: bool
    before: Decision | None = None
    """The decision before, where one was changed: what an undo asks for."""
    code: str | None = None
    detail: str | None = None


def in_bulk(
    subject: Subject, role: Role, action: BulkAction, ids: Sequence[UUID], *, target_set: TargetSet | None = None
) -> list[Answer]:
    """Do one thing with many photos; every photo has an answer of its own, and one's failure leaves the others done."""
    wanted = list(dict.fromkeys(ids))
    if action in DECISIONS:
        answers = decide(subject, role, DECISIONS[action], wanted)
    elif action is BulkAction.DELETE:
        answers = [_delete(subject, role, photo) for photo in wanted]
    else:
        assert target_set is not None
        adding = action is BulkAction.ADD_TO_SET
        done = (sets.add_to_set if adding else sets.remove_from_set)(target_set, wanted)
        answers = [Answer(photo, True) if photo in done else _missing(photo) for photo in wanted]
    return answers


@transaction.atomic
def decide(subject: Subject, role: Role, decision: Decision, ids: Sequence[UUID]) -> list[Answer]:
    """Keep, reject or clear. A run that has begun with a photo goes on with it; new ones are offered no rejected one.

    Rejected sources are left out when likenesses are compared, so that throwing out the odd one makes the rest agree.
    """
    rows: Any = MODELS[role].objects.filter(subject=subject, id__in=ids)
    before = dict(rows.exclude(status=PhotoStatus.REFUSED).values_list("id", "decision"))
    differing = [photo for photo, was in before.items() if was != decision]
    MODELS[role].objects.filter(id__in=differing).update(decision=decision)
    if differing and role is Role.SOURCE:
        compare_likeness(subject.id)
    if differing:
        publish(subject.workspace_id, DeskChanged(subject=subject.id, role=role))
    return [
        Answer(photo, True, before=Decision(before[photo])) if photo in before else _missing(photo) for photo in ids
    ]


def _delete(subject: Subject, role: Role, photo_id: UUID) -> Answer:
    rows: Any = MODELS[role].objects.select_related("asset", "original", "report_run", "subject")
    photo = rows.filter(subject=subject, id=photo_id).first()
    if photo is None:
        return Answer(photo_id, True)  # gone is what was asked for
    try:
        changing.delete(photo)
    except StudioError as problem:
        return Answer(photo_id, False, code=problem.code, detail=problem.detail)
    return Answer(photo_id, True)


def _missing(photo: UUID) -> Answer:
    return Answer(
        photo, False, code="not_found", detail="This photo was deleted or refused. Nothing was changed; reload."
    )
