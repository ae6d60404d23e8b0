"""Photos over HTTP, one by one: upload, list, look, choose a face, crop and turn, delete."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.fields import ListField, UUIDField
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from imaging.intake.edit import WHOLE, Edit
from studio.accounts import api as accounts
from studio.accounts.models import User
from studio.photos import selectors, services
from studio.photos.errors import PhotoNotFound
from studio.photos.models import Role
from studio.photos.selectors import AnyPhoto
from studio.photos.serializers import ChosenFaceSerializer, EditSerializer, PhotoSerializer, UploadSerializer
from studio.subjects.models import Subject

_IDS = OpenApiParameter(
    "ids", OpenApiTypes.STR, description="Only these, as ids with commas between: the tiles near the window, say."
)
MOST_IDS = 200


class PhotoList(GenericAPIView[Any]):
    """The photos of a subject in one role."""

    role: ClassVar[Role]
    permission_classes = (accounts.IsMember,)
    parser_classes = (MultiPartParser, FormParser)
    serializer_class = PhotoSerializer
    ordering = ("-number",)

    @extend_schema(parameters=[_IDS])
    def get(self, request: Request, subject_id: UUID) -> Response:
        """Newest first."""
        rows = selectors.listed(subject_of(request, subject_id), self.role)
        ids = _ids(request)
        page: Any = self.paginate_queryset(rows if ids is None else rows.filter(id__in=ids))
        return self.get_paginated_response(PhotoSerializer(page, many=True).data)

    @extend_schema(
        request={"multipart/form-data": UploadSerializer}, responses={201: PhotoSerializer, 200: PhotoSerializer}
    )
    def post(self, request: Request, subject_id: UUID) -> Response:
        """Upload one. The same picture again gives the photo there is, with 200."""
        subject = subject_of(request, subject_id)
        sent = UploadSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        upload: UploadedFile = sent.validated_data["file"]
        by = request.user
        assert isinstance(by, User)
        with tempfile.TemporaryDirectory(prefix="studio-received-") as folder:
            photo, new = services.upload(
                subject,
                self.role,
                file=_on_disk(upload, Path(folder)),
                name=upload.name or "photo",
                by=by,
                attestation=sent.validated_data.get("attestation"),
            )
        return Response(PhotoSerializer(photo).data, status=status.HTTP_201_CREATED if new else status.HTTP_200_OK)


class SourcePhotoList(PhotoList):
    """Photos that lend the likeness."""

    role = Role.SOURCE


class TargetPhotoList(PhotoList):
    """Photos that receive it."""

    role = Role.TARGET


class PhotoDetail(APIView):
    """One photo."""

    role: ClassVar[Role]
    permission_classes = (accounts.IsMember,)

    @extend_schema(responses=PhotoSerializer)
    def get(self, request: Request, photo_id: UUID) -> Response:
        """The photo with its report."""
        return Response(PhotoSerializer(_photo(request, self.role, photo_id)).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, photo_id: UUID) -> Response:
        """Delete rows and files. 409 while a run that has not finished uses it."""
        services.delete(_photo(request, self.role, photo_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class SourcePhotoDetail(PhotoDetail):
    """One source photo."""

    role = Role.SOURCE


class TargetPhotoDetail(PhotoDetail):
    """One target photo."""

    role = Role.TARGET


class ChooseFace(APIView):
    """Which face of a photo is meant."""

    role: ClassVar[Role]
    permission_classes = (accounts.IsMember,)

    @extend_schema(request=ChosenFaceSerializer, responses=PhotoSerializer)
    def post(self, request: Request, photo_id: UUID) -> Response:
        """Use another face; the photo is measured anew."""
        sent = ChosenFaceSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        photo = services.choose_face(_photo(request, self.role, photo_id), sent.validated_data["index"])
        return Response(PhotoSerializer(photo).data)


class ChooseSourceFace(ChooseFace):
    """Which face of a source photo lends the likeness."""

    role = Role.SOURCE


class ChooseTargetFace(ChooseFace):
    """Which face of a target photo receives it."""

    role = Role.TARGET


def subject_of(request: Request, subject_id: UUID) -> Subject:
    """The subject of this workspace. Raises PhotoNotFound (404)."""
    workspace = accounts.workspace(request)
    subject = Subject.objects.filter(workspace=workspace, id=subject_id).first()
    if subject is None:
        raise PhotoNotFound("There is no such model in this workspace. It may have been deleted; go back and reload.")
    subject.workspace = workspace
    return subject


def _ids(request: Request) -> list[UUID] | None:
    """The ids of the address; what is no id is a request that cannot be used (400)."""
    text = request.query_params.get("ids")
    if text is None:
        return None
    field = ListField(child=UUIDField(), max_length=MOST_IDS)
    found: list[UUID] = field.run_validation([each for each in text.split(",") if each])
    return found


def _photo(request: Request, role: Role, photo_id: UUID) -> AnyPhoto:
    return selectors.get(accounts.workspace(request), role, photo_id)


class EditPhoto(APIView):
    """How a photo is cropped and turned."""

    role: ClassVar[Role]
    permission_classes = (accounts.IsMember,)

    @extend_schema(request=EditSerializer, responses=PhotoSerializer)
    def put(self, request: Request, photo_id: UUID) -> Response:
        """Crop and turn the original anew; 0 and null bring it back. The picture is checked and measured again."""
        sent = EditSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        crop = sent.validated_data["crop"]
        wanted = Edit(sent.validated_data["rotation"], tuple(crop) if crop else WHOLE)
        return Response(PhotoSerializer(services.edit(_photo(request, self.role, photo_id), wanted)).data)


class EditSource(EditPhoto):
    """How a source photo is cropped and turned."""

    role = Role.SOURCE


class EditTarget(EditPhoto):
    """How a target photo is cropped and turned."""

    role = Role.TARGET


def _on_disk(upload: UploadedFile, folder: Path) -> Path:
    """The uploaded file as a file: large ones are one already."""
    if isinstance(upload, TemporaryUploadedFile):
        return Path(upload.temporary_file_path())
    path = folder / "received"
    with path.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return path
