"""Hand-offs: a member shows a code, a phone asks what it is for."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.uploads import selectors, services
from studio.uploads.api import access
from studio.uploads.errors import UploadNotFound
from studio.uploads.models import HandOff
from studio.uploads.serializers import (
    HandOffRequestSerializer,
    HandOffSerializer,
    PhoneSerializer,
    ShownHandOffSerializer,
    hand_off_dict,
)


class HandOffList(APIView):
    """Shows codes."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(request=HandOffRequestSerializer, responses={201: ShownHandOffSerializer})
    def post(self, request: Request) -> Response:
        """Make a code for a phone: good for 15 minutes, for one place of one model, and for adding only.

        The token is in this answer and nowhere else.
        """
        sent = HandOffRequestSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        to = sent.validated_data["to"]
        subject = access.subject(request, sent.validated_data["subject"], to)
        made, token = services.hand_off(subject, to, by=access.sender(request))
        answer = {**hand_off_dict(made), "token": token, **selectors.reach(request.build_absolute_uri("/"), token)}
        return Response(answer, status=status.HTTP_201_CREATED)


class HandOffDetail(APIView):
    """One code."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(responses=HandOffSerializer)
    def get(self, request: Request, hand_off_id: UUID) -> Response:
        """How many photos it has brought so far."""
        return Response(hand_off_dict(selectors.hand_off(accounts.workspace(request), hand_off_id)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, hand_off_id: UUID) -> Response:
        """End it now. What has arrived stays."""
        services.revoke(selectors.hand_off(accounts.workspace(request), hand_off_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Phone(APIView):
    """The phone's side."""

    authentication_classes = (access.HandOffAuthentication,)
    permission_classes = (access.MaySend,)
    throttle_classes = access.THROTTLES

    @extend_schema(responses=PhoneSerializer)
    def get(self, request: Request) -> Response:
        """What the code is for. The name of the model is all that a phone is told."""
        made = request.auth
        if not isinstance(made, HandOff):
            raise UploadNotFound("There is no code in this request. Scan it again.")
        return Response({**hand_off_dict(made), "subject": made.subject_id, "name": made.subject.name, "to": made.to})
