"""Sweeps what was begun and never finished: uploads, their parts, and codes that ended."""

from __future__ import annotations

from uuid import UUID

from studio.uploads import selectors
from studio.uploads.models import Part, Upload, UploadStatus
from studio.uploads.services import give_up, parts

AT_ONCE = 500
LEFT_ALONE = 3600
"""Seconds that a folder without a row stays, so that nobody's upload is removed while it begins."""


def sweep(*, left_alone: float = LEFT_ALONE) -> int:
    """Give up uploads of which nothing was heard for a day, and remove parts nobody owns; says how many went."""
    gone = list(selectors.abandoned()[:AT_ONCE])
    for upload in gone:
        give_up(upload)
    stray = _without_a_row(list(parts.kept(older_than=left_alone)))
    for upload_id in stray:
        parts.forget(upload_id)
    selectors.over().delete()
    return len(gone) + len(stray)


def audit() -> list[str]:
    """Sentences on parts without a file and files without an upload; empty when all is well. Sweep first."""
    found = []
    rows = Part.objects.filter(upload__status=UploadStatus.OPEN).values_list("upload_id", "number")
    for upload_id, number in rows.iterator():
        if not parts.is_kept(upload_id, number):
            found.append(f"Part {number} of the upload {upload_id} counts as arrived and does not lie in storage.")
    stray = _without_a_row(list(parts.kept()))
    return found + [f"The parts of the upload {upload_id} belong to no row." for upload_id in stray]


def _without_a_row(ids: list[UUID]) -> list[UUID]:
    unknown: list[UUID] = []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        known = set(Upload.objects.filter(id__in=some).values_list("id", flat=True))
        unknown += [upload_id for upload_id in some if upload_id not in known]
    return unknown
