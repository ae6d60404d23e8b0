"""A demonstration as JSON."""

from __future__ import annotations

from rest_framework import serializers

from studio.demonstrations.models import Step


class DemonstrationSerializer(serializers.Serializer[None]):
    """Whether the whole way can be shown, for how much, and how far the last showing is."""

    possible = serializers.BooleanField(help_text="The drawn pictures and the embedded base are here.")
    price = serializers.IntegerField(help_text="Credits for training and pictures together.")
    minutes = serializers.IntegerField(help_text="About, on two cores.")
    step = serializers.ChoiceField(choices=Step.choices, allow_null=True, help_text="Null before the first showing.")
    model = serializers.SlugField(allow_null=True, help_text="Whose pages show it.")
    run = serializers.UUIDField(allow_null=True)
    detail = serializers.CharField(allow_blank=True)
