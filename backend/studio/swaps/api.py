"""Swaps over HTTP: estimate, start, results, contact sheet, archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.fields import UUIDField
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.assets.api import stream
from studio.credits import selectors as credits_selectors
from studio.credits import services as credits
from studio.runs import selectors as runs
from studio.runs.serializers import RunSerializer
from studio.subjects import services as subjects
from studio.subjects.models import Use
from studio.swaps import services
from studio.swaps.selectors import archive, planning, results
from studio.swaps.selectors.planning import Plan
from studio.swaps.serializers import (
    EstimateSerializer,
    SheetSerializer,
    SwapRequestSerializer,
    SwapResultSerializer,
)

_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The same key and body get the same answer and nothing is made or charged twice; another body: 409.",
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
    ordering = ("-created_at", "-id")

    @extend_schema(
        parameters=[OpenApiParameter("run", OpenApiTypes.UUID), OpenApiParameter("subject", OpenApiTypes.UUID)],
        responses=SwapResultSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Results, of a run in the order of its contact sheet, otherwise newest first."""
        run, subject = _uuid(request, "run"), _uuid(request, "subject")
        if run is not None:
            self.ordering = ("index", "id")
        found = results.of_workspace(accounts.workspace(request), run=run, subject=subject)
        page: Any = self.paginate_queryset(found)
        return self.get_paginated_response(SwapResultSerializer(page, many=True).data)

    @extend_schema(request=SwapRequestSerializer, parameters=[_KEY], responses={202: RunSerializer})
    def post(self, request: Request) -> Response:
        """Start a swap: the price is held, and charged picture by picture as they are finished."""
        asked = _asked(request)
        workspace = accounts.workspace(request)

        def produce() -> tuple[int, dict[str, Any]]:
            plan = _plan(request, asked)
            subjects.require_consent(plan.subject, to=Use.SWAP)
            run = services.start(plan)
            return status.HTTP_202_ACCEPTED, dict(RunSerializer(runs.runs_of(workspace).get(id=run.id)).data)

        key = request.headers.get("Idempotency-Key")
        print_of_it = credits.fingerprint("POST", request.path, request.data)
        code, body = credits.answered_once(workspace, key, print_of_it, produce)
        return Response(body, status=code)


class SwapSheet(APIView):
    """The contact sheet of a swap."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(responses=SheetSerializer)
    def get(self, request: Request, run_id: UUID) -> Response:
        """Sources, targets and a frame for every picture, made or not."""
        return Response(SheetSerializer(results.sheet(accounts.workspace(request), run_id)).data)


class SwapArchive(APIView):
    """The download of a swap."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="run_archive", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, run_id: UUID) -> HttpResponseBase:
        """Every finished picture and manifest.json, as one zip."""
        workspace = accounts.workspace(request)
        run = results.swap_run(workspace, run_id)
        run.workspace = workspace
        zipped = archive.archive(run)
        return stream(
            iter(zipped),
            content_type="application/zip",
            filename=archive.name(run),
            attachment=True,
            length=len(zipped),
        )


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


def _uuid(request: Request, name: str) -> UUID | None:
    """A filter of the address. What is no id is a request that cannot be used (400)."""
    text = request.query_params.get(name)
    found: UUID | None = None if text is None else UUIDField().run_validation(text)
    return found
