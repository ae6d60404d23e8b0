"""The pictures of a dataset over HTTP: list, add, word, decide, crop, take out; one at a time or many."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.fields import ChoiceField
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from imaging.intake.edit import WHOLE, Edit
from studio.accounts import api as accounts
from studio.datasets import selectors, services
from studio.datasets.api.rows import dataset_of
from studio.datasets.models import DatasetItem
from studio.datasets.selectors import items, survey
from studio.datasets.serializers import (
    AddedAnswerSerializer,
    AddedSerializer,
    ChangedItemSerializer,
    DatasetBulkAnswerSerializer,
    DatasetBulkSerializer,
    DatasetItemSerializer,
    NamedItemsSerializer,
    RemovedSerializer,
    UndoneSerializer,
    UndoSerializer,
)
from studio.photos.serializers import EditSerializer

_SHOW = OpenApiParameter("show", OpenApiTypes.STR, enum=items.SHOWN, description="Which of them; all by default.")


class ItemList(GenericAPIView[Any]):
    """The pictures of a dataset."""

    permission_classes = (accounts.IsMember,)
    serializer_class = DatasetItemSerializer
    ordering = ("number", "id")

    @extend_schema(operation_id="dataset_items", parameters=[_SHOW], responses=DatasetItemSerializer(many=True))
    def get(self, request: Request, dataset_id: UUID) -> Response:
        """In the order of their numbers."""
        dataset = dataset_of(request, dataset_id)
        show = ChoiceField(choices=items.SHOWN).run_validation(request.query_params.get("show", "all"))
        page: Any = self.paginate_queryset(survey.narrowed(dataset, show))
        return self.get_paginated_response(items.shown(dataset, page))

    @extend_schema(operation_id="dataset_items_add", request=AddedSerializer, responses={201: AddedAnswerSerializer})
    def post(self, request: Request, dataset_id: UUID) -> Response:
        """Put photos and results of its model into it. What cannot be taken is named with the reason."""
        dataset = dataset_of(request, dataset_id)
        sent = AddedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        taken = services.add(dataset, photos_wanted=asked["photos"], results_wanted=asked["results"])
        rows = items.listed(dataset).filter(id__in=[item.id for item in taken.items]).order_by("number")
        answer = {
            "items": items.shown(dataset, rows),
            "left_out": [asdict(one) for one in taken.left_out],
            "run": str(taken.run.id) if taken.run else None,
        }
        return Response(answer, status=status.HTTP_201_CREATED)


class ItemDetail(APIView):
    """One picture."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="dataset_item", responses=DatasetItemSerializer)
    def get(self, request: Request, dataset_id: UUID, item_id: UUID) -> Response:
        """The picture with its words as they are now."""
        item = _item(request, dataset_id, item_id)
        return Response(items.shown_one(item.dataset, item))

    @extend_schema(operation_id="dataset_item_change", request=ChangedItemSerializer, responses=DatasetItemSerializer)
    def patch(self, request: Request, dataset_id: UUID, item_id: UUID) -> Response:
        """Keep what somebody typed or decided. 409 `caption_moved`, with the words as they are now, when `revision`
        is not the latest: nothing is ever written over unseen."""
        sent = ChangedItemSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        item, asked = _item(request, dataset_id, item_id), sent.validated_data
        services.write(item, caption=asked.get("caption"), kept=asked.get("kept"), seen=asked.get("revision"))
        return Response(items.shown_one(item.dataset, item))


class ItemEdit(APIView):
    """How a picture is cropped and turned."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="dataset_item_edit", request=EditSerializer, responses=DatasetItemSerializer)
    def put(self, request: Request, dataset_id: UUID, item_id: UUID) -> Response:
        """Crop and turn the original anew; 0 and null bring it back. The picture is checked and weighed again."""
        sent = EditSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        crop = sent.validated_data["crop"]
        wanted = Edit(sent.validated_data["rotation"], tuple(crop) if crop else WHOLE)
        item = services.edit(_item(request, dataset_id, item_id), wanted)
        return Response(items.shown_one(item.dataset, item))


class RemoveItems(APIView):
    """Takes pictures out."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="dataset_items_remove", request=NamedItemsSerializer, responses=RemovedSerializer)
    def post(self, request: Request, dataset_id: UUID) -> Response:
        """Photos and results stay where they are; imported files go. Frozen versions keep theirs."""
        sent = NamedItemsSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return Response({"removed": services.remove(dataset_of(request, dataset_id), sent.validated_data["items"])})


class BulkItems(APIView):
    """Many captions at once."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(
        operation_id="dataset_items_bulk", request=DatasetBulkSerializer, responses=DatasetBulkAnswerSerializer
    )
    def post(self, request: Request, dataset_id: UUID) -> Response:
        """Find and replace, prepend, append, keep, reject; the answer says what each was, for an undo."""
        sent = DatasetBulkSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = dict(sent.validated_data)
        named = asked.pop("items", None)
        was = services.change_many(dataset_of(request, dataset_id), named, services.Wanted(**asked))
        return Response({"changed": len(was), "was": services.as_answer(was)})


class UndoItems(APIView):
    """Takes a change of many back."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="dataset_items_undo", request=UndoSerializer, responses=UndoneSerializer)
    def post(self, request: Request, dataset_id: UUID) -> Response:
        """Make captions again what they were; what somebody changed since stays, and is named."""
        sent = UndoSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        was = [services.Was(**one) for one in sent.validated_data["was"]]
        undone = services.undo_many(dataset_of(request, dataset_id), was)
        return Response({"undone": undone.count, "moved": [str(item) for item in undone.moved]})


def _item(request: Request, dataset_id: UUID, item_id: UUID) -> DatasetItem:
    return selectors.get_item(dataset_of(request, dataset_id), item_id)
