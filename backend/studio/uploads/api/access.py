"""Who may send files: members who may write, and a phone that was handed the right to."""

from __future__ import annotations

from uuid import UUID

from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle

from studio.accounts import api as accounts
from studio.accounts.models import User, Workspace
from studio.subjects.models import Subject
from studio.uploads import services
from studio.uploads.errors import HandOffElsewhere, UploadNotFound
from studio.uploads.models import HandOff

SCHEME = "HandOff"


class HandOffAuthentication(BaseAuthentication):
    """``Authorization: HandOff <token>``; ``request.auth`` is the HandOff. Only views of uploads know it."""

    def authenticate(self, request: Request) -> tuple[User, HandOff] | None:
        """The one who showed the code, whose right it is. Raises HandOffOver (401)."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        found = services.use(token.strip())
        return found.created_by, found

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Bearer"


class PhoneThrottle(SimpleRateThrottle):
    """One phone that runs wild is slowed down before it slows everybody; a token of 256 bits need not be guarded so."""

    scope = "hand_off"
    rate = "300/min"

    def get_cache_key(self, request: Request, view: object) -> str | None:
        """One count an address, in this process's memory; members are not counted."""
        if not request.headers.get("Authorization", "").lower().startswith(SCHEME.lower()):
            return None
        return f"throttle-hand-off-{self.get_ident(request)}"


class MaySend(accounts.IsMember):
    """Members as everywhere; a phone may do all that these views offer, within its one place."""

    def has_permission(self, request: Request, view: object) -> bool:
        """The right of a phone was checked with its token."""
        return isinstance(request.auth, HandOff) or super().has_permission(request, view)


AUTHENTICATION: list[type[BaseAuthentication]] = [
    HandOffAuthentication,
    accounts.ApiKeyAuthentication,
    SessionAuthentication,
]
THROTTLES: list[type[BaseThrottle]] = [PhoneThrottle, accounts.PerKeyThrottle]


def phone(request: Request) -> HandOff | None:
    """The hand-off that asks, or None for a member."""
    return request.auth if isinstance(request.auth, HandOff) else None


def workspace(request: Request) -> Workspace:
    """The workspace of the one who asks."""
    by_phone = phone(request)
    return by_phone.workspace if by_phone else accounts.workspace(request)


def subject(request: Request, subject_id: UUID, to: str) -> Subject:
    """The subject that files go to. Raises UploadNotFound (404), HandOffElsewhere (403) for a phone that strays."""
    by_phone = phone(request)
    if by_phone is not None:
        if subject_id != by_phone.subject_id or to != by_phone.to:
            raise HandOffElsewhere(
                "This code sends photos to one place of one model only. Nothing was sent; show a new code there."
            )
        return by_phone.subject
    found = Subject.objects.select_related("workspace").filter(workspace=workspace(request), id=subject_id).first()
    if found is None:
        raise UploadNotFound("There is no such model in this workspace. It may have been deleted; go back and reload.")
    return found


def sender(request: Request) -> User:
    """Who answers for what is sent: the member, or the one who showed the code."""
    user = request.user
    assert isinstance(user, User)
    return user
