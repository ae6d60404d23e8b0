"""Lists versions; what a training would cost and meet, and the start of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.credits.api import IDEMPOTENCY_KEY, answered_once
from studio.loras import services
from studio.loras.models import LoraVersion
from studio.loras.selectors import bases, planning, versions
from studio.loras.selectors.planning import Plan
from studio.loras.serializers import (
    ContinueSerializer,
    TrainingEstimateSerializer,
    TrainingRequestSerializer,
    TrainingStartedSerializer,
    VersionCardSerializer,
    VersionFilterSerializer,
)
from studio.runs import selectors as runs
from studio.runs.serializers import RunSerializer


class Estimate(APIView):
    """The pre-flight of a training."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="lora_estimate", request=TrainingRequestSerializer, responses=TrainingEstimateSerializer
    )
    def post(self, request: Request) -> Response:
        """What it would take, cost and meet; nothing is started or held. What would refuse it is a finding."""
        plan = planning.plan(accounts.workspace(request), _asked(request, TrainingRequestSerializer))
        return Response(TrainingEstimateSerializer(_estimate(plan)).data)


class VersionList(GenericAPIView[Any]):
    """Versions of LoRAs, and a way to train one."""

    spends = True
    permission_classes = (accounts.IsMember,)
    serializer_class = VersionCardSerializer

    @extend_schema(
        operation_id="loras", parameters=[VersionFilterSerializer], responses=VersionCardSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        """Versions, newest first; `subject` and `number` together find the one of a page."""
        asked = VersionFilterSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rows = versions.narrowed(accounts.workspace(request), asked.validated_data)
        page: Any = self.paginate_queryset(rows)
        cards = [versions.card(version) for version in page]
        return self.get_paginated_response(VersionCardSerializer(cards, many=True).data)

    @extend_schema(
        operation_id="lora_train",
        request=TrainingRequestSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={202: TrainingStartedSerializer},
    )
    def post(self, request: Request) -> Response:
        """Freeze the dataset and start a training: its price is held, and charged save by save."""
        asked = _asked(request, TrainingRequestSerializer)

        def produce() -> tuple[int, dict[str, Any]]:
            plan = planning.plan(accounts.workspace(request), asked)
            return status.HTTP_202_ACCEPTED, _started(services.start(plan, name=asked.get("name", "")))

        return answered_once(request, produce)


class Continue(APIView):
    """More steps for a version."""

    spends = True
    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="lora_continue",
        request=ContinueSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={202: TrainingStartedSerializer},
    )
    def post(self, request: Request, version_id: UUID) -> Response:
        """Start a new version that goes on from a save of this one, on the same pictures."""
        asked = _asked(request, ContinueSerializer)

        def produce() -> tuple[int, dict[str, Any]]:
            version = versions.get(accounts.workspace(request), version_id)
            more = services.go_on(version, steps=asked["steps"], from_save=asked.get("from_save"))
            return status.HTTP_202_ACCEPTED, _started(more)

        return answered_once(request, produce)


def _asked(request: Request, by: type[Serializer[Any]]) -> Mapping[str, Any]:
    sent = by(data=request.data)
    sent.is_valid(raise_exception=True)
    asked: Mapping[str, Any] = sent.validated_data
    return asked


def _started(version: LoraVersion) -> dict[str, Any]:
    assert version.run_id is not None
    run = runs.runs_of(version.workspace).get(id=version.run_id)
    return {**RunSerializer(run).data, "version": str(version.id), "number": version.number}


def _estimate(plan: Plan) -> dict[str, Any]:
    told = plan.forecast
    return {
        "startable": all(finding.level != "refuse" for finding in plan.findings),
        "findings": plan.findings,
        "recipe": plan.recipe.model_dump(mode="json"),
        "dataset": {"id": plan.dataset.id, "name": plan.dataset.name, "pictures": len(plan.pictures)},
        "base": bases.shown(plan.card) if plan.card else None,
        "steps": plan.recipe.steps,
        "saves": [{"step": step, "price": price} for step, price in zip(plan.steps, plan.prices, strict=True)],
        "samples": plan.samples,
        "seconds": plan.seconds,
        "sampling_seconds": told.sampling_seconds if told else 0.0,
        "seconds_from": "measured" if told and told.measured else "estimated",
        "vram_gb": told.vram_gb if told else 0.0,
        "file_size": told.file_size if told else 0,
        "price": plan.price,
        "balance": plan.balance,
        "balance_after": plan.balance - plan.price,
    }
