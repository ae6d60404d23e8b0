"""API keys over HTTP: a member has their own; an owner sees and ends everybody's."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.accounts import selectors, services
from studio.accounts.models import ApiKey, Scope, User
from studio.accounts.serializers import KeySerializer, MadeKeySerializer, NewKeySerializer


class HoldsKeys(accounts.IsMember):
    """Every member may have keys; a program needs the scope ``admin`` to make or end one."""

    scope = Scope.ADMIN


class KeysView(ListAPIView[ApiKey]):
    """API keys."""

    permission_classes = (HoldsKeys,)
    personal = True
    serializer_class = KeySerializer
    queryset = ApiKey.objects.none()
    ordering = ("-created", "-id")

    def get_queryset(self) -> QuerySet[ApiKey]:
        """Your own, and to an owner everybody's; newest first."""
        return selectors.keys(accounts.membership(self.request))

    @extend_schema(request=NewKeySerializer, responses={201: MadeKeySerializer})
    def post(self, request: Request) -> Response:
        """Make a key of your own. It is shown now or never; it can do no more than your role."""
        wanted = NewKeySerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        user = request.user
        assert isinstance(user, User)
        row, key = services.make_key(user, accounts.workspace(request), **wanted.validated_data)
        context = {"request": request, "key": key}
        answer = MadeKeySerializer(row, context=context).data
        return Response(answer, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})


class KeyView(APIView):
    """One key."""

    permission_classes = (HoldsKeys,)
    personal = True

    @extend_schema(responses={204: None})
    def delete(self, request: Request, prefix: str) -> Response:
        """End it: programs that use it are refused from now on."""
        services.revoke_key(get_object_or_404(selectors.keys(accounts.membership(request)), prefix=prefix))
        return Response(status=status.HTTP_204_NO_CONTENT)
