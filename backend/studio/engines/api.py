"""The catalogue of engines over HTTP."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.engines import selectors
from studio.engines.serializers import EngineSerializer

DOES = OpenApiParameter("does", OpenApiTypes.STR, description="Only engines of this capability, such as face_swap.")
PAGE = inline_serializer(
    "EngineList", {"results": EngineSerializer(many=True), "next": serializers.URLField(allow_null=True)}
)


class EnginesView(APIView):
    """What can be chosen, with its price and its options."""

    @extend_schema(operation_id="engines", parameters=[DOES], responses=PAGE)
    def get(self, request: Request) -> Response:
        """Engines, the default of each capability first; all on one page."""
        found = selectors.catalogue(request.query_params.get("does"))
        return Response({"results": [EngineSerializer(engine).data for engine in found], "next": None})
