"""The home page in one answer."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.api import cards
from studio.assets.serializers import PictureSerializer
from studio.runs.serializers import RunSerializer
from studio.subjects.models import Kind
from studio.subjects.serializers import CONSENT_STATES


class PhotoCountsSerializer(serializers.Serializer[Any]):
    """How much there is of a subject."""

    sources = serializers.IntegerField(read_only=True)
    targets = serializers.IntegerField(read_only=True)
    results = serializers.IntegerField(read_only=True)
    refused = serializers.IntegerField(read_only=True, help_text="Photos among them that were refused.")


class SubjectCardSerializer(serializers.Serializer[Any]):
    """A subject on the home page."""

    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(choices=Kind.choices, read_only=True)
    trigger_word = serializers.CharField(read_only=True)
    consent_state = serializers.ChoiceField(choices=CONSENT_STATES, read_only=True)
    cover = serializers.SerializerMethodField()
    thumbs = serializers.SerializerMethodField()
    counts = PhotoCountsSerializer(read_only=True)
    spent = serializers.IntegerField(read_only=True, help_text="Credits charged for it so far.")
    last_run = RunSerializer(read_only=True, allow_null=True)

    @extend_schema_field(PictureSerializer(allow_null=True))
    def get_cover(self, card: dict[str, Any]) -> Any:
        """The newest result, or the first source."""
        return card["cover"]

    @extend_schema_field(PictureSerializer(many=True))
    def get_thumbs(self, card: dict[str, Any]) -> Any:
        """Up to three more pictures."""
        return card["thumbs"]


class OverviewSerializer(serializers.Serializer[Any]):
    """Everything on the home page."""

    subjects = SubjectCardSerializer(many=True, read_only=True)
    running = RunSerializer(many=True, read_only=True)


class OverviewView(APIView):
    """The home page."""

    @extend_schema(responses=OverviewSerializer)
    def get(self, request: Request) -> Response:
        """Cards of the newest subjects, and the runs that are going."""
        return Response(OverviewSerializer(cards.overview(accounts.workspace(request))).data)
