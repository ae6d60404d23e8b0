"""How a request says who it is and what it may do, and the demo login."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import selectors, services
from studio.accounts.errors import NoWorkspace
from studio.accounts.models import ApiKey, Membership, Role, User, Workspace

WRITERS = (Role.OWNER, Role.EDITOR)


class ApiKeyAuthentication(BaseAuthentication):
    """``Authorization: Bearer <key>``. ``request.auth`` is the ApiKey. Two queries: the key by its prefix, the membership."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        """The key's user, or None when the request carries no key. Raises AuthenticationFailed for a key that is no good."""
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        found = selectors.live_key(key.strip())
        if found is None:
            raise AuthenticationFailed("This API key is unknown, revoked or expired. Make a new one and send that.")
        return found.user, found

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Bearer"


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes an API key."""

    target_class = "studio.accounts.api.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token."""
        return {"type": "http", "scheme": "bearer", "description": "An API key; `./studio key` prints one."}


def membership(request: Request) -> Membership:
    """The membership that a request works under; one query a request. Raises NoWorkspace (403)."""
    known: Membership | None = getattr(request, "_membership", None)
    if known is None:
        key = request.auth if isinstance(request.auth, ApiKey) else None
        known = selectors.membership_of(request.user, workspace=key.workspace_id if key else None)
        if known is None:
            raise NoWorkspace("You are a member of no workspace, so there is nothing to show. Ask its owner to add you.")
        request._membership = known  # type: ignore[attr-defined]
    return known


def workspace(request: Request) -> Workspace:
    """The workspace that a request works in. Whatever belongs to another one does not exist for it (404)."""
    return membership(request).workspace


class IsMember(BasePermission):
    """Members may read; writing needs the role of an editor or owner."""

    message = "Your role in this workspace is to look and download. Nothing was changed. Ask its owner for more."

    def has_permission(self, request: Request, view: object) -> bool:
        """False for strangers (401) and for viewers who want to write (403)."""
        if not request.user.is_authenticated:
            return False
        role = membership(request).role
        return request.method in SAFE_METHODS or role in WRITERS


class DemoLoginSerializer(serializers.Serializer[dict[str, str]]):
    """The demo login."""

    email = serializers.EmailField(read_only=True)
    password = serializers.CharField(read_only=True)


class DemoView(APIView):
    """The demo login, shown to a browser on this very machine when the studio was started for trying it out."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses=DemoLoginSerializer)
    def get(self, request: Request) -> Response:
        """404 anywhere else, so that it cannot be told from a studio without a demo."""
        path = settings.DATA / services.DEMO_PASSWORD_FILE
        if not services.demo_is_offered_to(request) or not path.is_file():
            raise Http404
        answer = {"email": services.DEMO_EMAIL, "password": path.read_text().strip()}
        return Response(answer, headers={"Cache-Control": "no-store"})
