"""Imports over HTTP: a zip of pictures and captions comes in, and every file of it is answered for."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.datasets import services
from studio.datasets.api.rows import dataset_of
from studio.datasets.serializers import DatasetImportSerializer, ImportedSerializer, ImportReportSerializer


class Import(APIView):
    """Takes a zip in."""

    permission_classes = (accounts.IsMember,)
    parser_classes = (MultiPartParser, FormParser)

    @extend_schema(
        operation_id="dataset_import",
        request={"multipart/form-data": DatasetImportSerializer},
        responses={202: ImportedSerializer},
    )
    def post(self, request: Request, dataset_id: UUID) -> Response:
        """Take pictures with the text files beside them. They are screened before they are shown; it costs nothing.

        The report says what was taken and, of every other file, why not.
        """
        dataset = dataset_of(request, dataset_id)
        sent = DatasetImportSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        with tempfile.TemporaryDirectory(prefix="studio-received-") as folder:
            run, report = services.take_archive(dataset, _on_disk(sent.validated_data["file"], Path(folder)))
        answer = {"id": str(run.id), "status": run.status, "report": report.to_json()}
        return Response(answer, status=status.HTTP_202_ACCEPTED)


class Look(Import):
    """Looks into a zip."""

    @extend_schema(
        operation_id="dataset_import_look",
        request={"multipart/form-data": DatasetImportSerializer},
        responses=ImportReportSerializer,
    )
    def post(self, request: Request, dataset_id: UUID) -> Response:
        """Say what an import would take and, of every other file, why not. Nothing is kept."""
        dataset = dataset_of(request, dataset_id)
        sent = DatasetImportSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        with tempfile.TemporaryDirectory(prefix="studio-received-") as folder:
            report = services.look_into(dataset, _on_disk(sent.validated_data["file"], Path(folder)))
        return Response(report.to_json())


def _on_disk(upload: UploadedFile, folder: Path) -> Path:
    """The file as a file: a large one is one already."""
    if isinstance(upload, TemporaryUploadedFile):
        return Path(upload.temporary_file_path())
    path = folder / "received"
    with path.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return path
