"""Who may sign up and log in, and what comes with it: allauth asks here."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from studio.accounts import selectors
from studio.accounts.models import User
from studio.accounts.services.joining import accept
from studio.accounts.services.users import DEMO_EMAIL
from studio.accounts.services.workspaces import create_workspace, hang_up_everywhere

FORWARDING_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
INVITATION_HEADER = "X-Invitation"


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
        """Sign-up is open when the operator says so, and always for somebody who was invited."""
        return bool(settings.ENV.studio_open_signup) or selectors.open_invitation(_token(request)) is not None

    def clean_email(self, email: str) -> str:
        """Addresses are compared in lower case; the demo user's is taken."""
        email = str(super().clean_email(email)).lower()
        if email == DEMO_EMAIL:
            raise ValidationError("This address is reserved for the demo. Choose another.")
        return email

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new user has a workspace or is none: their own where sign-up is open, and one they are invited to."""
        user = super().save_user(request, user, form, commit=commit)
        if commit and settings.ENV.studio_open_signup:
            create_workspace(user, name=f"{user.email.partition('@')[0]}'s studio")
        if commit and _token(request):
            request.session[selectors.CHOSEN] = str(accept(_token(request), user).workspace_id)
        return user

    def set_password(self, user: User, password: str) -> None:
        """A new password ends every other session, so their live channels end too."""
        super().set_password(user, password)
        hang_up_everywhere(user)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Refuse the demo user from anywhere but this machine, in the same words as a wrong password."""
        user: User | None = super().authenticate(request, **credentials)
        if user is not None and user.email == DEMO_EMAIL and not demo_is_offered_to(request):
            return None
        return user


class Sessions(DefaultUserSessionsAdapter):  # type: ignore[misc]  # allauth is untyped
    """Where somebody is signed in."""

    def end_sessions(self, sessions: Iterable[Any]) -> None:
        """Sign out elsewhere, the live channels included."""
        ended = list(sessions)
        super().end_sessions(ended)
        for user in {session.user for session in ended}:
            hang_up_everywhere(user)


def _token(request: HttpRequest) -> str:
    """The token of the invitation by which somebody came to sign up, or nothing."""
    return request.headers.get(INVITATION_HEADER, "")
