"""The one place that turns what went wrong into an answer: RFC 9457 problem+json with a code."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.db import OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from imaging.errors import EngineFailed, ImagingError
from studio.accounts.errors import StudioError

PROBLEM_JSON = "application/problem+json"
SECONDS_TO_WAIT = 2

IMAGING_STATUS = {"too_many_bytes": 413, "too_many_pixels": 413, "unsupported_type": 415, "lora_unreadable": 415}
"""HTTP status of codes of imaging that are not 422."""


@dataclass(frozen=True)
class Problem:
    """What is answered: ``detail`` says what happened, what it cost and what to do."""

    status: int
    code: str
    title: str
    detail: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """The JSON of it."""
        return {
            "code": self.code,
            "title": self.title,
            "detail": self.detail,
            "status": self.status,
            "extra": dict(self.extra),
        }


INVALID = Problem(400, "invalid", "The request cannot be used", "Nothing was changed. Correct it and send it again.")
MALFORMED = Problem(400, "malformed", "The request cannot be read", "Nothing was changed. Send JSON or a form.")
NOT_SIGNED_IN = Problem(401, "not_signed_in", "You are signed out", "Nothing was changed. Sign in to go on.")
FORBIDDEN = Problem(403, "permission_denied", "Not allowed", "Your role does not allow this. Nothing was changed.")
CSRF_FAILED = Problem(
    403, "csrf_failed", "The page is out of date", "Nothing was changed. Load the page again, then repeat what you did."
)
NOT_FOUND = Problem(404, "not_found", "Not found", "There is nothing here. Check the address.")
NOT_ALLOWED = Problem(405, "method_not_allowed", "Not possible here", "This address does not do that.")
NOT_ACCEPTABLE = Problem(406, "not_acceptable", "Not possible here", "The answer can only be had as JSON.")
TOO_LARGE = Problem(413, "too_many_bytes", "Too large", "Nothing was changed. Send less at once.")
WRONG_TYPE = Problem(
    415, "unsupported_type", "Not a type that is read here", "Nothing was changed. Send JSON or a form."
)
TOO_MANY = Problem(429, "too_many_requests", "Too many tries", "Nothing was changed. Wait a moment, then try again.")
BROKEN = Problem(
    500,
    "server_error",
    "The studio made a mistake",
    "It was not done and cost nothing. Try again; if it comes back, tell the operator.",
)
BUSY = Problem(
    503,
    "busy",
    "The studio is busy",
    "The database did not answer in time. Nothing was changed and nothing was charged. Try again in a moment.",
    headers={"Retry-After": str(SECONDS_TO_WAIT)},
)
GENERAL = (
    INVALID, MALFORMED, NOT_SIGNED_IN, FORBIDDEN, CSRF_FAILED, NOT_FOUND, NOT_ALLOWED, NOT_ACCEPTABLE, TOO_LARGE,
    WRONG_TYPE, TOO_MANY, BROKEN, BUSY,
)  # fmt: skip
"""What may go wrong whatever was asked."""

_OF_REST_FRAMEWORK: tuple[tuple[type[exceptions.APIException], Problem], ...] = (
    (exceptions.ParseError, MALFORMED),
    (exceptions.AuthenticationFailed, NOT_SIGNED_IN),
    (exceptions.NotAuthenticated, NOT_SIGNED_IN),
    (exceptions.PermissionDenied, FORBIDDEN),
    (exceptions.NotFound, NOT_FOUND),
    (exceptions.MethodNotAllowed, NOT_ALLOWED),
    (exceptions.NotAcceptable, NOT_ACCEPTABLE),
    (exceptions.UnsupportedMediaType, WRONG_TYPE),
    (exceptions.Throttled, TOO_MANY),
)
_OF_DJANGO: tuple[tuple[type[Exception], Problem], ...] = (
    (Http404, NOT_FOUND),
    (PermissionDenied, FORBIDDEN),
    (RequestDataTooBig, TOO_LARGE),
    (TooManyFilesSent, TOO_LARGE),
    (SuspiciousOperation, MALFORMED),
    (OperationalError, BUSY),
)


def problem_of(error: BaseException | None) -> Problem | None:
    """The problem that an exception is, or None when nobody foresaw it."""
    if isinstance(error, StudioError):
        return Problem(error.status, error.code, error.title, error.detail, error.extra)
    if isinstance(error, ImagingError):
        return _of_imaging(error)
    if isinstance(error, exceptions.ValidationError):
        return _of_fields(error)
    if isinstance(error, exceptions.APIException):
        return _of_rest_framework(error)
    return next((problem for kind, problem in _OF_DJANGO if isinstance(error, kind)), None)


def _of_imaging(error: ImagingError) -> Problem:
    status = 503 if isinstance(error, EngineFailed) else IMAGING_STATUS.get(error.code, 422)
    headers = BUSY.headers if status == 503 else {}
    title = "The engine failed" if status == 503 else "This file cannot be used"
    return Problem(status, error.code, title, f"{error.message} It cost nothing.", error.facts, headers)


def _of_fields(error: exceptions.ValidationError) -> Problem:
    fields = error.detail if isinstance(error.detail, dict) else {"": error.detail}
    named = " ".join(f"{name}: {_first(told)}" for name, told in fields.items()).strip(": ")
    return Problem(400, INVALID.code, INVALID.title, f"{named} {INVALID.detail}", {"fields": fields})


def _first(told: Any) -> str:
    while isinstance(told, (list, dict)) and told:
        told = next(iter(told.values())) if isinstance(told, dict) else told[0]
    return str(told)


def _of_rest_framework(error: exceptions.APIException) -> Problem:
    known = next((problem for kind, problem in _OF_REST_FRAMEWORK if isinstance(error, kind)), None)
    if known is None:
        return Problem(error.status_code, "not_possible", "That did not work", f"{error.detail} Nothing was changed.")
    detail = known.detail
    said = str(error.detail)
    if known is FORBIDDEN and said.startswith("CSRF Failed"):
        known, detail = CSRF_FAILED, CSRF_FAILED.detail
    elif known in (FORBIDDEN, NOT_SIGNED_IN) and said != str(type(error).default_detail):
        detail = said
    headers = {name: value for name, value in (("WWW-Authenticate", getattr(error, "auth_header", None)),) if value}
    wait = getattr(error, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(int(wait) + 1)
    return Problem(error.status_code, known.code, known.title, detail, headers=headers)


def answer(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Django REST framework's exception handler. None (and so the 500 of ``crashed``) for what nobody foresaw."""
    problem = problem_of(error)
    if problem is None:
        return None
    return Response(problem.body(), status=problem.status, headers=dict(problem.headers), content_type=PROBLEM_JSON)


def _plain(problem: Problem) -> JsonResponse:
    return JsonResponse(problem.body(), status=problem.status, headers=dict(problem.headers), content_type=PROBLEM_JSON)


def malformed(request: HttpRequest, exception: Exception) -> JsonResponse:
    """Django's 400 outside the API's own views."""
    return _plain(problem_of(exception) or MALFORMED)


def forbidden(request: HttpRequest, exception: Exception) -> JsonResponse:
    """Django's 403 outside the API's own views."""
    return _plain(FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None, rest: str = "") -> JsonResponse:
    """Django's 404, and the view of every address of the API that does not exist."""
    return _plain(NOT_FOUND)


def crashed(request: HttpRequest) -> JsonResponse:
    """Django's 500: a busy database is 503 with Retry-After wherever it struck, a session's save included."""
    return _plain(problem_of(sys.exc_info()[1]) or BROKEN)


def csrf_failed(request: HttpRequest, reason: str = "") -> JsonResponse:
    """A form without the page's token."""
    return _plain(CSRF_FAILED)
