"""Estimates, results and contact sheets as the API shows them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers

from studio.assets.serializers import PictureSerializer
from studio.photos.serializers import PhotoSerializer
from studio.runs.models import Priority
from studio.runs.serializers import ProblemSerializer, RunSerializer
from studio.swaps import services
from studio.swaps.models import Decision
from studio.swaps.selectors import archive, gallery
from studio.swaps.selectors.planning import Pair
from studio.swaps.selectors.results import Frame, Sheet

FIT = (
    ("fits", "Fits"),
    ("soft", "May look soft"),
    ("impossible", "Left out: turned too differently"),
    ("unknown", "Not measured yet"),
)
ACTIONS = (*services.CHANGES, "tag", "untag")
STATES = (
    ("waiting", "Waiting"),
    ("working", "Being made"),
    ("done", "Done"),
    ("failed", "Could not be made"),
    ("cancelled", "Cancelled"),
)


class ChosenEngineSerializer(serializers.Serializer[Any]):
    """An engine and its options."""

    engine = serializers.CharField(required=False)
    options = serializers.DictField(required=False, help_text="As the engine's schema says.")


class SwapRequestSerializer(serializers.Serializer[Any]):
    """What to swap: every source onto every target."""

    subject = serializers.UUIDField()
    sources = serializers.ListField(child=serializers.UUIDField(), allow_empty=True)
    targets = serializers.ListField(child=serializers.UUIDField(), allow_empty=True)
    enhance = serializers.BooleanField(default=False)
    engines = serializers.DictField(
        child=ChosenEngineSerializer(), required=False, help_text="By capability: face_swap, upscale."
    )
    priority = serializers.ChoiceField(
        choices=Priority.choices, default=Priority.NORMAL.value, help_text="When to begin, among what waits."
    )


class PairSerializer(serializers.Serializer[Pair]):
    """Whether a source fits a target."""

    source = serializers.UUIDField(source="source.id")  # type: ignore[assignment]  # as in a Frame
    target = serializers.UUIDField(source="target.id")
    verdict = serializers.ChoiceField(choices=FIT)
    yaw_gap = serializers.FloatField(allow_null=True, help_text="Degrees between the two heads.")
    sentence = serializers.CharField()


class EstimateSerializer(serializers.Serializer[Any]):
    """What a swap would make and cost."""

    pictures = serializers.IntegerField()
    impossible = serializers.IntegerField(help_text="Pairs that would be left out.")
    price = serializers.IntegerField(help_text="Credits for all of it.")
    each = serializers.IntegerField(help_text="Credits a picture.")
    seconds = serializers.FloatField(help_text="About how long it takes.")
    balance = serializers.IntegerField()
    balance_after = serializers.IntegerField(help_text="Negative when the credits are not enough.")
    pairs = PairSerializer(many=True)


class SwapResultSerializer(serializers.Serializer[Any]):
    """One target after a swap."""

    id = serializers.UUIDField()
    run = serializers.UUIDField()
    index = serializers.IntegerField()
    label = serializers.CharField(help_text="Such as s2·t003.")  # type: ignore[assignment]  # as in a Frame
    source = serializers.UUIDField(allow_null=True)  # type: ignore[assignment]  # as in a Frame
    target = serializers.UUIDField(allow_null=True)
    swapped = PictureSerializer(allow_null=True)
    enhanced = PictureSerializer(allow_null=True)
    identity_before = serializers.FloatField(allow_null=True, help_text="Distance of target and source.")
    identity_after = serializers.FloatField(
        allow_null=True, help_text="Distance of result and source; < 0.5: same person."
    )
    quality = serializers.FloatField(allow_null=True, help_text="0..100, 100 minus BRISQUE.")
    scores = serializers.DictField(child=serializers.FloatField())
    seconds = serializers.FloatField()
    engine = serializers.CharField()
    engine_label = serializers.CharField()
    cost = serializers.IntegerField()
    warning = serializers.CharField(allow_null=True)
    favourite = serializers.BooleanField()
    decision = serializers.ChoiceField(choices=Decision.choices)
    tags = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()

    def to_representation(self, instance: Any) -> Any:
        """The selector has made the answer already: a long list is not walked field by field."""
        return instance


class NumbersField(serializers.CharField):
    """Numbers with commas between them, at most a page of them."""

    def to_internal_value(self, data: Any) -> Any:
        """A list of int."""
        try:
            return [int(part) for part in str(data).split(",") if part.strip()][:200]
        except ValueError as problem:
            raise serializers.ValidationError("Write numbers with commas between them, such as 3,5,9.") from problem


class FilterSerializer(serializers.Serializer[Any]):
    """What narrows a list of results."""

    subject = serializers.UUIDField(required=False)
    run = serializers.UUIDField(required=False)
    source = serializers.UUIDField(required=False, help_text="A source photo.")  # type: ignore[assignment]  # as in a Frame
    target = serializers.UUIDField(required=False, help_text="A target photo.")
    index = NumbersField(required=False, help_text="Pictures of the run, such as 3,5,9.")
    favourite = serializers.BooleanField(required=False, allow_null=True, default=None)
    decision = serializers.ChoiceField(required=False, choices=Decision.choices)
    tag = serializers.ListField(child=serializers.CharField(max_length=40), required=False, help_text="All of these.")
    engine = serializers.CharField(required=False, max_length=60)
    q = serializers.CharField(required=False, max_length=200, help_text="Words in the name of the file.")
    min_distance = serializers.FloatField(required=False)
    max_distance = serializers.FloatField(required=False)
    min_quality = serializers.FloatField(required=False, help_text="0..100, higher is better.")


class ListSerializer(FilterSerializer):
    """What narrows a list of results, and its order."""

    sort = serializers.ChoiceField(required=False, choices=list(gallery.SORTS))


class TagCountSerializer(serializers.Serializer[Any]):
    """A tag and how many results have it."""

    name = serializers.CharField()
    count = serializers.IntegerField()


class ResultCountsSerializer(serializers.Serializer[Any]):
    """How many results there are of each kind, for the filters of the desk."""

    found = serializers.IntegerField(help_text="With every filter.")
    all = serializers.IntegerField(help_text="Without the filters of decision and favourite; so are those below.")
    kept = serializers.IntegerField()
    rejected = serializers.IntegerField()
    undecided = serializers.IntegerField()
    favourites = serializers.IntegerField()
    tags = TagCountSerializer(many=True)


class DecisionSerializer(serializers.Serializer[Any]):
    """What somebody thinks of a result; what is left out stays as it is."""

    favourite = serializers.BooleanField(required=False)
    decision = serializers.ChoiceField(required=False, choices=Decision.choices)
    tags = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, max_length=20, help_text="All of its tags."
    )


class BulkSerializer(serializers.Serializer[Any]):
    """One thing to do to many results."""

    ids = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=1000,
        help_text="Without them: all that the filters of the address find.",
    )
    without = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=1000)
    action = serializers.ChoiceField(choices=ACTIONS)
    tag = serializers.CharField(required=False, max_length=40)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A tag is needed where one is put on or taken off."""
        if attrs["action"] in ("tag", "untag") and not attrs.get("tag", "").strip():
            raise serializers.ValidationError({"tag": "Say which tag."})
        return attrs


