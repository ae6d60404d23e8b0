"""The desk over HTTP: all photos as ids, many at once, and the photos that would help most."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.photos import selectors, services
from studio.photos.api.rows import subject_of
from studio.photos.errors import PhotoNotFound
from studio.photos.models import Role
from studio.photos.serializers import DeskSerializer, PhotoBulkAnswersSerializer, PhotoBulkSerializer, ShotSerializer
from studio.photos.services import BulkAction


class PhotoDesk(APIView):
    """The desk of one role."""

    role: ClassVar[Role]
    permission_classes = (accounts.IsMember,)

    @extend_schema(responses=DeskSerializer)
    def get(self, request: Request, subject_id: UUID) -> Response:
        """Every photo by id with what is known of it: rows are loaded as they come into view."""
        return Response(DeskSerializer(selectors.desk(subject_of(request, subject_id), self.role)).data)


class SourceDesk(PhotoDesk):
    """The sources."""

    role = Role.SOURCE


class TargetDesk(PhotoDesk):
    """The targets."""

    role = Role.TARGET


class PhotoBulk(APIView):
    """Many photos at once."""

    role: ClassVar[Role]
    permission_classes = (accounts.IsMember,)

    @extend_schema(request=PhotoBulkSerializer, responses=PhotoBulkAnswersSerializer)
    def post(self, request: Request, subject_id: UUID) -> Response:
        """Keep, reject, clear, delete, or put into a set; each photo has its own answer. Twice is once."""
        subject = subject_of(request, subject_id)
        sent = PhotoBulkSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        target_set = None
        if "set" in asked and asked["action"] in (BulkAction.ADD_TO_SET, BulkAction.REMOVE_FROM_SET):
            target_set = selectors.get_set(accounts.workspace(request), asked["set"])
            if target_set.subject_id != subject.id or self.role is not Role.TARGET:
                raise PhotoNotFound("That set is not one of this model's targets. Nothing was changed; choose another.")
        answers = services.in_bulk(
            subject, self.role, BulkAction(asked["action"]), asked["photos"], target_set=target_set
        )
        return Response(PhotoBulkAnswersSerializer({"answers": answers}).data)


class SourceBulk(PhotoBulk):
    """Many sources at once."""

    role = Role.SOURCE


class TargetBulk(PhotoBulk):
    """Many targets at once."""

    role = Role.TARGET


class ShotList(APIView):
    """The photos that would help most."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(responses=ShotSerializer(many=True))
    def get(self, request: Request, subject_id: UUID) -> Response:
        """Three at most, the most helpful first; none when nothing is missing, or consent is."""
        return Response(ShotSerializer(selectors.shots(subject_of(request, subject_id)), many=True).data)
