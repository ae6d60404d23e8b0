"""Hands the adding of photos to a phone for some minutes, without a login."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from studio.accounts import selectors as accounts
from studio.accounts.models import Role, User
from studio.realtime.publish import publish
from studio.subjects.models import Subject
from studio.uploads import selectors
from studio.uploads.errors import HandOffOver
from studio.uploads.events import HandOffChanged
from studio.uploads.models import HandOff
from studio.uploads.services.opening import destination

GOOD_FOR = timedelta(minutes=15)


def hand_off(subject: Subject, to: str, *, by: User) -> tuple[HandOff, str]:
    """A right to send photos to one place, and its token in clear, which is shown now or never."""
    destination(to)
    token = secrets.token_urlsafe(32)
    made = HandOff.objects.create(
        workspace=subject.workspace,
        subject=subject,
        to=to,
        token_sha256=selectors.token_hash(token),
        created_by=by,
        expires_at=timezone.now() + GOOD_FOR,
    )
    return made, token


def revoke(made: HandOff) -> None:
    """End it now. What has arrived stays."""
    HandOff.objects.filter(id=made.id, revoked_at=None).update(revoked_at=timezone.now())


def use(token: str) -> HandOff:
    """The hand-off of a token. Raises HandOffOver (401) when it ended, or its maker may no longer add photos."""
    found = selectors.hand_off_of(token)
    member = accounts.membership_of(found.created_by, workspace=found.workspace_id) if found else None
    if found is None or member is None or member.role == Role.VIEWER:
        raise HandOffOver(
            "This code is unknown, was ended, or is older than 15 minutes. What has arrived is safe; show a new code "
            "on the computer and scan it."
        )
    found.subject.workspace = found.workspace
    if found.opened_at is None:
        found.opened_at = timezone.now()
        HandOff.objects.filter(id=found.id).update(opened_at=found.opened_at)
        _tell(found)
    return found


def note_landed(made: HandOff, photos: int = 1) -> None:
    """Count new photos, and tell the computer."""
    HandOff.objects.filter(id=made.id).update(landed=F("landed") + photos)
    made.refresh_from_db(fields=["landed"])
    _tell(made)


def _tell(made: HandOff) -> None:
    publish(made.workspace_id, HandOffChanged(hand_off=made.id, opened=made.opened_at is not None, landed=made.landed))