class WasSerializer(serializers.Serializer[Any]):
    """What a result was before it was changed."""

    id = serializers.UUIDField()
    done = serializers.BooleanField(help_text="False: there is no such picture in this workspace.")
    favourite = serializers.BooleanField()
    decision = serializers.ChoiceField(choices=Decision.choices)
    tagged = serializers.BooleanField(help_text="Whether it had the tag of the request.")


class BulkAnswerSerializer(serializers.Serializer[Any]):
    """What each was before, so that it can be undone; ids that are not there come last."""

    results = WasSerializer(many=True)


class ArchiveWishSerializer(serializers.Serializer[Any]):
    """Which pictures of the list go into the zip, and which of their files."""

    ids = serializers.CharField(required=False, allow_blank=True, help_text="Only these, with commas between them.")
    files = serializers.ChoiceField(choices=archive.FILES, default="both")
    rejected = serializers.BooleanField(default=False, help_text="Also those that were rejected.")

    def validate_ids(self, text: str) -> list[UUID] | None:
        """The ids, or None for the whole list."""
        try:
            return [UUID(part) for part in text.split(",") if part] or None
        except ValueError as problem:
            raise serializers.ValidationError("These are no ids of pictures.") from problem


class ArchiveSummarySerializer(serializers.Serializer[Any]):
    """What a zip would hold."""

    pictures = serializers.IntegerField()
    files = serializers.IntegerField()
    bytes = serializers.IntegerField(help_text="Of the pictures; the zip is a little larger.")
    left_out = serializers.IntegerField(help_text="Rejected pictures that are not in it.")
    pattern = serializers.CharField(help_text="How its files are named.")
    example = serializers.CharField(allow_null=True, help_text="The name of its first file.")
    filename = serializers.CharField(help_text="The name of the zip.")


class FrameSerializer(serializers.Serializer[Frame]):
    """One picture of the contact sheet."""

    index = serializers.IntegerField()
    source = serializers.UUIDField()  # type: ignore[assignment]  # a field of that name, not the source of one
    target = serializers.UUIDField()
    state = serializers.ChoiceField(choices=STATES)
    stage = serializers.CharField(allow_null=True)
    fraction = serializers.FloatField(help_text="0..1 of the stage at work.")
    error = ProblemSerializer(allow_null=True)
    costs = serializers.DictField(child=serializers.IntegerField(), help_text="Credits by finished stage.")
    result = SwapResultSerializer(allow_null=True)


class SheetSerializer(serializers.Serializer[Sheet]):
    """A swap as sources times targets."""

    run = RunSerializer()
    sources = PhotoSerializer(many=True)
    targets = PhotoSerializer(many=True)
    enhance = serializers.BooleanField(source="run.recipe.enhance")
    engines = serializers.DictField(child=ChosenEngineSerializer(), source="run.recipe.engines")
    frames = FrameSerializer(many=True)
