"""Keyset pages: the next one starts where this one ended, so its cost does not grow and nothing is shown twice."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError as Unreadable
from django.db.models import BooleanField, F, Field, Func, QuerySet, Value
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination, _positive_int
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

CURSOR = "cursor"
LIMIT = "limit"


class Row(Func):
    """``(a, b, c)``, which a database compares from left to right and finds in an index of these columns."""

    template = "(%(expressions)s)"
    arity = None


class Beyond(Func):
    """Rows after a place in an order: one comparison of rows, so that equal values cost nothing and lose nothing."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, columns: Sequence[Field[Any, Any]], place: Sequence[Any], *, falling: bool) -> None:
        there = [
            Value(column.to_python(value), output_field=column) for column, value in zip(columns, place, strict=True)
        ]
        sign = "<" if falling else ">"
        super().__init__(
            Row(*(F(column.name) for column in columns)),
            Row(*there),
            template="%(expressions)s",
            arg_joiner=f" {sign} ",
        )


class Keyset(BasePagination):
    """``?limit=&cursor=`` -> ``{"results": [...], "next": url | null}``. Newest first; a view may set ``ordering``.

    An order is columns of one direction, none of them null, the last of them unique.
    """

    page_size = 50
    max_page_size = 200
    ordering: tuple[str, ...] = ("-created_at", "-id")

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> list[Any]:
        """The rows of the page, objects or dicts; one query. Raises NotFound (404) for a cursor of another list."""
        self._address = request.build_absolute_uri()
        ordering = self._ordering(view)
        size = self._size(request)
        names = [name.lstrip("-") for name in ordering]
        rows = queryset.order_by(*ordering)
        if cursor := request.query_params.get(CURSOR):
            rows = rows.filter(_after(queryset, names, read_cursor(cursor), falling=ordering[0].startswith("-")))
        found = list(rows[: size + 1])
        self._next = write_cursor(found[size - 1], names) if len(found) > size else None
        return found[:size]

    def _ordering(self, view: Any) -> tuple[str, ...]:
        asked = tuple(getattr(view, "ordering", None) or self.ordering)
        # The last column has to be unique, or rows with equal values could be skipped.
        last = f"{'-' if asked[0].startswith('-') else ''}id"
        return asked if asked[-1].lstrip("-") == "id" else (*asked, last)

    def _size(self, request: Request) -> int:
        asked = request.query_params.get(LIMIT)
        try:
            return _positive_int(asked, strict=True, cutoff=self.max_page_size) if asked else self.page_size
        except ValueError:
            return self.page_size

    def get_next_link(self) -> str | None:
        """Where the next page is; None on the last."""
        return replace_query_param(self._address, CURSOR, self._next) if self._next else None

    def get_paginated_response(self, data: Any) -> Response:
        """Results and where the next page is."""
        return Response({"results": data, "next": self.get_next_link()})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of a page."""
        following = {"type": "string", "format": "uri", "nullable": True}
        return {"type": "object", "required": ["results", "next"], "properties": {"results": schema, "next": following}}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The two parameters of every list."""
        where = {"name": CURSOR, "in": "query", "required": False, "schema": {"type": "string"}}
        many = {"name": LIMIT, "in": "query", "required": False, "schema": {"type": "integer"}}
        return [
            {**where, "description": "Where to go on; take it from `next`."},
            {**many, "description": f"Results a page, {self.max_page_size} at most."},
        ]


def write_cursor(row: Any, names: Sequence[str]) -> str:
    """The place of ``row`` (an object or a dict) in an order, as text for an address."""
    values = [row[name] if isinstance(row, dict) else getattr(row, name) for name in names]
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    text = json.dumps(plain, default=str, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str) -> list[Any]:
    """What ``write_cursor`` wrote. Raises NotFound (404) for anything else."""
    try:
        found = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error) as problem:
        raise _nowhere() from problem
    if not isinstance(found, list):
        raise _nowhere()
    return found


def _after(rows: QuerySet[Any], names: Sequence[str], place: Sequence[Any], *, falling: bool) -> Beyond:
    columns = [rows.model._meta.get_field(name) for name in names]
    try:
        return Beyond(columns, place, falling=falling)
    except (Unreadable, ValueError, TypeError) as problem:
        raise _nowhere() from problem


def _nowhere() -> NotFound:
    return NotFound("This cursor belongs to no list, or to one in another order. Start again without it.")
