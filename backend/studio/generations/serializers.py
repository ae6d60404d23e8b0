"""Wishes, pictures from words and presets as the API shows them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers

from studio.assets.serializers import PictureSerializer
from studio.generations.models import PresetKind
from studio.generations.selectors.planning import SEEDS
from studio.generations.services.deciding import CHANGES
from studio.runs.serializers import ProblemSerializer
from studio.swaps.models import Decision

ACTIONS = (*CHANGES, "tag", "untag", "delete")
DEVELOPING = (("waiting", "Waiting"), ("working", "Being made"), ("failed", "Could not be made"))
MOST = 64
"""Pictures of one run."""
LARGEST = 2048
"""Pixels of a side."""


class UsedLoraSerializer(serializers.Serializer[Any]):
    """A trained version, which of its saves, and how strongly it is meant."""

    version = serializers.UUIDField()
    step = serializers.IntegerField(required=False, min_value=1, help_text="Default: the best save.")
    strength = serializers.FloatField(default=1.0, min_value=0, max_value=2)


class AskSerializer(serializers.Serializer[Any]):
    """What to make."""

    subject = serializers.UUIDField(required=False, allow_null=True, help_text="Default: that of the first version.")
    prompt = serializers.CharField(max_length=2000, help_text="{trigger} and wildcards {a|b} are filled in.")
    negative = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    base = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    loras = UsedLoraSerializer(many=True, required=False)
    style = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")  # type: ignore[assignment]
    width = serializers.IntegerField(min_value=32, max_value=LARGEST)
    height = serializers.IntegerField(min_value=32, max_value=LARGEST)
    steps = serializers.IntegerField(required=False)
    guidance = serializers.FloatField(required=False)
    scheduler = serializers.CharField(required=False, max_length=40)
    clip_skip = serializers.IntegerField(required=False)
    seed = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=SEEDS - 1)
    count = serializers.IntegerField(min_value=1, max_value=MOST, default=1)

    def validate_loras(self, loras: list[Any]) -> list[Any]:
        """At most eight."""
        if len(loras) > 8:
            raise serializers.ValidationError("Choose 8 at most.")
        return loras


class DrawnBaseSerializer(serializers.Serializer[Any]):
    """Enough of a base to name it."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF keeps a field's own label there


class WordsSerializer(serializers.Serializer[Any]):
    """What one picture is drawn from."""

    prompt = serializers.CharField()
    negative = serializers.CharField()
    seed = serializers.IntegerField()


class GenerationEstimateSerializer(serializers.Serializer[Any]):
    """What a wish would make and cost."""

    pictures = serializers.IntegerField()
    each = serializers.IntegerField(help_text="Credits a picture.")
    price = serializers.IntegerField(help_text="Credits for all of it.")
    seconds = serializers.FloatField(help_text="About how long it takes.")
    balance = serializers.IntegerField()
    balance_after = serializers.IntegerField(help_text="Negative when the credits are not enough.")
    seed = serializers.IntegerField(help_text="Of the first picture; the next ones count on.")
    base = DrawnBaseSerializer()
    prompts = WordsSerializer(many=True)


class LoraSettingSerializer(serializers.Serializer[Any]):
    """A trained version as it was used."""

    version = serializers.UUIDField()
    title = serializers.CharField()
    step = serializers.IntegerField()
    strength = serializers.FloatField()
    sha256 = serializers.CharField()
    filename = serializers.CharField()


class DrawnBaseSettingSerializer(DrawnBaseSerializer):
    """A base as it was used."""

    fingerprint = serializers.CharField()


class GenerationSettingsSerializer(serializers.Serializer[Any]):
    """All that decides the bits of a picture, beside its words and seed."""

    template = serializers.CharField(help_text="The prompt as it was asked for.")
    style = serializers.CharField()  # type: ignore[assignment]  # a field of that name, not how a field is drawn
    base = DrawnBaseSettingSerializer()
    loras = LoraSettingSerializer(many=True)
    steps = serializers.IntegerField()
    guidance = serializers.FloatField()
    scheduler = serializers.CharField()
    clip_skip = serializers.IntegerField()
    engine = serializers.CharField()
    device = serializers.CharField()
    libraries = serializers.DictField(child=serializers.CharField())


class GenerationSerializer(serializers.Serializer[Any]):
    """One picture from words."""

    id = serializers.UUIDField()
    run = serializers.UUIDField()
    index = serializers.IntegerField()
    subject = serializers.UUIDField(allow_null=True)
    url = serializers.CharField()
    filename = serializers.CharField()
    picture = PictureSerializer(allow_null=True)
    enhanced = PictureSerializer(allow_null=True)
    prompt = serializers.CharField()
    negative = serializers.CharField()
    seed = serializers.IntegerField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    settings = GenerationSettingsSerializer()
    favourite = serializers.BooleanField()
    decision = serializers.ChoiceField(choices=Decision.choices)
    tags = serializers.ListField(child=serializers.CharField())
    seconds = serializers.FloatField()
    cost = serializers.IntegerField()
    created_at = serializers.DateTimeField()

    def to_representation(self, instance: Any) -> Any:
        """The selector has made the answer already: a long list is not walked field by field."""
        return instance


