"""Opens an upload, keeps its parts, gives it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from studio.accounts.models import User
from studio.subjects.models import Subject
from studio.uploads import kinds, selectors
from studio.uploads.errors import (
    HandOffFull,
    PartDamaged,
    TooManyUploads,
    UnknownDestination,
    UploadFinished,
    UploadNotFound,
    UploadTooLarge,
)
from studio.uploads.kinds import Destination
from studio.uploads.models import HandOff, Part, Upload, UploadStatus
from studio.uploads.services import parts

MOST_OPEN = 2000
"""Uploads of a workspace at once."""
MOST_OPEN_BYTES = 8 * 1024**3
"""Announced by all open uploads of a workspace."""
MOST_BY_PHONE = 300
"""Uploads of one hand-off, whatever became of them."""
TOUCH_AFTER = timedelta(minutes=1)
"""A row is written anew no more often, however many parts arrive."""


@dataclass(frozen=True)
class Opened:
    """An upload to go on with, or the id of what is known already and need not be sent."""

    upload: Upload | None = None
    known: str | None = None
    new: bool = False


def destination(key: str) -> Destination:
    """The destination. Raises UnknownDestination (422)."""
    found = kinds.find(key)
    if found is None:
        raise UnknownDestination(
            f"Nobody receives files under {key!r}. Nothing was sent; use one of {', '.join(kinds.keys())}."
        )
    return found


def open_upload(
    subject: Subject,
    to: str,
    *,
    filename: str,
    size: int,
    sha256: str,
    by: User,
    attestation: str | None = None,
    part_size: int | None = None,
    hand_off: HandOff | None = None,
) -> Opened:
    """Begin, go on with the open upload of the same file, or say that the file is known.

    Raises UploadTooLarge, TooManyUploads, HandOffFull, and what the destination has against it.
    """
    place = destination(to)
    _require_size(place, filename, size, by_phone=hand_off is not None)
    place.check(subject, attestation=attestation, by_phone=hand_off is not None)
    known = place.known(subject, [sha256]).get(sha256)
    if known is not None:
        return Opened(known=known)
    same = selectors.open_like(
        subject.workspace, subject_id=subject.id, to=to, sha256=sha256, size=size, hand_off=hand_off
    )
    if same is not None:
        return Opened(upload=same)
    _require_room(subject, size, hand_off)
    made = Upload.objects.create(
        workspace=subject.workspace,
        subject=subject,
        to=to,
        filename=filename[:120],
        size=size,
        sha256=sha256,
        part_size=parts.size_for(size, part_size),
        attestation=attestation,
        by=by,
        hand_off=hand_off,
    )
    return Opened(upload=made, new=True)


def _require_size(place: Destination, filename: str, size: int, *, by_phone: bool) -> None:
    """An archive may be larger. Its name only chooses the limit: what it is, is seen when it is there."""
    is_archive = filename.lower().endswith(".zip") and not by_phone
    most = max(place.most_bytes, place.most_archive_bytes) if is_archive else place.most_bytes
    if size > most:
        raise UploadTooLarge(
            f"{filename[:120]} has {size / 2**20:.1f} MB and may have {most / 2**20:.0f}. Nothing was sent. "
            "Export it as JPEG with a lower quality.",
            measured=size,
            allowed=most,
        )


def _require_room(subject: Subject, size: int, hand_off: HandOff | None) -> None:
    files, total = selectors.open_sums(subject.workspace)
    if files >= MOST_OPEN or total + size > MOST_OPEN_BYTES:
        raise TooManyUploads(
            f"{files} uploads with {total / 2**30:.1f} GB are open in this workspace and no more fit. Nothing was "
            "sent; let some arrive or give them up, then try again.",
            open=files,
            bytes=total,
        )
    if hand_off is not None and hand_off.uploads.count() >= MOST_BY_PHONE:
        raise HandOffFull(
            f"This code has brought {MOST_BY_PHONE} files, which is all it may. Nothing was sent; show a new code."
        )


def keep_part(upload_id: UUID, number: int, content: parts.Readable, *, signature: str, digest: str = "") -> None:
    """Keep a part that came to an address that was given. Sending it again changes nothing."""
    parts.require_given(upload_id, number, signature)
    upload = Upload.objects.filter(id=upload_id).first()
    if upload is None:
        raise UploadNotFound("This upload was given up. Nothing was kept; begin it anew.")
    if upload.status != UploadStatus.OPEN:
        raise UploadFinished("This upload is over, so no part of it is needed any more. Ask for it to see what came.")
    size = selectors.size_of(upload, number)
    if not size:
        raise PartDamaged(
            f"There is no part {number} of this file. Nothing was kept.", parts=selectors.parts_of(upload)
        )
    parts.keep(upload_id, number, content, size=size, digest=digest)
    try:
        with transaction.atomic():
            Part.objects.bulk_create([Part(upload=upload, number=number)], ignore_conflicts=True)
            now = timezone.now()
            if now - upload.touched_at > TOUCH_AFTER:
                Upload.objects.filter(id=upload_id).update(touched_at=now)
    except IntegrityError as problem:
        parts.forget(upload_id)
        raise UploadNotFound("This upload was given up meanwhile. Nothing was kept; begin it anew.") from problem


def give_up(upload: Upload) -> None:
    """Forget an upload and all that came of it; what was handed over stays where it is."""
    upload_id = upload.id
    upload.delete()
    parts.forget(upload_id)
