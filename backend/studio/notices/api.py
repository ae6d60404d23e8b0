"""Notices over HTTP: each member's own."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts.api import workspace
from studio.accounts.models import User
from studio.notices import selectors, services
from studio.notices.models import Notice
from studio.notices.serializers import NoticePreferenceSerializer, NoticeSerializer, ReadSerializer, UnreadSerializer


def _user(request: Request) -> User:
    return cast(User, request.user)


class NoticeList(ListAPIView[Notice]):
    """What the member was told in this workspace, newest first."""

    serializer_class = NoticeSerializer
    queryset = Notice.objects.none()

    def get_queryset(self) -> QuerySet[Notice]:
        """The member's own notices."""
        return selectors.notices_of(_user(self.request), workspace(self.request))


class UnreadNotices(APIView):
    """The number beside the bell."""

    @extend_schema(operation_id="notices_unread", responses=UnreadSerializer)
    def get(self, request: Request) -> Response:
        """How many notices were not read."""
        return Response({"unread": selectors.unread(_user(request), workspace(request))})


class ReadNotices(APIView):
    """Note what was read."""

    personal = True

    @extend_schema(request=ReadSerializer, responses=UnreadSerializer)
    def post(self, request: Request) -> Response:
        """These notices were read, or all; answers how many were not."""
        wanted = ReadSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        services.mark_read(_user(request), workspace(request), wanted.validated_data.get("notices"))
        return Response({"unread": selectors.unread(_user(request), workspace(request))})


class NoticePreferences(APIView):
    """How the user wants to be told."""

    personal = True

    @extend_schema(responses=NoticePreferenceSerializer)
    def get(self, request: Request) -> Response:
        """In the page, by e-mail, or both."""
        return Response(_shown(_user(request)))

    @extend_schema(request=NoticePreferenceSerializer, responses=NoticePreferenceSerializer)
    def patch(self, request: Request) -> Response:
        """Change it; letters that still wait are withdrawn when e-mail is switched off."""
        wanted = NoticePreferenceSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        services.prefer(_user(request), **wanted.validated_data)
        return Response(_shown(_user(request)))


def _shown(user: User) -> dict[str, Any]:
    chosen = selectors.preference_of(user)
    return {
        "in_page": chosen.in_page,
        "by_email": chosen.by_email,
        "can_email": selectors.can_send(),
        "email": user.email,
    }
