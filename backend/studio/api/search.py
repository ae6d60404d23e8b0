"""One question to subjects, runs and photos at once, for the command palette."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.api import finding
from studio.assets.serializers import PictureSerializer
from studio.photos.models import Role
from studio.runs.models import RunStatus
from studio.runs.serializers import SubjectReferenceSerializer


class QuestionSerializer(serializers.Serializer[Any]):
    """What is looked for."""

    q = serializers.CharField(max_length=200, required=False, default="", allow_blank=True, help_text="Words of names.")


class FoundSubjectSerializer(serializers.Serializer[Any]):
    """A subject whose name holds the words."""

    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    picture = serializers.SerializerMethodField()

    @extend_schema_field(PictureSerializer(allow_null=True))
    def get_picture(self, found: dict[str, Any]) -> Any:
        """Its newest result, or its first source."""
        return found["picture"]


class FoundRunSerializer(serializers.Serializer[Any]):
    """A run whose title, or subject, holds the words."""

    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=RunStatus.choices, read_only=True)
    subject = SubjectReferenceSerializer(read_only=True, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True)


class FoundPhotoSerializer(serializers.Serializer[Any]):
    """A photo whose name holds the words; never one that is withheld."""

    id = serializers.UUIDField(read_only=True)
    role = serializers.ChoiceField(choices=Role.choices, read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a field of that name
    name = serializers.CharField(read_only=True)
    subject = SubjectReferenceSerializer(read_only=True)
    picture = serializers.SerializerMethodField()

    @extend_schema_field(PictureSerializer(allow_null=True))
    def get_picture(self, found: dict[str, Any]) -> Any:
        """The photo itself."""
        return found["picture"]


class FoundSerializer(serializers.Serializer[Any]):
    """The newest few of each noun."""

    subjects = FoundSubjectSerializer(many=True, read_only=True)
    runs = FoundRunSerializer(many=True, read_only=True)
    photos = FoundPhotoSerializer(many=True, read_only=True)


class SearchView(APIView):
    """Things by their names."""

    permission_classes = (accounts.IsMember,)

    @extend_schema(parameters=[QuestionSerializer], responses=FoundSerializer)
    def get(self, request: Request) -> Response:
        """The newest subjects, runs and photos whose names hold every word of `q`, at most six of each."""
        question = QuestionSerializer(data=request.query_params)
        question.is_valid(raise_exception=True)
        return Response(FoundSerializer(finding.find(accounts.workspace(request), question.validated_data["q"])).data)
