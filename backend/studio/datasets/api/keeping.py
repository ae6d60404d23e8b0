"""What is kept of a dataset for good, over HTTP: frozen versions, and the download."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.fields import IntegerField
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.assets.api import stream
from studio.datasets import selectors, services
from studio.datasets.api.rows import dataset_of
from studio.datasets.selectors import advice, archive
from studio.datasets.serializers import DatasetVersionSerializer, FrozenSerializer

_VERSION = OpenApiParameter("version", OpenApiTypes.INT, description="A frozen version; default: what is kept now.")
_ZIP = {(200, "application/zip"): OpenApiTypes.BINARY}
_PAGE = inline_serializer(
    "DatasetVersionList",
    {"results": DatasetVersionSerializer(many=True), "next": serializers.URLField(allow_null=True)},
)


class Freeze(APIView):
    """Freezes a dataset."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="dataset_freeze", request=None, responses={201: FrozenSerializer, 200: FrozenSerializer}
    )
    def post(self, request: Request, dataset_id: UUID) -> Response:
        """A version, never changed, of what is kept now. The same content again gives the version there is (200)."""
        dataset = dataset_of(request, dataset_id)
        before = {version.id for version in selectors.versions(dataset)}
        version = services.freeze(dataset)
        answer: dict[str, Any] = {
            **DatasetVersionSerializer(version).data,
            "warnings": advice.warnings(dataset),
        }
        return Response(answer, status=status.HTTP_200_OK if version.id in before else status.HTTP_201_CREATED)


class Versions(APIView):
    """Frozen versions."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="dataset_versions", responses=_PAGE)
    def get(self, request: Request, dataset_id: UUID) -> Response:
        """Newest first; all on one page."""
        found = selectors.versions(dataset_of(request, dataset_id))
        return Response({"results": [DatasetVersionSerializer(one).data for one in found], "next": None})


class Archive(APIView):
    """The download."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="dataset_archive", parameters=[_VERSION], responses=_ZIP)
    def get(self, request: Request, dataset_id: UUID) -> HttpResponseBase:
        """Pictures and captions in pairs as one zip, sent while it is written."""
        dataset, version = dataset_of(request, dataset_id), None
        if "version" in request.query_params:
            number = IntegerField(min_value=1).run_validation(request.query_params["version"])
            version = selectors.get_version(dataset, number)
        entries = archive.of_version(version) if version else archive.of_now(dataset)
        zipped = archive.zipped(dataset, entries)
        return stream(
            iter(zipped),
            content_type="application/zip",
            filename=archive.name(dataset, version),
            attachment=True,
            length=len(zipped),
        )
