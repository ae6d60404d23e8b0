"""Members and invitations over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.accounts import selectors, services
from studio.accounts.errors import InvitationUnusable
from studio.accounts.models import Invitation, Membership, Role, User
from studio.accounts.serializers import (
    InvitationSerializer,
    MadeInvitationSerializer,
    MemberSerializer,
    NewInvitationSerializer,
    OfferSerializer,
    RoleSerializer,
    TokenSerializer,
    WorkspaceSerializer,
)


class MembersView(ListAPIView[Membership]):
    """Who works in this workspace."""

    permission_classes = (accounts.IsMember,)
    serializer_class = MemberSerializer
    queryset = Membership.objects.none()
    ordering = ("created_at", "id")

    def get_queryset(self) -> QuerySet[Membership]:
        """The oldest first."""
        return selectors.members(accounts.workspace(self.request))


class MemberView(APIView):
    """One member, in the hands of an owner."""

    permission_classes = (accounts.IsOwner,)

    @extend_schema(request=RoleSerializer, responses=MemberSerializer)
    def patch(self, request: Request, member: UUID) -> Response:
        """Give another role, at once; 409 `last_owner` when no owner would be left."""
        wanted = RoleSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        changed = services.change_role(_member(request, member), Role(wanted.validated_data["role"]))
        return Response(MemberSerializer(changed, context={"request": request}).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, member: UUID) -> Response:
        """Take a member out: their browsers, keys and live channels see nothing here from now on."""
        services.remove(_member(request, member))
        return Response(status=status.HTTP_204_NO_CONTENT)


class LeaveView(APIView):
    """The way out of a workspace."""

    permission_classes = (accounts.IsMember,)
    personal = True

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        """Leave this workspace; 409 `last_owner` when no owner would be left."""
        services.leave(accounts.membership(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class InvitationsView(ListAPIView[Invitation]):
    """Invitations of this workspace, for its owners."""

    permission_classes = (accounts.OwnersOnly,)
    serializer_class = InvitationSerializer
    queryset = Invitation.objects.none()

    def get_queryset(self) -> QuerySet[Invitation]:
        """Newest first."""
        return selectors.invitations(accounts.workspace(self.request))

    @extend_schema(request=NewInvitationSerializer, responses={201: MadeInvitationSerializer})
    def post(self, request: Request) -> Response:
        """Make a link that lets somebody in within 7 days. It is shown now or never, and sent where you say."""
        wanted = NewInvitationSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        by = request.user
        assert isinstance(by, User)
        made, token = services.invite(accounts.workspace(request), by=by, **wanted.validated_data)
        link = selectors.link(f"/invite/{token}", request._request)
        sent = bool(made.email) and services.send_invitation(made, link) and bool(settings.EMAIL_HOST)
        context = {"link": link, "sent": sent}
        return Response(MadeInvitationSerializer(made, context=context).data, status=status.HTTP_201_CREATED)


class TakeBackView(APIView):
    """The end of an invitation."""

    permission_classes = (accounts.OwnersOnly,)

    @extend_schema(request=None, responses=InvitationSerializer)
    def post(self, request: Request, invitation: UUID) -> Response:
        """Take it back: the link lets nobody in any more."""
        found = get_object_or_404(selectors.invitations(accounts.workspace(request)), pk=invitation)
        return Response(InvitationSerializer(services.take_back(found)).data)


class LookThrottle(AnonRateThrottle):
    """Nobody may guess links."""

    rate = "60/min"
    scope = "invitation"


class OfferView(APIView):
    """What a link offers, before signing in."""

    permission_classes = (AllowAny,)
    throttle_classes = (LookThrottle,)

    @extend_schema(request=TokenSerializer, responses=OfferSerializer)
    def post(self, request: Request) -> Response:
        """The workspace and the role; 404 `invitation_unusable` for any link that lets nobody in."""
        found = selectors.open_invitation(_token(request))
        if found is None:
            raise InvitationUnusable(
                "This link was used, taken back or is older than 7 days. Nothing was changed. Ask for a new one."
            )
        return Response(OfferSerializer(found).data)


class AcceptView(APIView):
    """Joining."""

    permission_classes = (accounts.IsSignedIn,)

    @extend_schema(request=TokenSerializer, responses=WorkspaceSerializer)
    def post(self, request: Request) -> Response:
        """Join the workspace of a link and work there from now on."""
        user: Any = request.user
        joined = services.accept(_token(request), user)
        accounts.choose(request, joined.workspace)
        return Response(WorkspaceSerializer(joined).data)


def _token(request: Request) -> str:
    wanted = TokenSerializer(data=request.data)
    wanted.is_valid(raise_exception=True)
    return str(wanted.validated_data["token"])


def _member(request: Request, member: UUID) -> Membership:
    return get_object_or_404(selectors.members(accounts.workspace(request)), pk=member)
