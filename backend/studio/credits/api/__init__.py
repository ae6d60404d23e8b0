"""Credits over HTTP, and how a POST that costs is answered once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.assets.api import stream
from studio.credits import selectors, services
from studio.credits.api import table
from studio.credits.models import LedgerEntry
from studio.credits.serializers import CreditsSerializer, LedgerEntrySerializer, LedgerFilterSerializer

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Your own name for this request, at most 200 characters. Sent again with the same body it gets the "
    "same answer and nothing is started or charged twice; with another body it is refused with 409.",
)


def answered_once(request: Request, produce: Callable[[], tuple[int, dict[str, Any]]]) -> Response:
    """Answer a POST that costs: what ``produce`` did and its answer commit together, once an Idempotency-Key."""
    workspace = accounts.workspace(request)
    fingerprint = services.fingerprint(str(request.method), request.path, request.data)
    key = request.headers.get("Idempotency-Key") or None
    status, body = services.answered_once(workspace, key, fingerprint, produce)
    return Response(body, status=status)


class CreditsView(APIView):
    """What the workspace may spend."""

    @extend_schema(responses=CreditsSerializer)
    def get(self, request: Request) -> Response:
        """What is free and what is held."""
        balance, held = selectors.sums(accounts.workspace(request))
        return Response({"balance": balance, "held": held})


class EntriesView(ListAPIView[LedgerEntry]):
    """Every movement, newest first."""

    serializer_class = LedgerEntrySerializer
    queryset = LedgerEntry.objects.none()

    @extend_schema(parameters=[LedgerFilterSerializer])
    def get(self, request: Request, *args: object, **named: object) -> Response:
        """All of it, or the part that is asked for."""
        return super().get(request, *args, **named)

    def get_queryset(self) -> QuerySet[LedgerEntry]:
        """The ledger of the request's workspace."""
        return asked_for(self.request)


def asked_for(request: Request) -> QuerySet[LedgerEntry]:
    """The part of the workspace's ledger that a request wants. ValidationError (400) for what cannot be asked."""
    wanted = LedgerFilterSerializer(data=request.query_params)
    wanted.is_valid(raise_exception=True)
    return selectors.entries(accounts.workspace(request), **wanted.validated_data)


class LedgerFile(APIView):
    """The ledger as a table for a spreadsheet."""

    @extend_schema(
        operation_id="ledger_file",
        parameters=[LedgerFilterSerializer],
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """CSV, the oldest movement first, sent as it is read. Words that a spreadsheet would run are quoted."""
        found = asked_for(request).order_by("created_at", "id")
        return stream(
            table.lines(found),
            content_type="text/csv; charset=utf-8",
            filename="ledger.csv",
            attachment=True,
            length=None,
        )
