"""Pictures to take home: one zip of a run, of a choice or of everything that filters find."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.assets.api import stream
from studio.swaps.api.swapping import wished
from studio.swaps.models import SwapResult
from studio.swaps.selectors import archive, gallery, results
from studio.swaps.selectors.archive import Entry
from studio.swaps.serializers import ArchiveSummarySerializer, ArchiveWishSerializer, FilterSerializer

_REJECTED = OpenApiParameter("rejected", OpenApiTypes.BOOL, description="Also the pictures that were rejected.")
_FILES = OpenApiParameter("files", OpenApiTypes.STR, enum=archive.FILES, description="Which files; both by default.")
_ZIP = {(200, "application/zip"): OpenApiTypes.BINARY}


class MayLook(accounts.IsMember):
    """Every member may download: these are questions that are too long for an address, not changes."""

    def has_permission(self, request: Request, view: object) -> bool:
        """False for strangers (401)."""
        return bool(request.user.is_authenticated and accounts.membership(request))


class RunArchive(APIView):
    """The download of a swap."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="run_archive", parameters=[_REJECTED, _FILES], responses=_ZIP)
    def get(self, request: Request, run_id: UUID) -> HttpResponseBase:
        """Every finished picture that was not rejected and manifest.json, as one zip."""
        workspace = accounts.workspace(request)
        run = results.swap_run(workspace, run_id)
        sent = ArchiveWishSerializer(data=request.query_params)
        sent.is_valid(raise_exception=True)
        entries = archive.chosen(
            gallery.narrowed(workspace, {"run": run.id}),
            files=sent.validated_data["files"],
            rejected=sent.validated_data["rejected"],
        )
        return _sent(entries, archive.run_name(run))


class Archive(APIView):
    """The download of any results."""

    permission_classes = (MayLook,)

    @extend_schema(
        operation_id="swap_archive", parameters=[FilterSerializer], request=ArchiveWishSerializer, responses=_ZIP
    )
    def post(self, request: Request) -> HttpResponseBase:
        """Those the filters of the address find, or of them only the ids of the body, as one zip."""
        rows, wish = _wish(request)
        entries = archive.chosen(rows, **wish)
        return _sent(entries, archive.name(entries))


class ArchiveSummary(APIView):
    """What a download would hold."""

    permission_classes = (MayLook,)

    @extend_schema(
        operation_id="swap_archive_summary",
        parameters=[FilterSerializer],
        request=ArchiveWishSerializer,
        responses=ArchiveSummarySerializer,
    )
    def post(self, request: Request) -> Response:
        """Pictures, files, bytes and how the files are named; nothing is read or sent."""
        rows, wish = _wish(request)
        return Response(archive.summary(rows, **wish))


def _wish(request: Request) -> tuple[QuerySet[SwapResult], dict[str, Any]]:
    sent = ArchiveWishSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    asked = dict(sent.validated_data)
    wish = {**wished(request, FilterSerializer), "ids": asked.pop("ids", None)}
    return gallery.narrowed(accounts.workspace(request), wish), asked


def _sent(entries: list[Entry], filename: str) -> HttpResponseBase:
    zipped = archive.zipped(entries)
    return stream(iter(zipped), content_type="application/zip", filename=filename, attachment=True, length=len(zipped))