class GenerationFilterSerializer(serializers.Serializer[Any]):
    """What narrows the list."""

    subject = serializers.UUIDField(required=False)
    run = serializers.UUIDField(required=False)
    lora = serializers.UUIDField(required=False, help_text="A trained version.")
    favourite = serializers.BooleanField(required=False, allow_null=True, default=None)
    decision = serializers.ChoiceField(required=False, choices=Decision.choices)
    tag = serializers.ListField(child=serializers.CharField(max_length=40), required=False, help_text="All of these.")
    q = serializers.CharField(required=False, max_length=200, help_text="Words in the prompt.")


class CountedTagSerializer(serializers.Serializer[Any]):
    """A tag and how many pictures have it."""

    name = serializers.CharField()
    count = serializers.IntegerField()


class CountedVersionSerializer(serializers.Serializer[Any]):
    """A trained version and how many pictures it took part in."""

    version = serializers.UUIDField()
    number = serializers.IntegerField()
    count = serializers.IntegerField()


class GenerationCountsSerializer(serializers.Serializer[Any]):
    """How many pictures there are of each kind, for the filters."""

    found = serializers.IntegerField(help_text="With every filter.")
    all = serializers.IntegerField(help_text="Without the filters of decision and favourite; so are those below.")
    kept = serializers.IntegerField()
    rejected = serializers.IntegerField()
    favourites = serializers.IntegerField()
    tags = CountedTagSerializer(many=True)
    versions = CountedVersionSerializer(many=True)


class DevelopingFrameSerializer(serializers.Serializer[Any]):
    """A picture that is not made yet."""

    index = serializers.IntegerField()
    state = serializers.ChoiceField(choices=DEVELOPING)
    prompt = serializers.CharField()
    seed = serializers.IntegerField()
    error = ProblemSerializer(allow_null=True)


class DevelopingSerializer(serializers.Serializer[Any]):
    """A live run with its frames that are still empty."""

    run = serializers.UUIDField()
    title = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    frames = DevelopingFrameSerializer(many=True)


class GenerationDecisionSerializer(serializers.Serializer[Any]):
    """What somebody thinks of a picture; what is left out stays as it is."""

    favourite = serializers.BooleanField(required=False)
    decision = serializers.ChoiceField(required=False, choices=Decision.choices)
    tags = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, max_length=20, help_text="All of its tags."
    )


class GenerationBulkSerializer(serializers.Serializer[Any]):
    """One thing to do to many pictures."""

    ids = serializers.ListField(child=serializers.UUIDField(), max_length=1000)
    action = serializers.ChoiceField(choices=ACTIONS)
    tag = serializers.CharField(required=False, max_length=40)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A tag is needed where one is put on or taken off."""
        if attrs["action"] in ("tag", "untag") and not attrs.get("tag", "").strip():
            raise serializers.ValidationError({"tag": "Say which tag."})
        return attrs


class GenerationWasSerializer(serializers.Serializer[Any]):
    """What a picture was before it was changed."""

    id = serializers.UUIDField()
    favourite = serializers.BooleanField()
    decision = serializers.ChoiceField(choices=Decision.choices)
    tagged = serializers.BooleanField(help_text="Whether it had the tag of the request.")


class GenerationBulkAnswerSerializer(serializers.Serializer[Any]):
    """What each was before, so that it can be undone."""

    results = GenerationWasSerializer(many=True)


class GenerationIdsSerializer(serializers.Serializer[Any]):
    """Some pictures."""

    ids = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=200)


class GenerationArchiveSerializer(serializers.Serializer[Any]):
    """Which pictures of the list go into the zip."""

    ids = serializers.CharField(required=False, allow_blank=True, help_text="Only these, with commas between them.")

    def validate_ids(self, text: str) -> list[UUID] | None:
        """The ids, or None for the whole list."""
        try:
            return [UUID(part) for part in text.split(",") if part] or None
        except ValueError as problem:
            raise serializers.ValidationError("These are no ids of pictures.") from problem


class ToDatasetSerializer(GenerationIdsSerializer):
    """Some pictures and where they go."""

    dataset = serializers.UUIDField()


class NotSentSerializer(serializers.Serializer[Any]):
    """A picture that was not taken."""

    origin = serializers.CharField()
    name = serializers.CharField()
    why = serializers.CharField()


class SentSerializer(serializers.Serializer[Any]):
    """What became of the pictures."""

    taken = serializers.IntegerField()
    left_out = NotSentSerializer(many=True)


class PromptPresetChangeSerializer(serializers.Serializer[Any]):
    """Another name or other words."""

    name = serializers.CharField(max_length=60, required=False)
    prompt = serializers.CharField(max_length=2000, required=False)
    negative = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class NewPromptPresetSerializer(serializers.Serializer[Any]):
    """Words to keep."""

    kind = serializers.ChoiceField(choices=PresetKind.choices)
    name = serializers.CharField(max_length=60)
    prompt = serializers.CharField(max_length=2000)
    negative = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class PromptPresetSerializer(NewPromptPresetSerializer):
    """Words that are kept."""

    id = serializers.CharField()
    builtin = serializers.BooleanField(help_text="It comes with the studio and cannot be changed.")
