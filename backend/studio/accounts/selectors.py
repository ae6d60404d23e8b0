"""Reads accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from studio.accounts.models import ApiKey, Membership, Workspace


def membership_of(user: Any, *, workspace: UUID | None = None) -> Membership | None:
    """The membership a user works under: in ``workspace``, or the oldest. None for somebody who is not logged in."""
    if not getattr(user, "is_authenticated", False):
        return None
    rows = Membership.objects.select_related("workspace").filter(user=user)
    if workspace is not None:
        rows = rows.filter(workspace=workspace)
    return rows.order_by("created_at", "id").first()


def workspace_of(user: Any) -> Workspace | None:
    """The workspace a user works in, or None."""
    membership = membership_of(user)
    return membership.workspace if membership else None


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
