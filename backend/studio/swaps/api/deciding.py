"""What somebody thinks of results: favourites, keep or reject, tags; one at a time or many."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.swaps import services
from studio.swaps.api.swapping import wished
from studio.swaps.errors import SwapNotFound
from studio.swaps.models import Decision, SwapResult
from studio.swaps.selectors import gallery
from studio.swaps.serializers import (
    BulkAnswerSerializer,
    BulkSerializer,
    DecisionSerializer,
    FilterSerializer,
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

    @extend_schema(
        operation_id="swap_results_decide",
        parameters=[FilterSerializer],
        request=BulkSerializer,
        responses=BulkAnswerSerializer,
    )
    def post(self, request: Request) -> Response:
        """Do one thing to these ids, or to all that the filters find; the answer says what each was before."""
        sent = BulkSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        workspace = accounts.workspace(request)
        wish = {**wished(request, FilterSerializer), "ids": asked.get("ids")}
        rows = gallery.narrowed(workspace, wish).exclude(id__in=asked.get("without", []))
        was = services.decide_many(workspace, rows, action=asked["action"], tag=asked.get("tag", ""))
        done = {each.id for each in was}
        missing = [_missing(each) for each in asked.get("ids", []) if each not in done]
        return Response({"results": [*({**asdict(each), "id": str(each.id), "done": True} for each in was), *missing]})


def _missing(result_id: UUID) -> dict[str, Any]:
    return {"id": str(result_id), "done": False, "favourite": False, "decision": Decision.NONE, "tagged": False}


def _result(request: Request, result_id: UUID) -> SwapResult:
    found = SwapResult.objects.filter(workspace=accounts.workspace(request), id=result_id).first()
    if found is None:
        raise SwapNotFound("There is no such picture in this workspace. It may have been deleted; go back and reload.")
    return found


def _answer(result: SwapResult) -> dict[str, Any]:
    (answer,) = gallery.shown(gallery.columns().filter(id=result.id))
    return answer
