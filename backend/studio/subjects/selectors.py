"""Reads subjects and answers the one question that matters: does the subject allow it?"""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from studio.accounts.models import Workspace
from studio.subjects.models import Consent, Kind, Level, Subject, Use

ConsentState = Literal["not_needed", "missing", "live", "revoked"]

LEVELS = (Level.RECORDED, Level.SELF, Level.INVITED, Level.ORGANISATION)
"""From the weakest to the strongest."""


def of(workspace: Workspace) -> QuerySet[Subject]:
    """The subjects of a workspace with their consents: two queries, however many there are."""
    return Subject.objects.filter(workspace=workspace).prefetch_related("consents")


def by_id_or_slug(workspace: Workspace, name: str) -> Subject | None:
    """One subject of a workspace by its id or its slug, or None."""
    if "\x00" in name:
        return None
    try:
        return of(workspace).filter(pk=UUID(name)).first()
    except ValueError:
        return of(workspace).filter(slug=name).first()


def required_level() -> Level:
    """The least level of consent that a run for a real person needs here."""
    return Level(settings.ENV.studio_consent_level)


def is_enough(level: str) -> bool:
    """Whether a consent of this level counts here."""
    return LEVELS.index(Level(level)) >= LEVELS.index(required_level())


def allows(subject: Subject | UUID, use: Use) -> bool:
    """Whether a use of the likeness is allowed now; one query. A subject that is gone allows nothing."""
    key = subject.pk if isinstance(subject, Subject) else subject
    given = ("consents__uses", "consents__level", "consents__revoked_at")
    rows = Subject.objects.filter(pk=key).values_list("kind", *given)
    for kind, uses, level, revoked_at in rows:
        if kind == Kind.SYNTHETIC:
            return True
        if uses is not None and revoked_at is None and use in uses and is_enough(level):
            return True
    return False


def is_live(consent: Consent) -> bool:
    """Not revoked, and of a level that counts here."""
    return consent.revoked_at is None and is_enough(consent.level)


def consent_state(subject: Subject) -> ConsentState:
    """What the dashboard says of a subject's consent. No query when the consents were prefetched."""
    consents = list(subject.consents.all())
    return state_of(
        subject.kind,
        live=any(is_live(consent) for consent in consents),
        revoked=any(consent.revoked_at is not None for consent in consents),
    )


def state_of(kind: str, *, live: bool, revoked: bool) -> ConsentState:
    """The word for a subject's consent: is there a live one, was one revoked?"""
    if kind == Kind.SYNTHETIC:
        return "not_needed"
    if live:
        return "live"
    return "revoked" if revoked else "missing"
