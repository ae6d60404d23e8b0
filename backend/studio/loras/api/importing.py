"""Foreign LoRA files on their way in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.loras import services
from studio.loras.errors import LoraNotFound
from studio.loras.selectors import versions
from studio.loras.serializers import ImportSerializer, VersionCardSerializer
from studio.subjects.models import Subject


class Import(APIView):
    """A way in for LoRAs that were trained elsewhere."""

    permission_classes = (accounts.IsMember,)
    parser_classes = (MultiPartParser, FormParser)

    @extend_schema(
        operation_id="lora_import",
        request={"multipart/form-data": ImportSerializer},
        responses={201: VersionCardSerializer},
    )
    def post(self, request: Request) -> Response:
        """Take a safetensors file in diffusers' or kohya's layout, for a base of this machine. It costs nothing."""
        sent = ImportSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = dict(sent.validated_data)
        workspace = accounts.workspace(request)
        subject = Subject.objects.filter(workspace=workspace, id=asked.pop("subject")).first()
        if subject is None:
            raise LoraNotFound("There is no such model in this workspace. Nothing was kept; go back and reload.")
        subject.workspace = workspace
        upload: UploadedFile = asked.pop("file")
        with tempfile.TemporaryDirectory(prefix="studio-received-") as folder:
            path = Path(folder) / "brought.safetensors"
            with path.open("wb") as file:
                file.writelines(upload.chunks())
            version = services.bring(subject, file=path, **asked)
        found = versions.get(workspace, version.id)
        return Response(VersionCardSerializer(versions.card(found)).data, status=status.HTTP_201_CREATED)
