"""A dataset as the API shows it: its row, counts, advice and words."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.accounts.serializers import moment
from studio.assets import selectors as assets
from studio.assets.serializers import PictureSerializer
from studio.datasets.models import Dataset
from studio.datasets.serializers.ready import TEMPLATE, ReadySerializer


class DatasetSerializer(serializers.Serializer[Any]):
    """A dataset in a list."""

    id = serializers.UUIDField()
    subject = serializers.UUIDField(source="subject_id")
    name = serializers.CharField()
    template = serializers.CharField()
    describe_identity = serializers.BooleanField(source="looks", help_text="Whether captions tell permanent looks.")
    pictures = serializers.IntegerField(help_text="Refused ones are not counted.")
    kept = serializers.IntegerField()
    captioned = serializers.IntegerField(help_text="Of the kept.")
    version = serializers.IntegerField(allow_null=True, help_text="Number of the latest frozen version.")
    cover = PictureSerializer(allow_null=True)
    created_at = serializers.DateTimeField()

    def to_representation(self, instance: Any) -> Any:
        """Of a row that ``selectors.of_workspace`` or ``selectors.get`` gave; ``cover`` was put there by the view."""
        return {
            "id": str(instance.id),
            "subject": str(instance.subject_id),
            "name": instance.name,
            "template": instance.template,
            "describe_identity": instance.looks,
            "pictures": instance.pictures,
            "kept": instance.kept,
            "captioned": instance.captioned,
            "version": instance.latest,
            "cover": assets.picture(getattr(instance, "cover", None)),
            "created_at": moment(instance.created_at),
        }


class NewDatasetSerializer(serializers.Serializer[Any]):
    """A new one."""

    subject = serializers.UUIDField()
    name = serializers.CharField(max_length=60)


class ChangedDatasetSerializer(serializers.Serializer[Any]):
    """What may be changed of one."""

    name = serializers.CharField(max_length=60, required=False)
    template = serializers.CharField(max_length=TEMPLATE, required=False)
    describe_identity = serializers.BooleanField(required=False)


class DatasetFaultSerializer(serializers.Serializer[Any]):
    """How many captions have a fault."""

    fault = serializers.CharField()
    count = serializers.IntegerField()
    sentence = serializers.CharField()


class DatasetRunSerializer(serializers.Serializer[Any]):
    """A run that is working on it."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=["caption", "import"])
    status = serializers.CharField()


class RuleSerializer(serializers.Serializer[Any]):
    """A caption rule to try."""

    template = serializers.CharField(max_length=TEMPLATE)
    describe_identity = serializers.BooleanField(default=False)


class RuleExampleSerializer(serializers.Serializer[Any]):
    """What a caption would be by it."""

    example = serializers.CharField()
    item = serializers.UUIDField(allow_null=True, help_text="Of whose words it is made; null: of made-up ones.")


class AdviceLineSerializer(serializers.Serializer[Any]):
    """One piece of advice."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=["stop", "warn", "tip", "good"])
    sentence = serializers.CharField()
    items = serializers.ListField(child=serializers.UUIDField())


class DatasetQualitySerializer(serializers.Serializer[Any]):
    """How good the kept pictures are."""

    weighed = serializers.IntegerField()
    mean = serializers.FloatField(allow_null=True)
    below_gate = serializers.ListField(child=serializers.UUIDField())


class CoverageSerializer(serializers.Serializer[Any]):
    """How often each view is there."""

    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.CharField())
    cells = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    faces = serializers.IntegerField()
    light = serializers.DictField(child=serializers.IntegerField())
    expressions = serializers.DictField(child=serializers.IntegerField())


class NextPictureSerializer(serializers.Serializer[Any]):
    """The picture that would help most."""

    key = serializers.CharField()
    sentence = serializers.CharField()


class AdviceSerializer(serializers.Serializer[Any]):
    """What would make a dataset better."""

    ready = serializers.BooleanField(help_text="False: something stops a training.")
    lines = AdviceLineSerializer(many=True)
    quality = DatasetQualitySerializer()
    copies = serializers.ListField(child=serializers.ListField(child=serializers.UUIDField()))
    coverage = CoverageSerializer()
    next = NextPictureSerializer(allow_null=True)


class DatasetCountsSerializer(serializers.Serializer[Any]):
    """Pictures by what is to be done with them."""

    all = serializers.IntegerField()
    kept = serializers.IntegerField()
    rejected = serializers.IntegerField()
    withheld = serializers.IntegerField(help_text="Kept here, rejected or refused where they came from.")
    captioned = serializers.IntegerField()
    to_look_at = serializers.IntegerField()
    pending = serializers.IntegerField()
    refused = serializers.IntegerField()


class TemplateSerializer(serializers.Serializer[Any]):
    """A template to begin with."""

    key = serializers.CharField()
    template = serializers.CharField()


class DatasetDetailSerializer(DatasetSerializer):
    """A dataset with all that its page shows beside the pictures."""

    counts = DatasetCountsSerializer()
    runs = DatasetRunSerializer(many=True, help_text="Those that are going.")
    trigger = serializers.CharField()
    templates = TemplateSerializer(many=True)
    token_limit = serializers.IntegerField()
    gate = serializers.FloatField()
    lint = DatasetFaultSerializer(many=True)
    same_everywhere = serializers.ListField(child=serializers.CharField())
    advice = AdviceSerializer()

    def to_representation(self, instance: Dataset) -> Any:
        """The view has put ``detail`` there."""
        return {**super().to_representation(instance), **getattr(instance, "detail", {})}


class DatasetWordsSerializer(ReadySerializer):
    """Words between commas and how many captions have them."""

    words = serializers.CharField()
    count = serializers.IntegerField()
    share = serializers.FloatField()


class DatasetLintSerializer(ReadySerializer):
    """One fault of one caption."""

    item = serializers.UUIDField()
    number = serializers.IntegerField()
    fault = serializers.CharField()
    sentence = serializers.CharField()
    words = serializers.CharField(allow_blank=True)
