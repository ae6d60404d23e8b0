"""Crops and turns a photo without losing anything: the original is kept, a version of it is made, screened and used."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.db import transaction

from imaging.intake import edit as pixels
from imaging.intake.edit import Edit
from imaging.intake.thumbnails import thumbnails
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.assets.services import Stored
from studio.photos import selectors
from studio.photos.errors import PhotoInUse, PhotoNotFound, PhotoUnusable
from studio.photos.models import PhotoStatus, Role, SourcePhoto
from studio.photos.selectors import AnyPhoto
from studio.photos.services.changing import require_idle, stop_its_report
from studio.photos.services.reporting import compare_likeness, locked, request_report
from studio.photos.services.uploading import FOLDERS
from studio.subjects.models import Subject

_GONE = "This photo was deleted meanwhile. Nothing was changed; go back and reload."


def edit(photo: AnyPhoto, wanted: Edit) -> AnyPhoto:
    """Make ``wanted`` of the photo's original and use that from now on; an Edit that changes nothing brings it back.

    The new picture is withheld until it was screened, like an upload, and measured anew; a chosen face is forgotten.
    The same edit twice is one. Raises PhotoUnusable (422) for a refused photo, PhotoInUse (409) while it waits for its
    first check or a run needs it, TooSmall of imaging.errors when the crop leaves too little.
    """
    _require_screened(photo)
    if selectors.edit_of(photo) == wanted:
        return photo
    original = photo.original or photo.asset
    if wanted.changes_nothing:
        return _use(photo, original, wanted, None)
    stored = _make(photo, original, wanted)
    try:
        return _use(photo, original, wanted, stored)
    except Exception:
        assets.discard(stored)
        raise


def _require_screened(photo: AnyPhoto) -> None:
    if photo.status == PhotoStatus.REFUSED:
        raise PhotoUnusable("This photo was refused, so it cannot be edited. Delete it.")
    if (photo.original or photo.asset).quarantined:
        raise PhotoInUse("This photo is still being checked. Nothing was changed; try again in a moment.")


def _make(photo: AnyPhoto, original: Asset, wanted: Edit) -> Stored:
    """The edited file in storage; outside of any transaction, since pixels take their time."""
    role = Role(photo.role)
    with tempfile.TemporaryDirectory(prefix="studio-edit-") as folder:
        content = Path(folder) / "photo.jpg"
        content.write_bytes(pixels.apply(assets.local_path(original), wanted))
        return assets.put(
            photo.subject.workspace,
            content=content,
            folder=f"{photo.subject.slug}/{FOLDERS[role]}",
            filename=selectors.filename(photo.subject, role, photo.number),
            thumbnails=dict(thumbnails(content)),
        )


@transaction.atomic
def _use(photo: AnyPhoto, original: Asset, wanted: Edit, stored: Stored | None) -> AnyPhoto:
    """Put the new version in the place of the old one. The lock on the subject keeps swaps from starting now."""
    Subject.objects.select_for_update().get(id=photo.subject_id)
    now = locked(photo)
    if now is None:
        raise PhotoNotFound(_GONE)
    _require_screened(now)
    if original.id not in (now.asset_id, now.original_id):
        raise PhotoInUse("This photo was edited elsewhere at the same time. Nothing was changed; look at it again.")
    require_idle(now, but_its_report=True)
    stop_its_report(now)
    former = now.asset if now.original_id else None
    if stored is None:
        now.asset, now.original = original, None
    else:
        now.asset = assets.record(now.workspace, stored, quarantined=True)
        now.original = original
    now.rotation = wanted.rotation
    now.crop = None if wanted.crop == pixels.WHOLE else list(wanted.crop)
    _forget_measures(now)
    now.save()
    if former is not None:
        assets.let_go(former)
    if isinstance(now, SourcePhoto):
        compare_likeness(now.subject_id)
    request_report(now)
    return now


def _forget_measures(photo: AnyPhoto) -> None:
    """What was measured was measured of another picture."""
    photo.status, photo.report, photo.chosen_face = PhotoStatus.PENDING, None, None
    photo.fingerprint, photo.rank = "", 0
    if isinstance(photo, SourcePhoto):
        photo.vector = None
