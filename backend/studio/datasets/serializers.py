"""Datasets, their pictures, advice and versions as the API shows them; selectors make the answers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.accounts.serializers import moment
from studio.assets import selectors as assets
from studio.assets.serializers import PictureSerializer
from studio.datasets.models import Author, Dataset, DatasetVersion, ItemState
from studio.datasets.services import importing, rewording

TEMPLATE = 300
CAPTION = 2000
MOST_ITEMS = 5000
ACTIONS = (*rewording.ACTIONS, *rewording.KEEPING)


class ReadySerializer(serializers.Serializer[Any]):
    """What a selector has made is the answer already."""

    def to_representation(self, instance: Any) -> Any:
        """As it is."""
        return instance


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


class CaptionFaultSerializer(serializers.Serializer[Any]):
    """What is wrong with one caption."""

    fault = serializers.CharField()
    sentence = serializers.CharField()
    words = serializers.CharField(allow_blank=True)


class DatasetItemSerializer(ReadySerializer):
    """A picture with its words."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    name = serializers.CharField()
    origin = serializers.ChoiceField(choices=["photo", "result", "file"])
    photo = serializers.UUIDField(allow_null=True)
    result = serializers.UUIDField(allow_null=True)
    picture = PictureSerializer(allow_null=True, help_text="Null while it is checked, and when it was refused.")
    state = serializers.ChoiceField(choices=ItemState.choices)
    kept = serializers.BooleanField()
    withheld = serializers.CharField(allow_blank=True, help_text="Why it is not learned although it is kept.")
    caption = serializers.CharField(allow_blank=True)
    author = serializers.ChoiceField(choices=Author.choices)
    captioner = serializers.CharField(allow_blank=True)
    captioner_label = serializers.CharField(allow_blank=True)
    revision = serializers.IntegerField()
    tokens = serializers.IntegerField(help_text="Estimated as CLIP counts, begin and end included.")
    lint = CaptionFaultSerializer(many=True)
    looks = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        help_text="Start and end of identity words, in UTF-16 units.",
    )
    quality = serializers.FloatField(allow_null=True)
    scores = serializers.DictField(child=serializers.FloatField())
    weakest = serializers.CharField(allow_blank=True)
    below_gate = serializers.BooleanField()
    rotation = serializers.IntegerField()
    crop = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    original = PictureSerializer(allow_null=True)


class ChangedItemSerializer(serializers.Serializer[Any]):
    """What a person types or decides."""

    caption = serializers.CharField(max_length=CAPTION, allow_blank=True, required=False, trim_whitespace=False)
    kept = serializers.BooleanField(required=False)
    revision = serializers.IntegerField(required=False, min_value=0, help_text="The one that was typed over.")


class AddedSerializer(serializers.Serializer[Any]):
    """Photos and results to put into it."""

    photos = serializers.ListField(child=serializers.UUIDField(), required=False, default=list, max_length=MOST_ITEMS)
    results = serializers.ListField(child=serializers.UUIDField(), required=False, default=list, max_length=MOST_ITEMS)


class NotAddedSerializer(serializers.Serializer[Any]):
    """A picture that was not taken, and why."""

    origin = serializers.CharField(help_text="photo:ID or result:ID.")
    name = serializers.CharField(allow_blank=True)
    why = serializers.CharField()


class AddedAnswerSerializer(serializers.Serializer[Any]):
    """What became of what was offered."""

    items = DatasetItemSerializer(many=True)
    left_out = NotAddedSerializer(many=True)
    run = serializers.UUIDField(allow_null=True, help_text="The free check that was started.")


class NamedItemsSerializer(serializers.Serializer[Any]):
    """Pictures by id."""

    items = serializers.ListField(child=serializers.UUIDField(), max_length=MOST_ITEMS)


class RemovedSerializer(serializers.Serializer[Any]):
    """How many went."""

    removed = serializers.IntegerField()


class DatasetBulkSerializer(serializers.Serializer[Any]):
    """One thing to do to many captions."""

    action = serializers.ChoiceField(choices=ACTIONS)
    items = serializers.ListField(
        child=serializers.UUIDField(), required=False, allow_null=True, max_length=MOST_ITEMS, help_text="Default: all."
    )
    text = serializers.CharField(max_length=500, required=False, default="", allow_blank=True, trim_whitespace=False)
    by = serializers.CharField(max_length=500, required=False, default="", allow_blank=True, trim_whitespace=False)
    match_case = serializers.BooleanField(default=True)


class CaptionWasSerializer(serializers.Serializer[Any]):
    """What a caption was, and what it became."""

    id = serializers.UUIDField()
    caption = serializers.CharField(allow_blank=True, max_length=20_000, trim_whitespace=False)
    author = serializers.ChoiceField(choices=Author.choices)
    kept = serializers.BooleanField()
    became = serializers.CharField(allow_blank=True, max_length=20_000, trim_whitespace=False)


class DatasetBulkAnswerSerializer(serializers.Serializer[Any]):
    """How many changed, and what they were."""

    changed = serializers.IntegerField()
    was = CaptionWasSerializer(many=True)


class UndoSerializer(serializers.Serializer[Any]):
    """What to make again as it was."""

    was = serializers.ListField(child=CaptionWasSerializer(), max_length=MOST_ITEMS)


class UndoneSerializer(serializers.Serializer[Any]):
    """How many are again what they were, and which somebody changed since."""

    undone = serializers.IntegerField()
    moved = serializers.ListField(child=serializers.UUIDField())


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
