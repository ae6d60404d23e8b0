"""The OpenAPI schema says how each operation can fail: problem+json with every code there is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework.permissions import AllowAny

from imaging.errors import EngineFailed, UnusableInput
from studio.accounts.errors import StudioError
from studio.api.errors import GENERAL, PROBLEM_JSON

MEANING = {
    "400": "The request cannot be used",
    "401": "Not signed in",
    "402": "Not enough credits",
    "403": "Not allowed, or consent is missing",
    "404": "Not found",
    "405": "Not possible here",
    "406": "The answer can only be had as JSON",
    "409": "Not now: something else is in the way",
    "413": "Too large",
    "415": "Not a type that is read here",
    "422": "Understood and refused",
    "429": "Too many tries",
    "503": "Busy; see Retry-After",
}


@cache
def codes() -> tuple[str, ...]:
    """Every code an answer may carry, sorted: the browser's switch over them can be exhaustive."""
    for app in apps.get_app_configs():
        if app.name.startswith("studio.") and app.name != "studio.api" and find_spec(f"{app.name}.errors"):
            import_module(f"{app.name}.errors")
    trees = (StudioError, UnusableInput, EngineFailed)
    ours: list[type[Any]] = [UnusableInput, EngineFailed, *(kind for tree in trees for kind in _below(tree))]
    found = {str(kind.code) for kind in ours if kind.__module__.startswith(("studio.", "imaging."))}
    return tuple(sorted(found | {problem.code for problem in GENERAL} | {"not_possible"}))


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def problem_schema() -> dict[str, Any]:
    """RFC 9457 with our members."""
    return {
        "type": "object",
        "description": "What went wrong (RFC 9457). `detail` says what happened, what it cost and what to do.",
        "required": ["code", "title", "detail", "status", "extra"],
        "properties": {
            "code": {"$ref": "#/components/schemas/ProblemCode"},
            "title": {"type": "string"},
            "detail": {"type": "string"},
            "status": {"type": "integer"},
            "extra": {"type": "object", "additionalProperties": {}},
        },
    }


class Schema(AutoSchema):
    """Adds the ways in which an operation can fail to the ways in which it succeeds."""

    def get_operation(self, *arguments: Any, **named: Any) -> Any:
        """The operation with its errors documented, unless the view documents one itself."""
        operation = super().get_operation(*arguments, **named)
        if operation is None:
            return None
        for status in self._failures():
            operation["responses"].setdefault(status, self._failure(status))
        return operation

    def _failures(self) -> Iterator[str]:
        yield from ("400", "404", "405", "406", "429", "503")
        if not any(isinstance(permission, AllowAny) for permission in self.view.get_permissions()):
            yield from ("401", "403")
        if self.method == "POST":
            yield from ("402", "409", "413", "415", "422")
        elif self.method in ("PUT", "PATCH"):
            yield from ("409", "413", "415", "422")
        elif self.method == "DELETE":
            yield "409"

    def _failure(self, status: str) -> dict[str, Any]:
        details = self._component("ProblemDetails", problem_schema())
        self._component("ProblemCode", {"type": "string", "enum": list(codes())})
        answer = {"description": MEANING[status], "content": {PROBLEM_JSON: {"schema": details}}}
        return self._component(f"Problem{status}", answer, ResolvedComponent.RESPONSE)

    def _component(self, name: str, schema: dict[str, Any], kind: str = ResolvedComponent.SCHEMA) -> dict[str, Any]:
        """Write it down once and refer to it."""
        component = ResolvedComponent(name=name, type=kind, schema=schema, object=name)  # type: ignore[no-untyped-call]
        self.registry.register_on_missing(component)
        return {"$ref": f"#/components/{kind}/{name}"}


class HandOffScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes the token of a phone."""

    target_class = "studio.uploads.api.access.HandOffAuthentication"
    name = "handOff"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A token in the Authorization header."""
        words = "`HandOff <token>`: the right of a phone to add photos, from `POST /api/hand-offs/`."
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": words}


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes an API key."""

    target_class = "studio.accounts.api.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token."""
        return {"type": "http", "scheme": "bearer", "description": "An API key; `./studio key` prints one."}
