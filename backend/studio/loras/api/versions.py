"""Versions and saves: one with all that is known of it, changes, deletion, downloads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.assets.api import stream
from studio.loras import services
from studio.loras.models import LoraVersion
from studio.loras.selectors import archive, bases, versions
from studio.loras.serializers import ChangeSerializer, VersionSerializer


class Version(APIView):
    """One version."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="lora_version", responses=VersionSerializer)
    def get(self, request: Request, version_id: UUID) -> Response:
        """The version with its saves, samples, losses and files."""
        return Response(_answer(versions.get(accounts.workspace(request), version_id)))

    @extend_schema(operation_id="lora_version_change", request=ChangeSerializer, responses=VersionSerializer)
    def patch(self, request: Request, version_id: UUID) -> Response:
        """Rename its LoRA, write notes, pick a winner. What it was made of never changes."""
        sent = ChangeSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        workspace = accounts.workspace(request)
        services.change(versions.get(workspace, version_id), **sent.validated_data)
        return Response(_answer(versions.get(workspace, version_id)))

    @extend_schema(operation_id="lora_version_delete", responses={204: None})
    def delete(self, request: Request, version_id: UUID) -> Response:
        """Delete it with all of its files. 409 while its training goes on."""
        services.delete(versions.get(accounts.workspace(request), version_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Save(APIView):
    """One save of a version."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="lora_save_delete", responses={204: None})
    def delete(self, request: Request, save_id: UUID) -> Response:
        """Delete it with its files and samples. 409 while its training goes on."""
        services.delete_save(versions.get_save(accounts.workspace(request), save_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Archive(APIView):
    """The download of a version."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="lora_archive", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, version_id: UUID) -> HttpResponseBase:
        """Every save in both layouts, the samples and recipe.json, as one zip."""
        version = versions.get(accounts.workspace(request), version_id)
        zipped = archive.zipped(version)
        return stream(
            iter(zipped),
            content_type="application/zip",
            filename=archive.name(version),
            attachment=True,
            length=len(zipped),
        )


def _answer(version: LoraVersion) -> Any:
    card = bases.find(version.base)
    here = card is not None and not card.why_not and card.fingerprint == version.base_fingerprint
    return VersionSerializer(versions.whole(version, here=here)).data
