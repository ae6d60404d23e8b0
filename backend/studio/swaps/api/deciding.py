"""What somebody thinks of results: favourites, keep or reject, tags; one at a time or many."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.swaps import services
from studio.swaps.errors import SwapNotFound
from studio.swaps.models import SwapResult
from studio.swaps.selectors import gallery
from studio.swaps.serializers import (
    BulkAnswerSerializer,
    BulkSerializer,
    DecisionSerializer,
    SwapResultSerializer,
)


class Result(APIView):
    """One result."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="swap_result", responses=SwapResultSerializer)
    def get(self, request: Request, result_id: UUID) -> Response:
        """The result as it is. Another workspace's: 404."""
        return Response(_answer(_result(request, result_id)))

    @extend_schema(operation_id="swap_result_decide", request=DecisionSerializer, responses=SwapResultSerializer)
    def patch(self, request: Request, result_id: UUID) -> Response:
        """Change favourite, decision or tags. A rejected result never gets into a dataset."""
        sent = DecisionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        result = _result(request, result_id)
        result.workspace = accounts.workspace(request)
        services.decide(result, **sent.validated_data)
        return Response(_answer(result))


class Bulk(APIView):
    """Many results at once."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="swap_results_decide", request=BulkSerializer, responses=BulkAnswerSerializer)
    def post(self, request: Request) -> Response:
        """Do one thing to all of them; the answer says of each whether it was there."""
        sent = BulkSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        done = services.decide_many(
            accounts.workspace(request), asked["ids"], action=asked["action"], tag=asked.get("tag", "")
        )
        return Response({"results": [{"id": str(each), "done": each in done} for each in asked["ids"]]})


def _result(request: Request, result_id: UUID) -> SwapResult:
    found = SwapResult.objects.filter(workspace=accounts.workspace(request), id=result_id).first()
    if found is None:
        raise SwapNotFound("There is no such picture in this workspace. It may have been deleted; go back and reload.")
    return found


def _answer(result: SwapResult) -> dict[str, Any]:
    (answer,) = gallery.shown(gallery.columns(SwapResult.objects.filter(id=result.id)))
    return answer
