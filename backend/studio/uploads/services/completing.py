"""Puts an upload together, proves it, and hands it to its destination; an archive picture by picture."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from imaging.errors import UnusableInput, of_code
from imaging.intake import archive
from studio.assets import services as assets
from studio.uploads import selectors
from studio.uploads.errors import PartsMissing, UploadDamaged
from studio.uploads.kinds import Destination
from studio.uploads.models import Part, Upload, UploadStatus
from studio.uploads.services import parts
from studio.uploads.services.handing_off import note_landed
from studio.uploads.services.opening import destination

SECONDS_AT_ONCE = 4.0
"""How long one call unpacks before it answers that there is more to do."""
_OVER = (UploadStatus.DONE, UploadStatus.REFUSED)


def complete(upload: Upload) -> Upload:
    """Hand a file over, once all of it is there; the entries of the answer say what became of it.

    Asking again is harmless and gives the same answer. An archive is unpacked for some seconds a call: while the
    status is ``unpacking``, ask again. Raises PartsMissing, UploadDamaged, and UnusableInput for a file that is
    refused.
    """
    if upload.status in _OVER:
        return _as_it_was(upload)
    if upload.status == UploadStatus.OPEN:
        gone = selectors.missing(upload, selectors.received(upload))
        if gone:
            raise PartsMissing(
                f"{len(gone)} of {selectors.parts_of(upload)} parts have not arrived. Nothing was lost; send them, "
                "then complete it again.",
                missing=gone[:100],
            )
    try:
        file = parts.whole(upload, selectors.parts_of(upload))
    except parts.NotTheFile as problem:
        return _damaged(upload, problem)
    place = destination(upload.to)
    if place.most_archive_bytes and upload.hand_off_id is None and archive.is_archive(file):
        return _unpack(upload, place, file)
    return _hand_over(upload, place, file)


def _as_it_was(upload: Upload) -> Upload:
    """The answer that was given before, a refusal included."""
    if upload.status == UploadStatus.REFUSED and upload.problem:
        raise of_code(upload.problem["code"])(upload.problem["message"], **upload.problem["facts"])
    return upload


def _damaged(upload: Upload, problem: Exception) -> Upload:
    upload.refresh_from_db()
    if upload.status in _OVER:  # somebody else completed it at the same time, and its parts are gone for that reason
        return _as_it_was(upload)
    Part.objects.filter(upload=upload).delete()
    parts.forget(upload.id)
    raise UploadDamaged(
        "What arrived is not the file that was announced: its SHA-256 differs. Nothing was kept; send all parts again."
    ) from problem


def _hand_over(upload: Upload, place: Destination, file: Path) -> Upload:
    try:
        got = place.receive(
            upload.subject,
            file,
            name=upload.filename,
            sha256=upload.sha256,
            by=upload.by,
            attestation=upload.attestation,
        )
    except UnusableInput as refusal:
        said = {"code": refusal.code, "message": refusal.message, "facts": refusal.facts}
        _note(upload, UploadStatus.REFUSED, problem=said)
        raise
    entry = _entry(upload.filename, "added" if got.new else "known", made=got.id)
    return _note(upload, UploadStatus.DONE, entries=[entry])


def _unpack(upload: Upload, place: Destination, file: Path) -> Upload:
    """Go on after the entries that are done, for some seconds."""
    until = time.monotonic() + SECONDS_AT_ONCE
    try:
        all_entries = archive.entries(file)
    except UnusableInput as refusal:
        said = {"code": refusal.code, "message": refusal.message, "facts": refusal.facts}
        _note(upload, UploadStatus.REFUSED, problem=said)
        raise
    done: list[dict[str, Any]] = list(upload.entries)
    seen = {entry["sha256"] for entry in done if entry["sha256"]}
    for entry in all_entries[len(done) :]:
        done.append(_take_entry(upload, place, file, entry, seen))
        if time.monotonic() > until:
            break
    left = len(all_entries) - len(done)
    return _note(upload, UploadStatus.UNPACKING if left else UploadStatus.DONE, entries=done, left=left)


def _take_entry(upload: Upload, place: Destination, file: Path, entry: archive.Entry, seen: set[str]) -> dict[str, Any]:
    if entry.refusal:
        return _entry(entry.name, "refused", code="archive_refused", detail=f"{entry.refusal} It cost nothing.")
    with tempfile.TemporaryDirectory(prefix="studio-unpacked-") as folder:
        photo = Path(folder) / "photo"
        try:
            archive.unpack(file, entry, photo)
            sha256 = assets.sha256_of(photo)
            if sha256 in seen:
                return _entry(entry.name, "duplicate", sha256=sha256)
            seen.add(sha256)
            got = place.receive(
                upload.subject,
                photo,
                name=entry.name,
                sha256=sha256,
                by=upload.by,
                attestation=upload.attestation,
            )
        except UnusableInput as refusal:
            return _entry(entry.name, "refused", code=refusal.code, detail=f"{refusal.message} It cost nothing.")
    return _entry(entry.name, "added" if got.new else "known", made=got.id, sha256=sha256)


def _entry(
    name: str, outcome: str, *, made: str | None = None, sha256: str = "", code: str = "", detail: str = ""
) -> dict[str, Any]:
    return {"name": name, "outcome": outcome, "made": made, "sha256": sha256, "code": code, "detail": detail}


def _note(upload: Upload, status: UploadStatus, **fields: Any) -> Upload:
    """Write down what came of it, unless somebody else did meanwhile; the file is needed no more once it is over."""
    with transaction.atomic():
        now = Upload.objects.select_for_update().filter(id=upload.id).first()
        if now is None or now.status in _OVER:
            return now or upload
        rows = {"status": status, "touched_at": timezone.now(), **fields}
        Upload.objects.filter(id=upload.id).update(**rows)
    for name, value in rows.items():
        setattr(upload, name, value)
    if status in _OVER:
        parts.forget(upload.id)
    if upload.hand_off is not None and status == UploadStatus.DONE:
        fresh = sum(entry["outcome"] == "added" for entry in upload.entries)
        if fresh:
            note_landed(upload.hand_off, fresh)
    return upload
