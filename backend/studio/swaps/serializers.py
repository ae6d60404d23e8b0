"""Estimates, results and contact sheets as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.assets import selectors as assets
from studio.assets.serializers import PictureSerializer
from studio.photos.serializers import PhotoSerializer
from studio.runs.serializers import ProblemSerializer, RunSerializer
from studio.swaps.models import SwapResult
from studio.swaps.selectors import engines
from studio.swaps.selectors.planning import Pair
from studio.swaps.selectors.results import Frame, Sheet

FIT = (
    ("fits", "Fits"),
    ("soft", "May look soft"),
    ("impossible", "Left out: turned too differently"),
    ("unknown", "Not measured yet"),
)
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


class SwapResultSerializer(serializers.Serializer[SwapResult]):
    """One target after a swap."""

    id = serializers.UUIDField()
    run = serializers.UUIDField()
    index = serializers.IntegerField()
    source = serializers.UUIDField(allow_null=True)  # type: ignore[assignment]  # as in a Frame
    target = serializers.UUIDField(allow_null=True)
    swapped = PictureSerializer(allow_null=True)
    enhanced = PictureSerializer(allow_null=True)
    identity_before = serializers.FloatField(allow_null=True, help_text="Distance of target and source.")
    identity_after = serializers.FloatField(
        allow_null=True, help_text="Distance of result and source; < 0.5: same person."
    )
    scores = serializers.DictField(child=serializers.FloatField())
    seconds = serializers.FloatField()
    engine = serializers.CharField()
    engine_label = serializers.CharField()
    cost = serializers.IntegerField()
    warning = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()

    def to_representation(self, instance: SwapResult) -> dict[str, Any]:
        """The fields above; the files were read along, so that no query is made here."""
        return {
            "id": str(instance.id),
            "run": str(instance.run_id),
            "index": instance.index,
            "source": str(instance.source_id) if instance.source_id else None,
            "target": str(instance.target_id) if instance.target_id else None,
            "swapped": assets.picture(instance.swapped),
            "enhanced": assets.picture(instance.enhanced),
            "identity_before": instance.identity_before,
            "identity_after": instance.identity_after,
            "scores": instance.scores,
            "seconds": round(instance.seconds, 3),
            "engine": instance.engine,
            "engine_label": engines.label(instance.engine),
            "cost": instance.cost,
            "warning": instance.warning or None,
            "created_at": instance.created_at.isoformat().replace("+00:00", "Z"),
        }


class FrameSerializer(serializers.Serializer[Frame]):
    """One picture of the contact sheet."""

    index = serializers.IntegerField()
    source = serializers.UUIDField()  # type: ignore[assignment]  # a field of that name, not the source of one
    target = serializers.UUIDField()
    state = serializers.ChoiceField(choices=STATES)
    stage = serializers.CharField(allow_null=True)
    fraction = serializers.FloatField(help_text="0..1 of the stage at work.")
    error = ProblemSerializer(allow_null=True)
    result = SwapResultSerializer(allow_null=True)


class SheetSerializer(serializers.Serializer[Sheet]):
    """A swap as sources times targets."""

    run = RunSerializer()
    sources = PhotoSerializer(many=True)
    targets = PhotoSerializer(many=True)
    enhance = serializers.BooleanField(source="run.recipe.enhance")
    engines = serializers.DictField(child=ChosenEngineSerializer(), source="run.recipe.engines")
    frames = FrameSerializer(many=True)
