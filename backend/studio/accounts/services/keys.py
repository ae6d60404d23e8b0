"""Writes API keys: made once in clear, used, revoked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from django.db.models import Q
from django.utils import timezone

from studio.accounts.models import ApiKey, Scope, User, Workspace

USED_WITHIN = timedelta(minutes=5)
"""How exactly it is written down when a key was last used: a write with every request would be too dear."""


def create_key(
    user: User,
    workspace: Workspace,
    *,
    name: str,
    scopes: Iterable[str] = tuple(Scope),
    expires: datetime | None = None,
) -> str:
    """A fresh API key in clear, which is shown now or never: only its hash is kept. Without ``scopes`` it may all."""
    return make_key(user, workspace, name=name, scopes=scopes, expires=expires)[1]


def make_key(
    user: User, workspace: Workspace, *, name: str, scopes: Iterable[str], expires: datetime | None
) -> tuple[ApiKey, str]:
    """The row of a fresh key, and the key in clear. Whoever may do anything may read."""
    wanted = {Scope.READ.value, *map(str, scopes)}
    row, key = ApiKey.objects.create_key(
        name=name[:50],
        user=user,
        workspace=workspace,
        expiry_date=expires,
        scopes=[scope for scope in Scope.values if scope in wanted],
    )
    return cast(ApiKey, row), str(key)


def note_use(key: ApiKey) -> None:
    """Write down that a key is used, unless that was written a moment ago."""
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > USED_WITHIN:
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USED_WITHIN)
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


def revoke_key(key: ApiKey) -> None:
    """Close a program's way in, for good."""
    key.revoked = True
    key.save(update_fields=["revoked"])
