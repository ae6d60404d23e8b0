"""Users over HTTP, for the operator of the installation."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.accounts import selectors, services
from studio.accounts.models import User
from studio.accounts.serializers import UserChangesSerializer, UserSerializer


class UsersView(ListAPIView[User]):
    """Every user of the installation."""

    permission_classes = (accounts.IsOperator,)
    serializer_class = UserSerializer
    queryset = User.objects.none()
    ordering = ("-date_joined", "-id")

    @extend_schema(parameters=[OpenApiParameter("search", OpenApiTypes.STR, description="Part of e-mail or name.")])
    def get(self, request: Request, *args: object, **named: object) -> Response:
        """Newest first."""
        return super().get(request, *args, **named)

    def get_queryset(self) -> QuerySet[User]:
        """Those that match the search."""
        return selectors.users(self.request.query_params.get("search", ""))


class UserView(APIView):
    """One user."""

    permission_classes = (accounts.IsOperator,)

    @extend_schema(request=UserChangesSerializer, responses=UserSerializer)
    def patch(self, request: Request, user: UUID) -> Response:
        """Shut out or let in again, make an operator or no longer; 409 `changes_yourself` for your own account."""
        wanted = UserChangesSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        found, by = get_object_or_404(selectors.users(), pk=user), request.user
        assert isinstance(by, User)
        if "is_active" in wanted.validated_data:
            services.set_active(found, wanted.validated_data["is_active"], by=by)
        if "is_staff" in wanted.validated_data:
            services.set_operator(found, wanted.validated_data["is_staff"], by=by)
        return Response(UserSerializer(found, context={"request": request}).data)
