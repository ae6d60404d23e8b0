"""Shapes of LoRAs in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from imaging.training.recipe import Goal
from studio.assets.serializers import PictureSerializer
from studio.loras.models import Kind
from studio.runs.models import RunStatus
from studio.runs.serializers import RunSerializer

GOALS = [goal.value for goal in Goal]
LEVELS = ("ok", "warn", "refuse")


class BaseSerializer(serializers.Serializer[Any]):
    """A base on this machine."""

    key = serializers.CharField(help_text="`pocket`, or the name of its folder or file among the operator's bases.")
    label = serializers.CharField()  # type: ignore[assignment]  # DRF keeps a field's own label there
    family = serializers.CharField(help_text="Empty where no training knows its kind.")
    architecture = serializers.CharField()
    resolution = serializers.IntegerField(help_text="Pixels of a side that it was made for; 0 where it does not say.")
    licence = serializers.CharField()
    where = serializers.ChoiceField(choices=["embedded", "folder", "file"])
    ready = serializers.BooleanField()
    why_not = serializers.CharField(help_text="Why it cannot be used, and what to do; empty when it can.")
    size = serializers.IntegerField(help_text="Bytes of its weights.")


class BasesSerializer(serializers.Serializer[Any]):
    """All bases, those that are ready first."""

    results = BaseSerializer(many=True)


class PresetSerializer(serializers.Serializer[Any]):
    """Where a goal begins on a base."""

    key = serializers.ChoiceField(choices=GOALS)
    label = serializers.CharField()  # type: ignore[assignment]  # DRF keeps a field's own label there
    about = serializers.CharField()
    options = serializers.DictField()


class GroupSerializer(serializers.Serializer[Any]):
    """Options of the expert panel that belong together."""

    title = serializers.CharField()
    options = serializers.ListField(child=serializers.CharField())


class PresetsSerializer(serializers.Serializer[Any]):
    """All that the form of a training is drawn from."""

    base = BaseSerializer(allow_null=True)
    preset = serializers.ChoiceField(choices=GOALS, help_text="The one to begin with.")
    presets = PresetSerializer(many=True)
    schema = serializers.DictField(help_text="JSON schema of the options.")
    basic = serializers.ListField(child=serializers.CharField(), help_text="Options asked before the expert panel.")
    groups = GroupSerializer(many=True)


class BaseReferenceSerializer(serializers.Serializer[Any]):
    """Enough of a base to name it."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF keeps a field's own label there


class UsedBaseSerializer(BaseReferenceSerializer):
    """A base as it was when the version was made."""

    family = serializers.CharField()
    resolution = serializers.IntegerField()
    licence = serializers.CharField()
    fingerprint = serializers.CharField()
    here = serializers.BooleanField(help_text="Whether this machine has it, unchanged.")


class UsedDatasetSerializer(serializers.Serializer[Any]):
    """The frozen dataset that a version learned from."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    version = serializers.IntegerField()


class BestSaveSerializer(serializers.Serializer[Any]):
    """The save to use."""

    id = serializers.UUIDField()
    step = serializers.IntegerField()
    likeness = serializers.FloatField(allow_null=True)
    reason = serializers.CharField()
    picture = PictureSerializer(allow_null=True)


class VersionCardSerializer(serializers.Serializer[Any]):
    """A version of a LoRA in a list."""

    id = serializers.UUIDField()
    number = serializers.IntegerField(help_text="Among those of the model.")
    title = serializers.CharField()
    name = serializers.CharField()
    trigger = serializers.CharField()
    subject = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    status = serializers.ChoiceField(choices=RunStatus.choices)
    progress = serializers.FloatField()
    run = serializers.UUIDField(allow_null=True)
    base = BaseReferenceSerializer()
    dataset = UsedDatasetSerializer(allow_null=True)
    steps = serializers.IntegerField()
    save_count = serializers.IntegerField()
    last_step = serializers.IntegerField()
    best = BestSaveSerializer(allow_null=True)
    picked = serializers.BooleanField(help_text="Whether somebody picked the best save.")
    created_at = serializers.DateTimeField()


class PromptSerializer(serializers.Serializer[Any]):
    """A row of samples."""

    prompt = serializers.CharField()
    seed = serializers.IntegerField()


class FilesSerializer(serializers.Serializer[Any]):
    """Addresses of a save's files."""

    diffusers = serializers.CharField()
    kohya = serializers.CharField()


class SizesSerializer(serializers.Serializer[Any]):
    """Bytes of a save's files."""

    diffusers = serializers.IntegerField()
    kohya = serializers.IntegerField()


class SaveSerializer(serializers.Serializer[Any]):
    """A training as it stood after a step."""

    id = serializers.UUIDField()
    step = serializers.IntegerField()
    loss = serializers.FloatField(allow_null=True)
    likeness = serializers.FloatField(allow_null=True, help_text="0..1, 1 is the same.")
    overfit = serializers.FloatField(allow_null=True, help_text="0..1; above the version's limit it copies.")
    recommended = serializers.BooleanField()
    reason = serializers.CharField()
    winner = serializers.BooleanField()
    samples = serializers.ListField(child=serializers.CharField(), help_text="Addresses, in the order of the prompts.")
    pictures = PictureSerializer(many=True)
    files = FilesSerializer()
    sizes = SizesSerializer()
    filename = serializers.CharField()
    asked = serializers.BooleanField(help_text="Somebody asked for it meanwhile.")
    created_at = serializers.DateTimeField()


