"""Writes workspaces: opening one with its first member, its name, and what happens when somebody leaves it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from studio.accounts.models import Membership, Role, User, Workspace

_openers: list[Callable[[Workspace], object]] = []
_closers: list[Callable[[UUID, UUID], object]] = []


def opens_with(opener: Callable[[Workspace], object]) -> None:
    """Call ``opener`` with every new workspace, in its transaction. Registered in an app's ``ready``: credits does."""
    if opener not in _openers:
        _openers.append(opener)


def leaves_with(closer: Callable[[UUID, UUID], object]) -> None:
    """Call ``closer(user, workspace)`` when what a user may see there has changed: the live channel hangs up then."""
    if closer not in _closers:
        _closers.append(closer)


def hang_up(user: UUID, workspace: UUID) -> None:
    """End what is still open for a user in a workspace; a browser that may come back does so by itself."""
    for closer in _closers:
        closer(user, workspace)


def hang_up_everywhere(user: User) -> None:
    """The same in every workspace of the user."""
    for workspace in user.memberships.values_list("workspace", flat=True):
        hang_up(user.pk, workspace)


@transaction.atomic
def create_workspace(user: User, *, name: str, role: Role = Role.OWNER, is_demo: bool = False) -> Workspace:
    """A workspace with its first member, its account of credits open. One transaction."""
    workspace = Workspace.objects.create(name=name[:80], slug=_free_slug(name), is_demo=is_demo)
    Membership.objects.create(user=user, workspace=workspace, role=role)
    for opener in _openers:
        opener(workspace)
    return workspace


def rename_workspace(workspace: Workspace, name: str) -> Workspace:
    """Write a new name; the slug stays, because files lie under it."""
    workspace.name = name
    workspace.save(update_fields=["name"])
    return workspace


def _free_slug(name: str) -> str:
    """A slug nobody has: random tail, because a counter would tell how many workspaces there are."""
    return f"{slugify(name)[:60] or 'workspace'}-{secrets.token_hex(4)}"
