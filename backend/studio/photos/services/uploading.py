"""Lets photos in: the file, its number, its rows, and the request for its report."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from imaging.intake.admit import admit
from imaging.intake.thumbnails import thumbnails
from studio.accounts.models import User
from studio.assets import services as assets
from studio.photos import selectors
from studio.photos.errors import AttestationRequired
from studio.photos.models import MODELS, LastNumber, Role
from studio.photos.selectors import AnyPhoto
from studio.photos.services.reporting import request_report
from studio.subjects.models import Subject

FOLDERS: Mapping[Role, str] = {Role.SOURCE: "sources", Role.TARGET: "targets"}


def upload(
    subject: Subject, role: Role, *, file: Path, name: str, by: User, attestation: str | None = None
) -> tuple[AnyPhoto, bool]:
    """Let a file in and ask for its report; says whether it is new. The same content again gives the photo there is.

    ``attestation`` is for targets: None records the default statement. Raises UnusableInput of imaging.errors for a
    file that is not let in, AttestationRequired for an empty statement.
    """
    statement = _statement(role, by, attestation)
    original = assets.sha256_of(file)
    admitted = admit(file)
    known = selectors.same_content(subject, role, admitted.sha256)
    if known is not None:
        _remember_original(known, original)
        return known, False
    with tempfile.TemporaryDirectory(prefix="studio-upload-") as folder:
        content = Path(folder) / "photo.jpg"
        content.write_bytes(admitted.content)
        photo, new = _keep(
            subject, role, content=content, sha256=admitted.sha256, name=name, by=by, statement=statement
        )
        _remember_original(photo, original)
        return photo, new


def _remember_original(photo: AnyPhoto, sha256: str) -> None:
    """Keep the hash of the file as it was sent, so that the same file need not be sent again; the first one counts."""
    if not photo.original_sha256:
        photo.original_sha256 = sha256
        photo.save(update_fields=["original_sha256"])


def _statement(role: Role, by: User, attestation: str | None) -> str:
    if role is Role.SOURCE:
        return ""
    if attestation is None:
        return f"By uploading it, {by.email} confirmed the right to use this photo."
    if not attestation.strip():
        raise AttestationRequired(
            "A target photo shows a second person. Nothing was kept; confirm that you may use it and send it again."
        )
    return attestation.strip()


def _keep(
    subject: Subject, role: Role, *, content: Path, sha256: str, name: str, by: User, statement: str
) -> tuple[AnyPhoto, bool]:
    """Number the photo and write its rows. The lock on the subject makes numbers and duplicates one at a time."""
    small = thumbnails(content)
    with transaction.atomic():
        Subject.objects.select_for_update().get(id=subject.id)
        known = selectors.same_content(subject, role, sha256)
        if known is not None:
            return known, False
        number = _next_number(subject, role)
        stored = assets.put(
            subject.workspace,
            content=content,
            folder=f"{subject.slug}/{FOLDERS[role]}",
            filename=selectors.filename(subject, role, number),
            thumbnails=dict(small),
        )
        fields: dict[str, Any] = {"attestation": statement} if role is Role.TARGET else {}
        photo: AnyPhoto = MODELS[role].objects.create(
            workspace=subject.workspace,
            subject=subject,
            number=number,
            name=name[:120],
            # Withheld until the screen has let it through: whatever goes wrong before leaves it unseen.
            asset=assets.record(subject.workspace, stored, quarantined=True),
            uploaded_by=by,
            **fields,
        )
        request_report(photo)
    return photo, True


def _next_number(subject: Subject, role: Role) -> int:
    last, _ = LastNumber.objects.get_or_create(subject=subject, role=role)
    last.number += 1
    last.save(update_fields=["number"])
    return last.number
