"""Credits over HTTP, and how a POST that costs is answered once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.credits import selectors, services
from studio.credits.models import LedgerEntry
from studio.credits.serializers import CreditsSerializer, LedgerEntrySerializer

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

    def get_queryset(self) -> QuerySet[LedgerEntry]:
        """The ledger of the request's workspace."""
        return selectors.entries(accounts.workspace(self.request))
