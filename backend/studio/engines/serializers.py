"""How an engine looks in JSON."""

from __future__ import annotations

from rest_framework import serializers

from studio.engines.selectors import Listed, Switch


class EngineSerializer(serializers.Serializer[Listed]):
    """One concrete way to do a capability."""

    key = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    does = serializers.CharField(read_only=True, help_text="The capability.")
    about = serializers.CharField(read_only=True)
    licence = serializers.CharField(read_only=True)
    runs_on = serializers.ChoiceField(choices=["cpu", "gpu", "remote"], read_only=True)
    vram_gb = serializers.FloatField(read_only=True)
    seconds = serializers.FloatField(read_only=True, help_text="About how long one picture of 1024 px takes here.")
    price = serializers.IntegerField(read_only=True, help_text="Credits for one picture.")
    missing = serializers.CharField(
        read_only=True, allow_null=True, help_text="Which file it lacks and where to put it; null: it can be used."
    )
    schema = serializers.DictField(read_only=True, help_text="JSON schema of the options; the form is drawn from it.")


class EngineSwitchSerializer(serializers.Serializer[Switch]):
    """An engine as an operator sees it."""

    key = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    does = serializers.CharField(read_only=True)
    does_label = serializers.CharField(read_only=True)
    licence = serializers.CharField(read_only=True)
    runs_on = serializers.ChoiceField(choices=["cpu", "gpu", "remote"], read_only=True)
    price = serializers.IntegerField(read_only=True)
    is_on = serializers.BooleanField(read_only=True)
    may_be_switched = serializers.BooleanField(read_only=True, help_text="False for what looks at every picture.")
    changed_by = serializers.CharField(read_only=True)
    changed_at = serializers.DateTimeField(read_only=True, allow_null=True)


class TurnSerializer(serializers.Serializer[dict[str, bool]]):
    """On or off."""

    is_on = serializers.BooleanField()
