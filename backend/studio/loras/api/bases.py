"""What can be trained on, and with which options."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from imaging.training.recipe import Goal, LoraRecipe
from studio.accounts import api as accounts
from studio.loras.errors import LoraNotFound
from studio.loras.selectors import bases
from studio.loras.serializers import BasesSerializer, PresetsSerializer

_BASE = OpenApiParameter("base", OpenApiTypes.STR, description="The key of a base; presets fit it then.")


class BaseList(APIView):
    """The bases of this machine."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="bases", responses=BasesSerializer)
    def get(self, request: Request) -> Response:
        """The embedded one and the operator's, told from their headers; those that are not ready say why."""
        return Response({"results": bases.listed()})


class Presets(APIView):
    """Where a training begins."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="lora_presets", parameters=[_BASE], responses=PresetsSerializer)
    def get(self, request: Request) -> Response:
        """Presets by goal with all their options, and the schema that the expert panel is drawn from."""
        key = request.query_params.get("base")
        card = bases.find(key) if key else None
        if key and card is None:
            raise LoraNotFound("This machine has no base of that name. Reload the page and choose another.")
        return Response(
            {
                "base": bases.shown(card) if card else None,
                "preset": Goal.LIKENESS.value,
                "presets": bases.presets(card),
                "schema": LoraRecipe.model_json_schema(),
                "basic": list(bases.BASIC),
                "groups": [{"title": title, "options": list(names)} for title, names in bases.GROUPS],
            }
        )
