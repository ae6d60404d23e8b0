"""Reads photos: rows, what a report allows, and whether the rows agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Q, QuerySet

from imaging.intake.edit import WHOLE, Edit
from studio.accounts.models import Workspace
from studio.photos.errors import PhotoNotFound
from studio.photos.models import MODELS, Decision, Photo, PhotoStatus, Role, SourcePhoto, TargetPhoto
from studio.runs.models import FINISHED
from studio.subjects.models import Kind, Subject

AnyPhoto = SourcePhoto | TargetPhoto
P = TypeVar("P", SourcePhoto, TargetPhoto)


def label(photo: AnyPhoto) -> str:
    """The short name on a contact sheet and in file names: s1, t001."""
    return f"s{photo.number}" if photo.role is Role.SOURCE else f"t{photo.number:03}"


def filename(subject: Subject, role: Role, number: int) -> str:
    """The name a photo is downloaded under."""
    counted = str(number) if role is Role.SOURCE else f"{number:03}"
    return f"{subject.slug}-{role}-{counted}.jpg"


def of_subject(subject: Subject, role: Role) -> QuerySet[Any]:
    """A subject's photos of a role with all that an answer shows, in one query."""
    return MODELS[role].objects.filter(subject=subject).select_related("asset", "original", "subject")


def listed(subject: Subject, role: Role) -> QuerySet[Any]:
    """A subject's photos of a role with no more of each row than a list shows, vectors least of all; one query."""
    files = (f"{file}__{column}" for file in ("asset", "original") for column in _FILE)
    return MODELS[role].objects.filter(subject=subject).select_related("asset", "original").only(*_SHOWN, *files)


_SHOWN = ("number", "name", "status", "rotation", "crop", "decision", "report", "created_at")
_FILE = ("width", "height", "filename", "quarantined")


def get(workspace: Workspace, role: Role, photo_id: UUID) -> AnyPhoto:
    """The photo. Raises PhotoNotFound (404) for another workspace's as for none at all."""
    rows = cast("QuerySet[Any]", MODELS[role].objects.select_related("asset", "original", "subject"))
    photo = rows.filter(workspace=workspace, id=photo_id).first()
    if photo is None:
        raise PhotoNotFound("There is no such photo in this workspace. It may have been deleted; go back and reload.")
    return cast(AnyPhoto, photo)


def find(role: Role, photo_id: object) -> AnyPhoto | None:
    """The photo of a run's recipe, or None when it was deleted since."""
    return cast(
        AnyPhoto | None,
        cast(Any, MODELS[role]).objects.select_related("asset", "original", "subject").filter(id=photo_id).first(),
    )


def same_content(subject: Subject, role: Role, sha256: str) -> AnyPhoto | None:
    """The photo of that very content, edited since or not, if the subject has one in the role."""
    same = Q(asset__sha256=sha256) | Q(original__sha256=sha256)
    return cast(AnyPhoto | None, of_subject(subject, role).filter(same).first())


def same_originals(subject: Subject, role: Role, sha256s: Sequence[str]) -> dict[str, str]:
    """Ids of a subject's photos by the hash of the file each came from; one query."""
    rows = cast("QuerySet[Any]", MODELS[role].objects).filter(subject=subject, original_sha256__in=list(sha256s))
    return {sha256: str(photo_id) for sha256, photo_id in rows.values_list("original_sha256", "id") if sha256}


def is_usable(photo: AnyPhoto) -> bool:
    """False for a quarantined photo and for one whose report says refuse (no face, or too small a one)."""
    report = photo.report or {}
    return photo.status != PhotoStatus.REFUSED and report.get("verdict") != "refuse"


def why_unusable(photo: AnyPhoto) -> str:
    """The sentence of the report that speaks against it, or that it was rejected."""
    if is_usable(photo) and photo.decision == Decision.REJECT:
        return "You rejected it."
    return str((photo.report or {}).get("sentence", "It was refused."))


def is_offered(photo: AnyPhoto) -> bool:
    """Whether a new swap may use it: usable, and not rejected. A run that has begun goes on with a rejected one."""
    return is_usable(photo) and photo.decision != Decision.REJECT


def measure(report: Mapping[str, Any], key: str) -> float | None:
    """The number of one line of a report; None when it is not there."""
    found: float | None = next((line["value"] for line in report["checks"] if line["key"] == key), None)
    return found


def edit_of(photo: AnyPhoto) -> Edit:
    """How the asset was made of the original."""
    return Edit(photo.rotation, tuple(photo.crop) if photo.crop else WHOLE)


def comparable(subject: UUID) -> QuerySet[SourcePhoto]:
    """The sources whose likenesses are compared: measured, not refused, not rejected; in the order of their numbers."""
    rows = SourcePhoto.objects.filter(subject_id=subject, vector__isnull=False).exclude(status=PhotoStatus.REFUSED)
    return rows.exclude(decision=Decision.REJECT).order_by("number")


def waiting_for_a_report(role: Role, limit: int) -> list[AnyPhoto]:
    """Photos nobody works on: pending without a live run, and those that were only screened. Oldest first."""
    left = Q(status=PhotoStatus.PENDING) & (Q(report_run=None) | Q(report_run__status__in=FINISHED))
    allowed = Q(subject__kind=Kind.SYNTHETIC) | Q(subject__consents__revoked_at=None, subject__consents__isnull=False)
    screened = Q(status__in=(PhotoStatus.READY, PhotoStatus.WARNED), report_run__kind="screening") & allowed
    rows = cast("QuerySet[Any]", MODELS[role].objects.select_related("subject", "workspace", "report_run"))
    return list(rows.filter(left | screened).distinct().order_by("created_at", "id")[:limit])


def audit(workspace: Workspace | None = None) -> list[str]:
    """Sentences on what must not be: a refused photo that is shown or has a vector, a screened one that is withheld."""
    found: list[str] = []
    for role, model in MODELS.items():
        rows = cast("QuerySet[Any]", model.objects.select_related("asset", "original"))
        found += _violations(role, rows.filter(workspace=workspace) if workspace else rows)
    return found


def _violations(role: Role, photos: Iterable[AnyPhoto]) -> list[str]:
    found = []
    for photo in photos:
        name = f"The {role} photo {photo.id}"
        if photo.status == PhotoStatus.REFUSED and not photo.asset.quarantined:
            found.append(f"{name} was refused and its file is not quarantined.")
        if photo.status == PhotoStatus.REFUSED and photo.original is not None and not photo.original.quarantined:
            found.append(f"{name} was refused and its original is not quarantined.")
        if photo.status in (PhotoStatus.READY, PhotoStatus.WARNED) and photo.asset.quarantined:
            found.append(f"{name} passed its screen and its file is quarantined.")
        if photo.status != PhotoStatus.PENDING and not photo.report:
            found.append(f"{name} is {photo.status} without a report.")
        if photo.status == PhotoStatus.REFUSED and isinstance(photo, SourcePhoto) and photo.vector is not None:
            found.append(f"{name} was refused and has an identity vector.")
    return found


def as_photo(row: Photo) -> AnyPhoto:
    """Narrow an abstract Photo to one of its two kinds."""
    return cast(AnyPhoto, row)
