"""Who is signed in, where, and with how many credits."""

from __future__ import annotations

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.csrf import ensure_csrf_cookie
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.accounts import selectors, services
from studio.accounts.models import Role, User
from studio.credits import selectors as credits
from studio.credits.serializers import CreditsSerializer


class MyUserSerializer(serializers.Serializer[Any]):
    """The user."""

    id = serializers.UUIDField(read_only=True)
    email = serializers.EmailField(read_only=True)
    name = serializers.CharField(read_only=True)
    is_operator = serializers.BooleanField(read_only=True, help_text="Looks after the whole installation.")


class MyWorkspaceSerializer(serializers.Serializer[Any]):
    """The workspace, and what the user may do in it."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    role = serializers.ChoiceField(choices=Role.choices, read_only=True)


class MeSerializer(serializers.Serializer[Any]):
    """All that the frame of the dashboard shows."""

    user = MyUserSerializer(read_only=True)
    workspace = MyWorkspaceSerializer(read_only=True)
    credits = CreditsSerializer(read_only=True)
    demo = serializers.BooleanField(read_only=True, help_text="This is the demo workspace.")


class MyChangesSerializer(serializers.Serializer[Any]):
    """What a user may change of themselves here; e-mail and password have their own ways."""

    name = serializers.CharField(max_length=150)


@method_decorator(ensure_csrf_cookie, name="dispatch")
class MeView(APIView):
    """Who asks. Sets the CSRF cookie that a page needs before its first POST."""

    permission_classes = (accounts.IsMember,)
    personal = True

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """The user, the workspace and its credits."""
        return Response(MeSerializer(_me(request)).data)

    @extend_schema(request=MyChangesSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Change your own name."""
        wanted = MyChangesSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        services.rename(_user(request), wanted.validated_data["name"])
        return Response(MeSerializer(_me(request)).data)


def _user(request: Request) -> User:
    user = request.user
    assert isinstance(user, User)
    return user


def _me(request: Request) -> dict[str, Any]:
    user = _user(request)
    membership = accounts.membership(request)
    workspace = membership.workspace
    balance, held = credits.sums(workspace)
    return {
        "user": {"id": user.pk, "email": user.email, "name": selectors.called(user), "is_operator": user.is_staff},
        "workspace": {"id": workspace.pk, "name": workspace.name, "role": membership.role},
        "credits": {"balance": balance, "held": held},
        "demo": workspace.is_demo,
    }