class SampleSerializer(serializers.Serializer[Any]):
    """One sample, or why it is not shown."""

    index = serializers.IntegerField(help_text="Of its prompt.")
    picture = PictureSerializer(allow_null=True)
    why = serializers.CharField()


class StripSerializer(serializers.Serializer[Any]):
    """The samples of a step."""

    step = serializers.IntegerField()
    pictures = SampleSerializer(many=True)


class ContinuesSerializer(serializers.Serializer[Any]):
    """The save that a version began from."""

    version = serializers.UUIDField()
    number = serializers.IntegerField()
    step = serializers.IntegerField()


class TrainerSerializer(serializers.Serializer[Any]):
    """What a version was trained with."""

    version = serializers.CharField()
    libraries = serializers.DictField(child=serializers.CharField())


class VersionSerializer(VersionCardSerializer):
    """A version of a LoRA with all that is known of it."""

    base = UsedBaseSerializer()
    recipe = serializers.DictField()
    preset = serializers.CharField()
    notes = serializers.CharField()
    prompts = PromptSerializer(many=True)
    saves = SaveSerializer(many=True)
    samples = StripSerializer(many=True)
    losses = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField()), help_text="Step, loss and learning rate."
    )
    price = serializers.IntegerField()
    captured = serializers.IntegerField()
    released = serializers.IntegerField()
    seconds_per_step = serializers.FloatField(allow_null=True)
    continues = ContinuesSerializer(allow_null=True)
    trainer = TrainerSerializer()
    winner = serializers.UUIDField(allow_null=True)
    error_code = serializers.CharField()
    error_detail = serializers.CharField()
    likeness_of = serializers.ChoiceField(choices=["", "identity", "features"])
    overfit_limit = serializers.FloatField()
    finished_at = serializers.DateTimeField(allow_null=True)


class VersionFilterSerializer(serializers.Serializer[Any]):
    """Which versions a list shows."""

    subject = serializers.CharField(required=False, max_length=60, help_text="A model's id or short name.")
    number = serializers.IntegerField(required=False, min_value=1)
    base = serializers.CharField(required=False, max_length=200)
    run = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(choices=RunStatus.choices, required=False)


class ChangeSerializer(serializers.Serializer[Any]):
    """What may be changed of a version: how it is called and judged, never what it was made of."""

    name = serializers.CharField(required=False, max_length=80)
    notes = serializers.CharField(required=False, max_length=10_000, allow_blank=True)
    winner = serializers.UUIDField(required=False, allow_null=True)


class ImportSerializer(serializers.Serializer[Any]):
    """A LoRA that somebody brings."""

    subject = serializers.UUIDField()
    base = serializers.CharField(max_length=200)
    file = serializers.FileField()
    name = serializers.CharField(required=False, max_length=80)
    trigger = serializers.CharField(required=False, max_length=60)
    attestation = serializers.CharField(
        max_length=2000, help_text="That whoever it shows has agreed, in the importer's words."
    )


class TrainingRequestSerializer(serializers.Serializer[Any]):
    """What a training is asked with."""

    subject = serializers.UUIDField()
    dataset = serializers.UUIDField()
    base = serializers.CharField(max_length=200)
    preset = serializers.ChoiceField(choices=GOALS, default=Goal.LIKENESS.value)
    options = serializers.DictField(required=False, help_text="Those that differ from the preset.")
    name = serializers.CharField(required=False, max_length=80)
    from_save = serializers.UUIDField(required=False, allow_null=True, help_text="A save to begin from.")


class FindingSerializer(serializers.Serializer[Any]):
    """Something that the pre-flight found."""

    level = serializers.ChoiceField(choices=LEVELS)
    code = serializers.CharField()
    sentence = serializers.CharField()
    option = serializers.CharField(help_text="The option that it is about; empty for none.")


class PricedSaveSerializer(serializers.Serializer[Any]):
    """A save to come."""

    step = serializers.IntegerField()
    price = serializers.IntegerField()


class PlannedDatasetSerializer(serializers.Serializer[Any]):
    """What would be learned from."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    pictures = serializers.IntegerField()


class TrainingEstimateSerializer(serializers.Serializer[Any]):
    """The pre-flight: what a training would take, cost and meet."""

    startable = serializers.BooleanField()
    findings = FindingSerializer(many=True)
    recipe = serializers.DictField()
    dataset = PlannedDatasetSerializer()
    base = BaseSerializer(allow_null=True)
    steps = serializers.IntegerField()
    saves = PricedSaveSerializer(many=True)
    samples = serializers.IntegerField(help_text="Pictures drawn on the way.")
    seconds = serializers.FloatField()
    sampling_seconds = serializers.FloatField(help_text="Of the seconds.")
    seconds_from = serializers.ChoiceField(choices=["measured", "estimated"])
    vram_gb = serializers.FloatField()
    file_size = serializers.IntegerField(help_text="Bytes of a save in one layout.")
    price = serializers.IntegerField()
    balance = serializers.IntegerField()
    balance_after = serializers.IntegerField()


class TrainingStartedSerializer(RunSerializer):
    """The run of a training, and the version that it makes."""

    version = serializers.UUIDField()
    number = serializers.IntegerField()


class ContinueSerializer(serializers.Serializer[Any]):
    """How to go on from a save."""

    steps = serializers.IntegerField(min_value=1, max_value=50_000, help_text="More of them.")
    from_save = serializers.UUIDField(required=False, allow_null=True, help_text="The last one by default.")
