"""Changes a photo that is there: which face is meant, and that it goes."""

from __future__ import annotations

from django.db import transaction

from studio.assets import services as assets
from studio.photos.errors import NoSuchFace, PhotoInUse, PhotoUnusable
from studio.photos.models import PhotoStatus, Role
from studio.photos.selectors import AnyPhoto
from studio.photos.services.reporting import changed, compare_likeness, request_report
from studio.runs import services as runs
from studio.runs.models import FINISHED, Run


@transaction.atomic
def choose_face(photo: AnyPhoto, index: int) -> AnyPhoto:
    """Use another of the faces the report found, and measure anew. Raises NoSuchFace, PhotoUnusable, PhotoInUse."""
    if photo.status == PhotoStatus.REFUSED:
        raise PhotoUnusable("This photo was refused, so no face of it can be chosen. Delete it.")
    faces = (photo.report or {}).get("faces", [])
    if not 0 <= index < len(faces):
        raise NoSuchFace(
            f"The report found {len(faces)} faces and there is no number {index}. Count from 0, largest first.",
            faces=len(faces),
        )
    require_idle(photo)
    photo.chosen_face = index
    photo.status = PhotoStatus.PENDING
    photo.save(update_fields=["chosen_face", "status"])
    request_report(photo)
    return photo


@transaction.atomic
def delete(photo: AnyPhoto) -> None:
    """Delete rows, and the files unless a dataset holds them. Raises PhotoInUse (409) while a run needs the photo."""
    require_idle(photo, but_its_report=True)
    files = [photo.asset] if photo.original is None else [photo.asset, photo.original]
    stop_its_report(photo)
    changed(photo)
    subject, was_compared = photo.subject_id, photo.role is Role.SOURCE and getattr(photo, "vector", None) is not None
    photo.delete()
    for asset in files:
        assets.let_go(asset)
    if was_compared:
        compare_likeness(subject)


def stop_its_report(photo: AnyPhoto) -> None:
    """Cancel the report that is being made of a photo that is about to be another one, or none."""
    if photo.report_run is not None and photo.report_run.status not in FINISHED:
        runs.cancel(photo.report_run)


def require_idle(photo: AnyPhoto, *, but_its_report: bool = False) -> None:
    """Raise PhotoInUse (409) while a run that has not finished needs the photo, ``but_its_report`` or not.

    A recipe names its photos by id, so a search of the text of the subject's live recipes finds every user.
    """
    live = Run.objects.filter(subject_id=photo.subject_id).exclude(status__in=FINISHED)
    if but_its_report and photo.report_run_id:
        live = live.exclude(id=photo.report_run_id)
    if any(str(photo.id) in str(recipe) for recipe in live.values_list("recipe", flat=True)):
        raise PhotoInUse(
            "A run that has not finished uses this photo. Nothing was changed; wait for it or cancel it first."
        )
