"""The pictures of a dataset as the API shows them, and what may be done to them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.assets.serializers import PictureSerializer
from studio.datasets.models import Author, ItemState
from studio.datasets.serializers.ready import CAPTION, MOST_ITEMS, ReadySerializer
from studio.datasets.services import rewording

ACTIONS = (*rewording.ACTIONS, *rewording.KEEPING)


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
    origin = serializers.ChoiceField(choices=["photo", "result", "file", "generation"])
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
    whole_words = serializers.BooleanField(default=False)


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
