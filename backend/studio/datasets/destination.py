"""Where an archive that was uploaded in parts becomes a new dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.accounts.models import User
from studio.datasets import selectors, services
from studio.datasets.services import importing
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use
from studio.uploads.errors import HandOffElsewhere
from studio.uploads.kinds import Destination, Received


class DatasetArchives(Destination):
    """Zips of pictures and captions; each makes a dataset that is named after it."""

    key = "dataset-archives"
    most_bytes = importing.MOST_BYTES

    def check(self, subject: Subject, *, attestation: str | None, by_phone: bool) -> None:
        """Consent to training comes first; a phone adds photos and nothing else."""
        if by_phone:
            raise HandOffElsewhere("A phone adds photos, not datasets. Nothing was sent; do this on the computer.")
        subjects.require_consent(subject, to=Use.TRAIN)

    def known(self, subject: Subject, sha256s: Sequence[str]) -> Mapping[str, str]:
        """None: the same archive again may be meant as another dataset."""
        return {}

    def receive(
        self, subject: Subject, file: Path, *, name: str, sha256: str, by: User, attestation: str | None
    ) -> Received:
        """Take what can be taken; the pictures are withheld until they were screened."""
        made, _, _ = services.make_of_archive(subject, file, name=name)
        return Received(str(made.id), True)

    def show(self, subject: Subject, ids: Sequence[str]) -> Mapping[str, dict[str, Any]]:
        """The dataset by name, with the report on every file that was not taken."""
        found: list[Any] = list(selectors.of_subject(subject).filter(id__in=list(ids)))
        reports = selectors.reports([made.id for made in found])
        return {
            str(made.id): {
                "id": str(made.id),
                "name": made.name,
                "pictures": made.pictures,
                "report": reports.get(str(made.id)),
            }
            for made in found
        }
