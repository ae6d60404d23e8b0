"""Grants and prices over HTTP, for the operator of the installation."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.accounts.models import Workspace
from studio.credits import selectors, services
from studio.credits.models import Price
from studio.credits.serializers import FundsSerializer, GrantSerializer, NewPriceSerializer, PriceSerializer

PAGE = inline_serializer(
    "PriceList", {"results": PriceSerializer(many=True), "next": serializers.URLField(allow_null=True)}
)


class FundsView(ListAPIView[Workspace]):
    """Every workspace with its credits."""

    permission_classes = (accounts.IsOperator,)
    serializer_class = FundsSerializer
    queryset = Workspace.objects.none()

    @extend_schema(parameters=[OpenApiParameter("search", OpenApiTypes.STR, description="Part of a name or e-mail.")])
    def get(self, request: Request, *args: object, **named: object) -> Response:
        """Newest first."""
        return super().get(request, *args, **named)

    def get_queryset(self) -> QuerySet[Workspace]:
        """Those that match the search."""
        return selectors.workspaces(self.request.query_params.get("search", ""))


class GrantView(APIView):
    """Giving credits."""

    permission_classes = (accounts.IsOperator,)

    @extend_schema(request=GrantSerializer, responses={201: FundsSerializer, 200: FundsSerializer})
    def post(self, request: Request) -> Response:
        """Give credits. The ledger is final: a grant is not taken back. The same key a second time changes nothing."""
        wanted = GrantSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        asked = wanted.validated_data
        workspace = get_object_or_404(Workspace, pk=asked["workspace"])
        given = services.grant_once(workspace, asked["credits"], key=asked["key"], note=asked["note"])
        now = selectors.workspaces().get(pk=workspace.pk)
        return Response(FundsSerializer(now).data, status=status.HTTP_201_CREATED if given else status.HTTP_200_OK)


class PricesView(APIView):
    """The price book."""

    permission_classes = (accounts.IsOperator,)

    @extend_schema(operation_id="price_book", responses=PAGE)
    def get(self, request: Request) -> Response:
        """Every price there was, is and will be; all on one page."""
        return Response({"results": PriceSerializer(selectors.price_book(), many=True).data, "next": None})

    @extend_schema(request=NewPriceSerializer, responses={201: PriceSerializer})
    def post(self, request: Request) -> Response:
        """Set a price from now or from a later moment on; runs that were accepted keep theirs."""
        wanted = NewPriceSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        made = services.set_price(**wanted.validated_data)
        return Response(PriceSerializer(made).data, status=status.HTTP_201_CREATED)


class PriceView(APIView):
    """One price."""

    permission_classes = (accounts.IsOperator,)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, price: int) -> Response:
        """Take back a price that has not begun; 409 `price_begun` for one that has."""
        services.drop_price(get_object_or_404(Price, pk=price))
        return Response(status=status.HTTP_204_NO_CONTENT)
