"""Reads target sets."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from studio.accounts.models import Workspace
from studio.photos.errors import PhotoNotFound
from studio.photos.models import PhotoStatus, TargetPhoto, TargetSet
from studio.subjects.models import Subject


def sets_of(subject: Subject) -> QuerySet[TargetSet]:
    """A subject's sets in their order, each with the ids of what is in it (refused ones are not), in two queries."""
    shown = TargetPhoto.objects.exclude(status=PhotoStatus.REFUSED).order_by("number").only("id", "number")
    rows = TargetSet.objects.filter(subject=subject).prefetch_related(Prefetch("photos", shown, to_attr="shown"))
    return rows.order_by("position", "created_at")


def get_set(workspace: Workspace, set_id: UUID) -> TargetSet:
    """The set. Raises PhotoNotFound (404) for another workspace's as for none at all."""
    rows = TargetSet.objects.select_related("subject__workspace")
    found = rows.filter(subject__workspace=workspace, id=set_id).first()
    if found is None:
        raise PhotoNotFound("There is no such set in this workspace. It may have been deleted; go back and reload.")
    return found
