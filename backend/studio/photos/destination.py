"""Where the files of uploads become photos: one place a role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from imaging.intake.limits import UPLOAD
from studio.accounts.models import User
from studio.photos import selectors, services
from studio.photos.errors import AttestationRequired
from studio.photos.models import Role
from studio.photos.serializers import PhotoSerializer
from studio.subjects.models import Subject
from studio.uploads.kinds import Destination, Received

MOST_ARCHIVE_BYTES = 1024**3


class PhotosOf(Destination):
    """The photos of a subject in one role."""

    role: ClassVar[Role]
    most_bytes = UPLOAD.max_bytes
    most_archive_bytes = MOST_ARCHIVE_BYTES

    def check(self, subject: Subject, *, attestation: str | None, by_phone: bool) -> None:
        """Targets show a second person: an empty statement is none, and from a phone it must be said."""
        missing = attestation is None if by_phone else False
        if self.role is Role.TARGET and (missing or (attestation is not None and not attestation.strip())):
            raise AttestationRequired(
                "A target photo shows a second person. Nothing was sent; confirm that you may use it and send it again."
            )

    def known(self, subject: Subject, sha256s: Sequence[str]) -> Mapping[str, str]:
        """By the hash of the file as it was sent."""
        return selectors.same_originals(subject, self.role, sha256s)

    def receive(
        self, subject: Subject, file: Path, *, name: str, sha256: str, by: User, attestation: str | None
    ) -> Received:
        """Let the photo in as at every other door."""
        photo, new = services.upload(subject, self.role, file=file, name=name, by=by, attestation=attestation)
        return Received(str(photo.id), new)

    def show(self, subject: Subject, ids: Sequence[str]) -> Mapping[str, dict[str, Any]]:
        """As the list of photos shows them."""
        photos = selectors.of_subject(subject, self.role).filter(id__in=list(ids))
        return {str(photo.id): PhotoSerializer(photo).data for photo in photos}


class SourcePhotos(PhotosOf):
    """Photos that lend the likeness."""

    key = "source-photos"
    role = Role.SOURCE


class TargetPhotos(PhotosOf):
    """Photos that receive it."""

    key = "target-photos"
    role = Role.TARGET
