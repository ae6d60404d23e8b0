"""Writes accounts: workspaces with their first member, API keys, the demo user, and who may sign up or log in."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.text import slugify

from studio.accounts.models import ApiKey, Membership, Role, User, Workspace

DEMO_EMAIL = "demo@studio.local"
DEMO_PASSWORD_FILE = "demo-password"  # noqa: S105 (the name of a file)
FORWARDING_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")

_openers: list[Callable[[Workspace], object]] = []


def opens_with(opener: Callable[[Workspace], object]) -> None:
    """Call ``opener`` with every new workspace, in its transaction. Registered in an app's ``ready``: credits does."""
    if opener not in _openers:
        _openers.append(opener)


@transaction.atomic
def create_workspace(user: User, *, name: str, role: Role = Role.OWNER, is_demo: bool = False) -> Workspace:
    """A workspace with its first member, its account of credits open. One transaction."""
    workspace = Workspace.objects.create(name=name[:80], slug=_free_slug(name), is_demo=is_demo)
    Membership.objects.create(user=user, workspace=workspace, role=role)
    for opener in _openers:
        opener(workspace)
    return workspace


def _free_slug(name: str) -> str:
    """A slug nobody has: random tail, because a counter would tell how many workspaces there are."""
    return f"{slugify(name)[:60] or 'workspace'}-{secrets.token_hex(4)}"


def rename(user: User, name: str) -> None:
    """Write how a user is called, in one piece: people's names do not split into two everywhere."""
    user.first_name, user.last_name = name, ""
    user.save(update_fields=["first_name", "last_name"])


def create_key(user: User, workspace: Workspace, *, name: str, expires: datetime | None = None) -> str:
    """A fresh API key in clear, which is shown now or never: only its hash is kept."""
    _, key = ApiKey.objects.create_key(name=name[:50], user=user, workspace=workspace, expiry_date=expires)
    return str(key)


def revoke_key(key: ApiKey) -> None:
    """Close a program's way in, for good."""
    key.revoked = True
    key.save(update_fields=["revoked"])


@transaction.atomic
def ensure_demo(password: str) -> Workspace:
    """The demo user with this password, and the demo workspace. Makes what is missing; call it at every start."""
    user = User.objects.filter(email=DEMO_EMAIL).first()
    if user is None:
        user = User.objects.create_user(DEMO_EMAIL, password, first_name="Demo")
    elif not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    membership = Membership.objects.select_related("workspace").filter(user=user, workspace__is_demo=True).first()
    return membership.workspace if membership else create_workspace(user, name="Demo", is_demo=True)


def is_from_this_machine(request: HttpRequest) -> bool:
    """True when the peer is loopback and nothing says that it speaks for somebody else (a proxy on this machine)."""
    if any(request.META.get(header) for header in FORWARDING_HEADERS):
        return False
    try:
        return ip_address(str(request.META.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        return False


def demo_is_offered_to(request: HttpRequest) -> bool:
    """The demo login exists only when switched on, and only for this very machine."""
    return bool(settings.ENV.studio_demo) and is_from_this_machine(request)


class SignUp(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Who may sign up, what a new user gets, and from where the demo user may log in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Sign-up is open when the operator says so."""
        return bool(settings.ENV.studio_open_signup)

    def clean_email(self, email: str) -> str:
        """Addresses are compared in lower case; the demo user's is taken."""
        email = str(super().clean_email(email)).lower()
        if email == DEMO_EMAIL:
            raise ValidationError("This address is reserved for the demo. Choose another.")
        return email

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new user owns a workspace of their own: both are there, or neither."""
        user = super().save_user(request, user, form, commit=commit)
        if commit:
            create_workspace(user, name=f"{user.email.partition('@')[0]}'s studio")
        return user

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Refuse the demo user from anywhere but this machine, in the same words as a wrong password."""
        user: User | None = super().authenticate(request, **credentials)
        if user is not None and user.email == DEMO_EMAIL and not demo_is_offered_to(request):
            return None
        return user
