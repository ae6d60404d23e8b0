"""Reads accounts."""

from __future__ import annotations

from typing import Any

from studio.accounts.models import Membership, Workspace


def membership_of(user: Any) -> Membership | None:
    """The membership a user works under: the oldest. None for somebody who is not logged in."""
    if not getattr(user, "is_authenticated", False):
        return None
    return Membership.objects.select_related("workspace").filter(user=user).order_by("created_at", "id").first()


def workspace_of(user: Any) -> Workspace | None:
    """The workspace a user works in, or None."""
    membership = membership_of(user)
    return membership.workspace if membership else None
