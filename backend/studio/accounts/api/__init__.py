"""How a request says who it is and what it may do.

Django REST framework imports this module before its own views, so views live in the modules beside it.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from studio.accounts import selectors, services
from studio.accounts.errors import NoWorkspace, ScopeMissing
from studio.accounts.models import ApiKey, Membership, Role, Scope, User, Workspace

WRITERS = (Role.OWNER, Role.EDITOR)


class ApiKeyAuthentication(BaseAuthentication):
    """``Authorization: Bearer <key>``; ``request.auth`` is the ApiKey. One query, by the key's prefix."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        """The key's user, or None without a key. Raises AuthenticationFailed (401) for one that is no good."""
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        found = selectors.live_key(key.strip())
        if found is None:
            raise AuthenticationFailed("This API key is unknown, revoked or expired. Make a new one and send that.")
        services.note_use(found)
        return found.user, found

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Bearer"


def membership(request: Request) -> Membership:
    """The membership that a request works under; one query a request. Raises NoWorkspace (403)."""
    known: Membership | None = getattr(request, "_membership", None)
    if known is None:
        if isinstance(request.auth, ApiKey):
            known = selectors.membership_of(request.user, workspace=request.auth.workspace_id)
        else:
            known = selectors.membership_of(request.user, chosen=_session(request).get(selectors.CHOSEN))
        if known is None:
            raise NoWorkspace("You are a member of no workspace, so there is nothing to show. Ask an owner to add you.")
        request._membership = known  # type: ignore[attr-defined]
    return known


def choose(request: Request, workspace: Workspace) -> None:
    """Every request and socket of this session works in ``workspace`` from now on; the sockets are closed for it."""
    before = membership(request)
    _session(request)[selectors.CHOSEN] = str(workspace.pk)
    services.hang_up(before.user_id, before.workspace_id)


def _session(request: Request) -> Any:
    return getattr(request, "session", {})


def workspace(request: Request) -> Workspace:
    """The workspace that a request works in. Whatever belongs to another one does not exist for it (404)."""
    return membership(request).workspace


class IsSignedIn(BasePermission):
    """A user in a browser, a member of a workspace or not; programs have their workspace."""

    def has_permission(self, request: Request, view: object) -> bool:
        """False for strangers and for keys."""
        return bool(request.user.is_authenticated) and not isinstance(request.auth, ApiKey)


class IsOperator(IsSignedIn):
    """Whoever looks after the installation, in a browser; for everybody else it does not exist (404)."""

    def has_permission(self, request: Request, view: object) -> bool:
        """True for operators. Raises Http404, so that nobody can tell."""
        if not request.user.is_authenticated:
            return False
        if not super().has_permission(request, view) or not getattr(request.user, "is_staff", False):
            raise Http404
        return True


class IsMember(BasePermission):
    """Members may read; writing needs the role of an editor or owner, and of a program the scope of its key.

    A view says what is special about it: ``spends`` (its writes start what costs credits) or ``personal`` (its writes
    touch nobody but the one who asks, so that viewers may too).
    """

    message = "Your role in this workspace is to look and download. Nothing was changed. Ask its owner for more."
    roles: tuple[Role, ...] = WRITERS
    scope = Scope.WRITE

    def has_permission(self, request: Request, view: object) -> bool:
        """False for strangers (401) and for roles that may not (403). Raises ScopeMissing (403) for a key."""
        if not request.user.is_authenticated:
            return False
        role = membership(request).role
        is_safe = request.method in SAFE_METHODS
        if isinstance(request.auth, ApiKey):
            wanted = Scope.SPEND if getattr(view, "spends", False) else self.scope
            require_scope(request.auth, Scope.READ if is_safe else wanted)
        return is_safe or role in self.roles or getattr(view, "personal", False)


class IsOwner(IsMember):
    """Members may read; writing is for owners, and for programs with the scope ``admin``."""

    message = "Only an owner of this workspace may do that. Nothing was changed. Ask one of them."
    roles = (Role.OWNER,)
    scope = Scope.ADMIN


class OwnersOnly(IsOwner):
    """Owners, for reading too."""

    def has_permission(self, request: Request, view: object) -> bool:
        """False for everybody else."""
        return super().has_permission(request, view) and membership(request).role == Role.OWNER


def require_scope(key: ApiKey, scope: Scope) -> None:
    """Raise ScopeMissing (403) unless the key carries the scope."""
    if scope not in key.scopes:
        raise ScopeMissing(
            f"This API key may not {scope.value}. Nothing was changed. Make a key with the scope {scope.value!r}.",
            scope=scope.value,
            scopes=key.scopes,
        )


class PerKeyThrottle(SimpleRateThrottle):
    """A program that runs wild is slowed down before it slows everybody; people in a browser are not counted."""

    scope = "key"
    rate = "1200/min"

    def get_cache_key(self, request: Request, view: object) -> str | None:
        """One count a key, in this process's memory; None does not count."""
        return f"throttle-{request.auth.prefix}" if isinstance(request.auth, ApiKey) else None
