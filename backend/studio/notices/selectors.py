"""Reads notices and preferences."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from studio.accounts.models import User, Workspace
from studio.notices.models import Notice, Preference


def notices_of(user: User, workspace: Workspace) -> QuerySet[Notice]:
    """A member's notices of one workspace, newest first."""
    return Notice.objects.filter(user=user, workspace=workspace).order_by("-created_at", "-id")


def unread(user: User, workspace: Workspace) -> int:
    """How many of them were not read."""
    return notices_of(user, workspace).filter(read_at=None).count()


def preference_of(user: User) -> Preference:
    """How the user wants to be told; not stored unless it was chosen."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def can_send() -> bool:
    """Whether the operator has named a mail server."""
    return bool(settings.MAIL.host)
