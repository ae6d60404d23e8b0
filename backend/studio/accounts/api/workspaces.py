"""Workspaces over HTTP: the name of this one, and the one to work in."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.accounts import selectors, services
from studio.accounts.models import User
from studio.accounts.serializers import ChooseWorkspaceSerializer, WorkspaceChangesSerializer, WorkspaceSerializer

PAGE: Any = inline_serializer(
    "WorkspaceList", {"results": WorkspaceSerializer(many=True), "next": serializers.URLField(allow_null=True)}
)


class WorkspaceView(APIView):
    """The workspace of the request."""

    permission_classes = (accounts.IsOwner,)

    @extend_schema(responses=WorkspaceSerializer)
    def get(self, request: Request) -> Response:
        """Its name, and your role in it."""
        return Response(WorkspaceSerializer(accounts.membership(request)).data)

    @extend_schema(request=WorkspaceChangesSerializer, responses=WorkspaceSerializer)
    def patch(self, request: Request) -> Response:
        """Rename it."""
        wanted = WorkspaceChangesSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        services.rename_workspace(accounts.workspace(request), wanted.validated_data["name"])
        return Response(WorkspaceSerializer(accounts.membership(request)).data)


class WorkspacesView(APIView):
    """Every workspace of the user."""

    permission_classes = (accounts.IsSignedIn,)

    @extend_schema(operation_id="workspaces", responses=PAGE)
    def get(self, request: Request) -> Response:
        """The oldest first; all on one page."""
        found = selectors.memberships_of(_user(request))
        return Response({"results": WorkspaceSerializer(found, many=True).data, "next": None})


class ChooseWorkspaceView(APIView):
    """Where this browser works."""

    permission_classes = (accounts.IsSignedIn,)

    @extend_schema(request=ChooseWorkspaceSerializer, responses=WorkspaceSerializer)
    def post(self, request: Request) -> Response:
        """Work in another workspace from now on: every request and every live channel of this session."""
        wanted = ChooseWorkspaceSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        found = selectors.membership_of(request.user, workspace=wanted.validated_data["workspace"])
        if found is None:
            raise Http404
        accounts.choose(request, found.workspace)
        return Response(WorkspaceSerializer(found).data)


def _user(request: Request) -> User:
    assert isinstance(request.user, User)
    return request.user
