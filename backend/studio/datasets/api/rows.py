"""Datasets over HTTP: list, make, look, change, delete; their words and what is wrong with these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.fields import UUIDField
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.datasets import selectors, services
from studio.datasets.errors import DatasetNotFound
from studio.datasets.models import Dataset
from studio.datasets.selectors import advice, covers, survey
from studio.datasets.serializers import (
    ChangedDatasetSerializer,
    DatasetDetailSerializer,
    DatasetLintSerializer,
    DatasetSerializer,
    DatasetWordsSerializer,
    NewDatasetSerializer,
    RuleExampleSerializer,
    RuleSerializer,
)
from studio.subjects.models import Subject

_SUBJECT = OpenApiParameter("subject", OpenApiTypes.UUID, description="Only those of this model.")


def _page(name: str, of: serializers.BaseSerializer[Any]) -> Any:
    return inline_serializer(name, {"results": of, "next": serializers.URLField(allow_null=True)})


class DatasetList(GenericAPIView[Any]):
    """The datasets of a workspace."""

    permission_classes = (accounts.IsMember,)
    serializer_class = DatasetSerializer

    @extend_schema(operation_id="datasets", parameters=[_SUBJECT], responses=DatasetSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Newest first."""
        rows = selectors.of_workspace(accounts.workspace(request))
        if subject := request.query_params.get("subject"):
            rows = rows.filter(subject_id=UUIDField().run_validation(subject))
        page: Sequence[Dataset] = self.paginate_queryset(rows) or []
        return self.get_paginated_response(DatasetSerializer(covers.covered(page), many=True).data)

    @extend_schema(operation_id="dataset_make", request=NewDatasetSerializer, responses={201: DatasetDetailSerializer})
    def post(self, request: Request) -> Response:
        """Make an empty one. It captions as the model's latest dataset does."""
        sent = NewDatasetSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        workspace = accounts.workspace(request)
        subject = Subject.objects.filter(workspace=workspace, id=sent.validated_data["subject"]).first()
        if subject is None:
            raise DatasetNotFound("There is no such model in this workspace. It may have been deleted; reload.")
        subject.workspace = workspace
        made = services.make(subject, sent.validated_data["name"])
        return Response(_detail(request, made.id), status=status.HTTP_201_CREATED)


class DatasetDetail(APIView):
    """One dataset."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="dataset", responses=DatasetDetailSerializer)
    def get(self, request: Request, dataset_id: UUID) -> Response:
        """The dataset with counts and advice."""
        return Response(_detail(request, dataset_id))

    @extend_schema(operation_id="dataset_change", request=ChangedDatasetSerializer, responses=DatasetDetailSerializer)
    def patch(self, request: Request, dataset_id: UUID) -> Response:
        """Another name or caption rule. What engines said is written anew by it, free; what people wrote stays."""
        sent = ChangedDatasetSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = dict(sent.validated_data)
        if "describe_identity" in asked:
            asked["looks"] = asked.pop("describe_identity")
        services.change(dataset_of(request, dataset_id), **asked)
        return Response(_detail(request, dataset_id))

    @extend_schema(operation_id="dataset_delete", responses={204: None})
    def delete(self, request: Request, dataset_id: UUID) -> Response:
        """Delete it with its captions; photos and results stay. 409 once something was frozen."""
        services.delete(dataset_of(request, dataset_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TryRule(APIView):
    """Tries a caption rule."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="dataset_preview", request=RuleSerializer, responses=RuleExampleSerializer)
    def post(self, request: Request, dataset_id: UUID) -> Response:
        """What the first caption would be by another rule; nothing is changed."""
        dataset = dataset_of(request, dataset_id)
        sent = RuleSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        example, item = selectors.preview(dataset, rule=asked["template"], describe_identity=asked["describe_identity"])
        return Response({"example": example, "item": str(item) if item else None})


class DatasetWords(APIView):
    """The words of its captions."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="dataset_words", responses=_page("DatasetWordsList", DatasetWordsSerializer(many=True)))
    def get(self, request: Request, dataset_id: UUID) -> Response:
        """Parts between commas of the kept captions, the commonest first; all on one page."""
        dataset = dataset_of(request, dataset_id)
        return Response({"results": survey.words(dataset, survey.survey(dataset)), "next": None})


class DatasetLint(APIView):
    """What is wrong with its captions."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(operation_id="dataset_lint", responses=_page("DatasetLintList", DatasetLintSerializer(many=True)))
    def get(self, request: Request, dataset_id: UUID) -> Response:
        """Every fault of every kept caption; all on one page."""
        return Response({"results": survey.faults(survey.survey(dataset_of(request, dataset_id))), "next": None})


def dataset_of(request: Request, dataset_id: UUID) -> Dataset:
    """A dataset of this workspace. Raises DatasetNotFound (404)."""
    return selectors.get_plain(accounts.workspace(request), dataset_id)


def _detail(request: Request, dataset_id: UUID) -> Any:
    found: Any = selectors.get(accounts.workspace(request), dataset_id)
    covers.covered([found])
    found.detail = advice.detail(found)
    return DatasetDetailSerializer(found).data
