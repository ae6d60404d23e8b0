"""Target sets over HTTP."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.photos import selectors, services
from studio.photos.api.rows import subject_of
from studio.photos.models import TargetSet
from studio.photos.serializers import ChangedSetSerializer, NewSetSerializer, TargetSetSerializer


class TargetSetList(APIView):
    """The sets of a subject."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(responses=TargetSetSerializer(many=True))
    def get(self, request: Request, subject_id: UUID) -> Response:
        """In their order."""
        found = list(selectors.sets_of(subject_of(request, subject_id)))
        return Response([TargetSetSerializer(each).data for each in found])

    @extend_schema(request=NewSetSerializer, responses={201: TargetSetSerializer})
    def post(self, request: Request, subject_id: UUID) -> Response:
        """Make one, empty or of photos there are."""
        subject = subject_of(request, subject_id)
        sent = NewSetSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        made = services.make_set(subject, sent.validated_data["name"], sent.validated_data.get("photos", ()))
        return Response(_shown(made), status=status.HTTP_201_CREATED)


class TargetSetDetail(APIView):
    """One set."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(responses=TargetSetSerializer)
    def get(self, request: Request, set_id: UUID) -> Response:
        """The set with the ids of its photos."""
        return Response(_shown(selectors.get_set(accounts.workspace(request), set_id)))

    @extend_schema(request=ChangedSetSerializer, responses=TargetSetSerializer)
    def patch(self, request: Request, set_id: UUID) -> Response:
        """Another name, another place."""
        found = selectors.get_set(accounts.workspace(request), set_id)
        sent = ChangedSetSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return Response(_shown(services.change_set(found, **sent.validated_data)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, set_id: UUID) -> Response:
        """Delete the set; its photos stay."""
        services.delete_set(selectors.get_set(accounts.workspace(request), set_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _shown(target_set: TargetSet) -> object:
    return TargetSetSerializer(selectors.sets_of(target_set.subject).get(id=target_set.id)).data
