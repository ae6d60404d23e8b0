"""One picture or many: favourites, keep or reject, tags, deleting, sending on, downloading."""

from __future__ import annotations

from dataclasses import asdict
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
from studio.datasets.models import Dataset
from studio.generations import services
from studio.generations.api.asking import found, wished
from studio.generations.errors import GenerationNotFound
from studio.generations.models import Generation
from studio.generations.selectors import archive, gallery
from studio.generations.serializers import (
    GenerationArchiveSerializer,
    GenerationBulkAnswerSerializer,
    GenerationBulkSerializer,
    GenerationDecisionSerializer,
    GenerationFilterSerializer,
    GenerationSerializer,
    SentSerializer,
    ToDatasetSerializer,
)


class One(APIView):
    """One picture."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="generation", responses=GenerationSerializer)
    def get(self, request: Request, generation_id: UUID) -> Response:
        """The picture with all that it was made of. Another workspace's: 404."""
        return Response(_answer(found(request, generation_id)))

    @extend_schema(
        operation_id="generation_decide", request=GenerationDecisionSerializer, responses=GenerationSerializer
    )
    def patch(self, request: Request, generation_id: UUID) -> Response:
        """Change favourite, decision or tags. A rejected picture never gets into a dataset."""
        sent = GenerationDecisionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        generation = found(request, generation_id)
        services.decide(generation, **sent.validated_data)
        return Response(_answer(generation))

    @extend_schema(operation_id="generation_delete", responses={204: None})
    def delete(self, request: Request, generation_id: UUID) -> Response:
        """Delete the picture and its files; what a dataset has of it stays there."""
        services.delete(found(request, generation_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Bulk(APIView):
    """Many pictures at once."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="generations_decide", request=GenerationBulkSerializer, responses=GenerationBulkAnswerSerializer
    )
    def post(self, request: Request) -> Response:
        """Do one thing to these pictures; the answer says what each was before. Those that are gone are left out."""
        sent = GenerationBulkSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked, workspace = sent.validated_data, accounts.workspace(request)
        rows = gallery.narrowed(workspace, {"ids": asked["ids"]})
        was = services.decide_many(workspace, rows, action=asked["action"], tag=asked.get("tag", ""))
        return Response({"results": [{**asdict(each), "id": str(each.id)} for each in was]})


class ToDataset(APIView):
    """Pictures to learn from."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="generations_to_dataset", request=ToDatasetSerializer, responses=SentSerializer)
    def post(self, request: Request) -> Response:
        """Put these pictures into a dataset of their model; rejects and what is in it already are left out."""
        sent = ToDatasetSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        workspace = accounts.workspace(request)
        dataset = Dataset.objects.filter(workspace=workspace, id=sent.validated_data["dataset"]).first()
        if dataset is None:
            raise GenerationNotFound("There is no such dataset in this workspace. Nothing was sent; choose another.")
        rows = gallery.narrowed(workspace, {"ids": sent.validated_data["ids"]})
        taken = services.to_dataset(
            dataset, list(rows.select_related("asset", "enlarged").order_by("created_at", "id"))
        )
        return Response(SentSerializer({"taken": len(taken.items), "left_out": taken.left_out}).data)


class MayLook(accounts.IsMember):
    """Every member may download: these are questions that are too long for an address, not changes."""

    def has_permission(self, request: Request, view: object) -> bool:
        """False for strangers (401)."""
        return bool(request.user.is_authenticated and accounts.membership(request))


class Archive(APIView):
    """The download of any pictures."""

    permission_classes = (MayLook,)

    @extend_schema(
        operation_id="generation_archive",
        parameters=[GenerationFilterSerializer],
        request=GenerationArchiveSerializer,
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    def post(self, request: Request) -> HttpResponseBase:
        """Those the filters of the address find, or of them only the ids of the body, with manifest.json."""
        sent = GenerationArchiveSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        wish = {**wished(request), "ids": sent.validated_data.get("ids")}
        entries = archive.chosen(gallery.narrowed(accounts.workspace(request), wish))
        zipped, name = archive.zipped(entries), archive.name(entries)
        return stream(iter(zipped), content_type="application/zip", filename=name, attachment=True, length=len(zipped))


def _answer(generation: Generation) -> dict[str, Any]:
    (answer,) = gallery.shown(gallery.columns().filter(id=generation.id))
    return answer
