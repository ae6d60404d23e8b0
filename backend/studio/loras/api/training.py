"""Lists versions; what a training would cost and meet, and the start of one."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from studio.accounts import api as accounts
from studio.loras.selectors import versions
from studio.loras.serializers import VersionCardSerializer, VersionFilterSerializer


class VersionList(GenericAPIView[Any]):
    """Versions of LoRAs, and a way to train one."""

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
