"""Captions by engines over HTTP: what they would cost, and the start of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.credits.api import IDEMPOTENCY_KEY, answered_once
from studio.datasets import services
from studio.datasets.api.rows import dataset_of
from studio.datasets.models import Dataset
from studio.datasets.selectors import planning
from studio.datasets.serializers import CaptionEstimateSerializer, CaptionRequestSerializer
from studio.runs import selectors as runs
from studio.runs.serializers import RunSerializer


class CaptionEstimate(APIView):
    """What captions would cost."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="dataset_caption_estimate", request=CaptionRequestSerializer, responses=CaptionEstimateSerializer
    )
    def post(self, request: Request, dataset_id: UUID) -> Response:
        """Work it out; nothing is started, changed or held."""
        return Response(_plan(dataset_of(request, dataset_id), _asked(request)).to_json())


class CaptionStart(APIView):
    """Has captions written."""

    spends = True
    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="dataset_caption",
        request=CaptionRequestSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={202: RunSerializer},
    )
    def post(self, request: Request, dataset_id: UUID) -> Response:
        """Start a run on the pictures without words, or, with `overwrite`, also on those an engine wrote.

        The price is held, and charged picture by picture. What a person wrote is never written over.
        """
        dataset, asked = dataset_of(request, dataset_id), _asked(request)

        def produce() -> tuple[int, dict[str, Any]]:
            if "template" in asked:
                services.change(dataset, template=asked["template"])
            run = services.caption(_plan(dataset, asked))
            made = runs.runs_of(accounts.workspace(request)).get(id=run.id)
            return status.HTTP_202_ACCEPTED, dict(RunSerializer(made).data)

        return answered_once(request, produce)


def _asked(request: Request) -> Mapping[str, Any]:
    sent = CaptionRequestSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    asked: Mapping[str, Any] = sent.validated_data
    return asked


def _plan(dataset: Dataset, asked: Mapping[str, Any]) -> planning.Plan:
    engine = {name: asked[name] for name in ("engine", "options") if name in asked}
    return planning.plan(dataset, engine=engine, items=asked.get("items"), overwrite=asked["overwrite"])
