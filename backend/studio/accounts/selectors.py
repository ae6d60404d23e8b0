"""Reads accounts: who works where, who may come in, and with which keys."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from studio.accounts.models import ApiKey, Invitation, Membership, User, Workspace

CHOSEN = "workspace"
"""Where a session keeps the id of the workspace its user chose."""


def membership_of(user: Any, *, workspace: UUID | None = None, chosen: object = None) -> Membership | None:
    """The membership a user works under; one query, two for somebody who is no longer in what they chose.

    In ``workspace`` and nowhere else; or in the ``chosen`` one while they are still a member there; or in the oldest.
    None for somebody who is not logged in.
    """
    if not getattr(user, "is_authenticated", False):
        return None
    rows = memberships_of(user)
    wish = workspace or _uuid(chosen)
    found = rows.filter(workspace=wish).first() if wish else None
    return rows.first() if found is None and workspace is None else found


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text or ""))
    except ValueError:
        return None


def workspace_of(user: Any, *, chosen: object = None) -> Workspace | None:
    """The workspace a user works in, or None."""
    membership = membership_of(user, chosen=chosen)
    return membership.workspace if membership else None


def memberships_of(user: User) -> QuerySet[Membership]:
    """Every workspace of a user, the oldest first."""
    return Membership.objects.select_related("workspace").filter(user=user).order_by("created_at", "id")


def users(search: str = "") -> QuerySet[User]:
    """Users of the installation whose e-mail or name has the words in it, each with the number of their workspaces."""
    named = Q(email__icontains=search) | Q(first_name__icontains=search) | Q(last_name__icontains=search)
    found = User.objects.filter(named) if search else User.objects.all()
    mine = Membership.objects.filter(user=OuterRef("pk")).order_by().values("user").annotate(all=Count("pk"))
    return found.annotate(workspaces=Coalesce(Subquery(mine.values("all")), 0))


def members(workspace: Workspace) -> QuerySet[Membership]:
    """Who is in a workspace, with their users."""
    return Membership.objects.select_related("user").filter(workspace=workspace)


def called(user: User) -> str:
    """How a user is called: by name, or by what stands before the @."""
    return user.get_full_name() or user.email.partition("@")[0]


def digest(token: str) -> str:
    """What is kept of the token of a link: SHA-256, which is enough for 192 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_open() -> Q:
    """Invitations that somebody can still use."""
    return Q(revoked_at__isnull=True, expires_at__gt=timezone.now(), used__lt=F("most"))


def invitations(workspace: Workspace) -> QuerySet[Invitation]:
    """The invitations of a workspace."""
    return Invitation.objects.select_related("invited_by").filter(workspace=workspace)


def open_invitation(token: str) -> Invitation | None:
    """The invitation of a link, or None when it is unknown, used up, taken back or expired."""
    if not token:
        return None
    found = Invitation.objects.select_related("workspace", "invited_by").filter(is_open(), digest=digest(token))
    return found.first()


def keys(membership: Membership) -> QuerySet[ApiKey]:
    """The keys a member sees: their own, and an owner everybody's. Revoked ones are gone."""
    found = ApiKey.objects.select_related("user").filter(workspace=membership.workspace, revoked=False)
    return found if membership.role == "owner" else found.filter(user=membership.user_id)


def live_key(key: str) -> ApiKey | None:
    """The row of an API key given in clear, with its user; None when unknown, revoked, expired, or its user left."""
    prefix, dot, _ = key.partition(".")
    if not dot or "\x00" in key:
        return None
    row: ApiKey | None = (
        ApiKey.objects.select_related("user").filter(prefix=prefix, revoked=False, user__is_active=True).first()
    )
    if row is None or row.has_expired or not row.is_valid(key):
        return None
    return row


def workspace_named(name: str) -> Workspace | None:
    """A workspace by its slug or its id, or None."""
    try:
        return Workspace.objects.filter(pk=UUID(name)).first()
    except ValueError:
        return Workspace.objects.filter(slug=name).first()


def link(path: str, request: HttpRequest | None) -> str:
    """A full address of a page of the dashboard, for letters: the operator's public one, or the one asked at."""
    base = settings.ENV.public_url
    if base or request is None:
        return f"{base}{path}"
    return request.build_absolute_uri(path)
