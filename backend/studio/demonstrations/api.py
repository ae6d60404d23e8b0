"""The demonstration over HTTP: what it would cost, and one request that starts all of it."""

from __future__ import annotations

from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts.api import workspace
from studio.accounts.models import User
from studio.demonstrations import selectors, services
from studio.demonstrations.models import Demonstration
from studio.demonstrations.serializers import DemonstrationSerializer


class DemonstrationView(APIView):
    """A drawn person on the whole way: sixteen pictures, a LoRA, pictures made with it."""

    @extend_schema(operation_id="demonstration", responses=DemonstrationSerializer)
    def get(self, request: Request) -> Response:
        """Whether it is possible, its price, and how far the last one is."""
        return Response(_shown(selectors.latest(workspace(request))))

    @extend_schema(operation_id="demonstration_begin", request=None, responses={202: DemonstrationSerializer})
    def post(self, request: Request) -> Response:
        """Start it, or find the one that is going."""
        return Response(_shown(services.begin(workspace(request), by=cast(User, request.user))), status=202)


def _shown(row: Demonstration | None) -> dict[str, object]:
    return {
        "possible": selectors.is_possible(),
        "price": selectors.price(),
        "minutes": selectors.MINUTES,
        "step": row.step if row else None,
        "model": row.subject.slug if row else None,
        "run": row.run_id if row else None,
        "detail": row.detail if row else "",
    }
