"""Keyset pages: the next one starts where this one ended, so its cost does not grow and nothing is shown twice."""

from __future__ import annotations

from typing import Any

from rest_framework.pagination import CursorPagination
from rest_framework.response import Response


class Keyset(CursorPagination):
    """``?limit=&cursor=`` -> ``{"results": [...], "next": url | null}``. Newest first; a view may set ``ordering``."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "limit"
    ordering = ("-created_at", "-id")

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        """The view's own order, or newest first."""
        return tuple(getattr(view, "ordering", None) or self.ordering)

    def get_paginated_response(self, data: Any) -> Response:
        """Results and where the next page is."""
        return Response({"results": data, "next": self.get_next_link()})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of a page."""
        following = {"type": "string", "format": "uri", "nullable": True}
        return {"type": "object", "required": ["results", "next"], "properties": {"results": schema, "next": following}}
