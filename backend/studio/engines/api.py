"""The catalogue of engines over HTTP."""

from __future__ import annotations

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from imaging.engines import CATALOGUE
from studio.accounts import api as accounts
from studio.accounts.models import User
from studio.engines import selectors, services
from studio.engines.serializers import EngineSerializer, EngineSwitchSerializer, TurnSerializer

DOES = OpenApiParameter("does", OpenApiTypes.STR, description="Only engines of this capability, such as face_swap.")
PAGE = inline_serializer(
    "EngineList", {"results": EngineSerializer(many=True), "next": serializers.URLField(allow_null=True)}
)
SWITCHES = inline_serializer(
    "EngineSwitchList", {"results": EngineSwitchSerializer(many=True), "next": serializers.URLField(allow_null=True)}
)


class EnginesView(APIView):
    """What can be chosen, with its price and its options."""

    @extend_schema(operation_id="engines", parameters=[DOES], responses=PAGE)
    def get(self, request: Request) -> Response:
        """Engines, the default of each capability first; all on one page."""
        found = selectors.catalogue(request.query_params.get("does"))
        return Response({"results": [EngineSerializer(engine).data for engine in found], "next": None})


class SwitchesView(APIView):
    """Every engine of the installation, for its operator."""

    permission_classes = (accounts.IsOperator,)

    @extend_schema(operation_id="engine_switches", responses=SWITCHES)
    def get(self, request: Request) -> Response:
        """What is offered and what is not; all on one page."""
        found = [EngineSwitchSerializer(engine).data for engine in selectors.switches()]
        return Response({"results": found, "next": None})


class SwitchView(APIView):
    """One engine."""

    permission_classes = (accounts.IsOperator,)

    @extend_schema(request=TurnSerializer, responses=EngineSwitchSerializer)
    def patch(self, request: Request, engine: str) -> Response:
        """Switch it on or off for everybody; 409 `always_on` for what looks at every picture."""
        wanted = TurnSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        found = next((one for one in CATALOGUE if one.key == engine), None)
        if found is None:
            raise Http404
        by = request.user
        assert isinstance(by, User)
        services.switch(found, wanted.validated_data["is_on"], by=by)
        row = next(one for one in selectors.switches() if one["key"] == engine)
        return Response(EngineSwitchSerializer(row).data)
