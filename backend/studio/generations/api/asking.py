"""What pictures would cost, the start of a run, and the list of what was made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.fields import Field, ListField
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.credits import selectors as credits
from studio.credits.api import IDEMPOTENCY_KEY, answered_once
from studio.generations import services
from studio.generations.errors import GenerationNotFound
from studio.generations.models import Generation
from studio.generations.selectors import developing, gallery, planning
from studio.generations.serializers import (
    AskSerializer,
    DevelopingSerializer,
    GenerationCountsSerializer,
    GenerationEstimateSerializer,
    GenerationFilterSerializer,
    GenerationIdsSerializer,
    GenerationSerializer,
)
from studio.runs import selectors as runs
from studio.runs.models import Run
from studio.runs.serializers import RunSerializer


class Estimate(APIView):
    """What a wish would make and cost."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="generation_estimate", request=AskSerializer, responses=GenerationEstimateSerializer)
    def post(self, request: Request) -> Response:
        """Work it out, down to the words of every picture; nothing is started or held."""
        plan = planning.plan(accounts.workspace(request), _asked(request))
        balance, _ = credits.sums(plan.workspace)
        answer = {
            "pictures": len(plan.words),
            "each": plan.each,
            "price": plan.price,
            "seconds": plan.seconds,
            "balance": balance,
            "balance_after": balance - plan.price,
            "seed": plan.words[0].seed,
            "base": plan.base,
            "prompts": plan.words,
        }
        return Response(GenerationEstimateSerializer(answer).data)


class GenerationList(GenericAPIView[Any]):
    """Pictures from words, and a way to make more."""

    spends = True
    permission_classes = (accounts.IsMember,)
    serializer_class = GenerationSerializer

    @extend_schema(parameters=[GenerationFilterSerializer], responses=GenerationSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Newest first, as far as the filters find them."""
        rows = gallery.narrowed(accounts.workspace(request), wished(request), gallery.columns())
        page: Any = self.paginate_queryset(rows)
        return self.get_paginated_response(gallery.shown(page))

    @extend_schema(request=AskSerializer, parameters=[IDEMPOTENCY_KEY], responses={202: RunSerializer})
    def post(self, request: Request) -> Response:
        """Start: the price is held, and charged picture by picture as they are made."""
        asked = _asked(request)

        def produce() -> tuple[int, dict[str, Any]]:
            plan = planning.plan(accounts.workspace(request), asked)
            return _accepted(request, services.start(plan))

        return answered_once(request, produce)


class Counts(APIView):
    """How many there are."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="generation_counts", parameters=[GenerationFilterSerializer], responses=GenerationCountsSerializer
    )
    def get(self, request: Request) -> Response:
        """Of each decision, tag and trained version, and how many the filters find."""
        return Response(gallery.counts(accounts.workspace(request), wished(request)))


class Developing(APIView):
    """What is being made."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="generation_developing",
        parameters=[OpenApiParameter("subject", UUID)],
        responses=DevelopingSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Live runs with the frames that are still empty."""
        subject = wished(request).get("subject")
        return Response(developing.developing(accounts.workspace(request), subject))


class Again(APIView):
    """One picture once more."""

    spends = True
    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="generation_again",
        request=None,
        parameters=[IDEMPOTENCY_KEY],
        responses={202: RunSerializer},
    )
    def post(self, request: Request, generation_id: UUID) -> Response:
        """The same picture to the bit, on the same engine and device."""
        generation = found(request, generation_id)
        return answered_once(request, lambda: _accepted(request, services.again(generation)))


class Enhance(APIView):
    """Larger versions."""

    spends = True
    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="generation_enhance",
        request=GenerationIdsSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={202: RunSerializer},
    )
    def post(self, request: Request) -> Response:
        """Enhance those of these pictures that are not enhanced yet, in one run."""
        sent = GenerationIdsSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        workspace = accounts.workspace(request)
        chosen = list(gallery.narrowed(workspace, sent.validated_data).order_by("created_at", "id"))
        return answered_once(request, lambda: _accepted(request, services.enlarge(workspace, chosen)))


def wished(request: Request) -> dict[str, Any]:
    """The filters of the address. What cannot be one is a request that cannot be used (400)."""
    wish: dict[str, Any] = {}
    for name, field in _fields().items():
        if name in request.query_params:
            sent = request.query_params
            try:
                wish[name] = field.run_validation(sent.getlist(name) if isinstance(field, ListField) else sent[name])
            except ValidationError as problem:
                raise ValidationError({name: problem.detail}) from problem
    return wish


@cache
def _fields() -> Mapping[str, Field[Any, Any, Any, Any]]:
    """The fields of the filter, built once."""
    return GenerationFilterSerializer().fields


def found(request: Request, generation_id: UUID) -> Generation:
    """A picture of the request's workspace, or GenerationNotFound (404)."""
    workspace = accounts.workspace(request)
    rows = Generation.objects.filter(workspace=workspace, id=generation_id).select_related("asset", "enlarged", "run")
    generation = rows.first()
    if generation is None:
        raise GenerationNotFound(
            "There is no such picture in this workspace. It may have been deleted; go back and reload."
        )
    generation.workspace = workspace
    return generation


def _asked(request: Request) -> Mapping[str, Any]:
    sent = AskSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    asked: Mapping[str, Any] = sent.validated_data
    return asked


def _accepted(request: Request, run: Run) -> tuple[int, dict[str, Any]]:
    made = runs.runs_of(accounts.workspace(request)).get(id=run.id)
    return status.HTTP_202_ACCEPTED, dict(RunSerializer(made).data)
