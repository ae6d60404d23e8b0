"""What a swap would cost, the start of one, its contact sheet, and the list of results."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.fields import Field, ListField
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.credits import selectors as credits_selectors
from studio.credits.api import IDEMPOTENCY_KEY, answered_once
from studio.runs import selectors as runs
from studio.runs.models import Priority
from studio.runs.serializers import RunSerializer
from studio.subjects import services as subjects
from studio.subjects.models import Use
from studio.swaps import services
from studio.swaps.selectors import gallery, planning, results
from studio.swaps.selectors.planning import Plan
from studio.swaps.serializers import (
    EstimateSerializer,
    FilterSerializer,
    ListSerializer,
    ResultCountsSerializer,
    SheetSerializer,
    SwapRequestSerializer,
    SwapResultSerializer,
)


class Estimate(APIView):
    """What a swap would make and cost."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(request=SwapRequestSerializer, responses=EstimateSerializer)
    def post(self, request: Request) -> Response:
        """Work it out; nothing is started or held."""
        plan = _plan(request, _asked(request))
        balance, _ = credits_selectors.sums(plan.subject.workspace)
        answer = {
            "pictures": len(plan.makeable),
            "impossible": len(plan.pairs) - len(plan.makeable),
            "price": plan.price,
            "each": plan.each,
            "seconds": plan.seconds,
            "balance": balance,
            "balance_after": balance - plan.price,
            "pairs": plan.pairs,
        }
        return Response(EstimateSerializer(answer).data)


class SwapList(GenericAPIView[Any]):
    """Swaps: their results, and a way to start one."""

    spends = True
    permission_classes = (accounts.IsMember,)
    serializer_class = SwapResultSerializer

    @extend_schema(parameters=[ListSerializer], responses=SwapResultSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Results: of a run in the order of its contact sheet, otherwise newest first, or in the order asked for."""
        wish = wished(request, ListSerializer)
        self.ordering = gallery.SORTS[wish.get("sort") or ("sheet" if wish.get("run") else "newest")]
        page: Any = self.paginate_queryset(gallery.narrowed(accounts.workspace(request), wish, gallery.columns()))
        return self.get_paginated_response(gallery.shown(page))

    @extend_schema(request=SwapRequestSerializer, parameters=[IDEMPOTENCY_KEY], responses={202: RunSerializer})
    def post(self, request: Request) -> Response:
        """Start a swap: the price is held, and charged picture by picture as they are finished."""
        asked = _asked(request)

        def produce() -> tuple[int, dict[str, Any]]:
            plan = _plan(request, asked)
            subjects.require_consent(plan.subject, to=Use.SWAP)
            run = services.start(plan, priority=Priority(asked["priority"]))
            made = runs.runs_of(accounts.workspace(request)).get(id=run.id)
            return status.HTTP_202_ACCEPTED, dict(RunSerializer(made).data)

        return answered_once(request, produce)


class ResultCounts(APIView):
    """How many results there are."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="swap_counts", parameters=[FilterSerializer], responses=ResultCountsSerializer)
    def get(self, request: Request) -> Response:
        """Of each decision and tag, and how many the filters find."""
        return Response(gallery.counts(accounts.workspace(request), wished(request, FilterSerializer)))


class SwapSheet(APIView):
    """The contact sheet of a swap."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(responses=SheetSerializer)
    def get(self, request: Request, run_id: UUID) -> Response:
        """Sources, targets and a frame for every picture, made or not."""
        return Response(SheetSerializer(results.sheet(accounts.workspace(request), run_id)).data)


def wished(request: Request, by: type[FilterSerializer]) -> Mapping[str, Any]:
    """The filters of the address. What cannot be one is a request that cannot be used (400)."""
    wish: dict[str, Any] = {}
    fields = _fields(by)
    for name in request.query_params:
        if field := fields.get(name):
            sent = request.query_params
            try:
                wish[name] = field.run_validation(sent.getlist(name) if isinstance(field, ListField) else sent[name])
            except ValidationError as problem:
                raise ValidationError({name: problem.detail}) from problem
    return wish


@cache
def _fields(by: type[FilterSerializer]) -> Mapping[str, Field[Any, Any, Any, Any]]:
    """The fields of a serializer, built once: building them for every request took longer than the database."""
    return by().fields


def _asked(request: Request) -> Mapping[str, Any]:
    sent = SwapRequestSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    asked: Mapping[str, Any] = sent.validated_data
    return asked


def _plan(request: Request, asked: Mapping[str, Any]) -> Plan:
    return planning.plan(
        accounts.workspace(request),
        subject=asked["subject"],
        sources=asked["sources"],
        targets=asked["targets"],
        enhance=asked["enhance"],
        wanted=asked.get("engines", {}),
    )
