"""What is asked of a dataset as a whole, and the answers: captions, imports, frozen versions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.datasets.models import DatasetVersion
from studio.datasets.serializers.ready import MOST_ITEMS, TEMPLATE
from studio.datasets.services import importing


class CaptionRequestSerializer(serializers.Serializer[Any]):
    """Which pictures shall have words, by which engine."""

    engine = serializers.CharField(required=False, max_length=60)
    options = serializers.DictField(required=False, help_text="As the engine's schema says.")
    template = serializers.CharField(max_length=TEMPLATE, required=False, help_text="Becomes the dataset's.")
    items = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=MOST_ITEMS)
    overwrite = serializers.BooleanField(
        default=False, help_text="Also what an engine wrote. What a person wrote never is written over."
    )


class CaptionLeftOutSerializer(serializers.Serializer[Any]):
    """Pictures that get no words, by the reason."""

    by_people = serializers.IntegerField()
    by_engines = serializers.IntegerField()
    rejected = serializers.IntegerField()
    pending = serializers.IntegerField()


class CaptionEstimateSerializer(serializers.Serializer[Any]):
    """What captions would cost."""

    pictures = serializers.IntegerField()
    price = serializers.IntegerField()
    each = serializers.IntegerField()
    seconds = serializers.FloatField()
    balance = serializers.IntegerField()
    balance_after = serializers.IntegerField()
    left_out = CaptionLeftOutSerializer()


class DatasetVersionSerializer(serializers.Serializer[DatasetVersion]):
    """A frozen version."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(source="number")
    hash = serializers.CharField(source="sha256", help_text="SHA-256 over pictures and captions.")
    pictures = serializers.IntegerField()
    trigger = serializers.CharField()
    created_at = serializers.DateTimeField()


class FrozenSerializer(DatasetVersionSerializer):
    """A version, and what spoke against it."""

    warnings = serializers.ListField(child=serializers.CharField())


class DatasetImportSerializer(serializers.Serializer[Any]):
    """A zip of pictures and captions."""

    file = serializers.FileField(help_text=f"At most {importing.MOST} pictures.")


class NotImportedSerializer(serializers.Serializer[Any]):
    """A file that was left out, and why."""

    name = serializers.CharField()
    code = serializers.CharField()
    why = serializers.CharField()


class ImportReportSerializer(serializers.Serializer[Any]):
    """What became of every file of an archive."""

    pictures = serializers.IntegerField()
    captions = serializers.IntegerField()
    left_out = NotImportedSerializer(many=True)
    notes = serializers.ListField(child=serializers.CharField())


class ImportedSerializer(serializers.Serializer[Any]):
    """The check that was started, and the report."""

    id = serializers.UUIDField(help_text="Of the run.")
    status = serializers.CharField()
    report = ImportReportSerializer()
