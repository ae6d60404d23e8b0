"""A place for files of any kind, which keeps nothing of them but their SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from studio.accounts.models import User
from studio.subjects.models import Subject
from studio.uploads.kinds import Destination, Received


class ToyFiles(Destination):
    key = "toy-files"
    most_bytes = 100_000_000

    def check(self, subject: Subject, *, attestation: str | None, by_phone: bool) -> None: ...

    def known(self, subject: Subject, sha256s: Sequence[str]) -> Mapping[str, str]:
        return {}

    def receive(
        self, subject: Subject, file: Path, *, name: str, sha256: str, by: User, attestation: str | None
    ) -> Received:
        folder = Path(settings.DATA) / "toy-files"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(hashlib.sha256(file.read_bytes()).hexdigest())
        return Received(name, True)

    def show(self, subject: Subject, ids: Sequence[str]) -> Mapping[str, dict[str, Any]]:
        return {}
