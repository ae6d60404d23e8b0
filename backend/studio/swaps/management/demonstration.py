"""The demonstration: a synthetic person, made for it, and the photos that come with the studio."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from studio.accounts import services as accounts
from studio.accounts.models import User, Workspace
from studio.photos import services as photos
from studio.photos.models import Role
from studio.subjects import services as subjects
from studio.subjects.models import Kind, Subject

NAME = "Andie"
ATTESTATION = (
    "A synthetic person: composed by a program from parts of many photos, and nobody's likeness. "
    "sample/README.md says how it was made and measured."
)
TARGET_ATTESTATION = "A synthetic person, nobody's likeness, made for this demonstration; see sample/README.md."
SOURCE = "source-1.jpg"
TARGETS = ("target-3.jpg", "target-1.jpg", "target-2.jpg")
"""The one that shows a swap best comes first."""


def password() -> str:
    """The demo login's password: made once, kept where only the studio's owner reads it."""
    path: Path = settings.DATA / accounts.DEMO_PASSWORD_FILE
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text().strip()


def is_there() -> bool:
    """Whether the sample photos came with this copy of the studio."""
    return all((settings.SAMPLE / name).is_file() for name in (SOURCE, *TARGETS))


def subject_of(workspace: Workspace) -> Subject | None:
    """The demonstration's subject, whatever it has been renamed to; None when there is none."""
    made = Subject.objects.filter(workspace=workspace, kind=Kind.SYNTHETIC, attestation=ATTESTATION)
    return made.order_by("created_at").first()


@transaction.atomic
def seed(workspace: Workspace) -> bool:
    """The subject with its photos, all or nothing; says whether it was made.

    Only an empty workspace is seeded, so that what its owner deleted does not come back at every start.
    """
    if not is_there() or Subject.objects.filter(workspace=workspace).exists():
        return False
    by = User.objects.get(email=accounts.DEMO_EMAIL)
    subject = subjects.create(workspace, name=NAME, kind=Kind.SYNTHETIC, attestation=ATTESTATION)
    photos.upload(subject, Role.SOURCE, file=settings.SAMPLE / SOURCE, name=SOURCE, by=by)
    for name in TARGETS:
        file = settings.SAMPLE / name
        photos.upload(subject, Role.TARGET, file=file, name=name, by=by, attestation=TARGET_ATTESTATION)
    return True
