"""How credits look in JSON."""

from __future__ import annotations

from rest_framework import serializers

from studio.credits.models import LedgerEntry


class CreditsSerializer(serializers.Serializer[dict[str, int]]):
    """What is free to spend, and what is set aside for runs that are going."""

    balance = serializers.IntegerField(read_only=True)
    held = serializers.IntegerField(read_only=True)


class LedgerEntrySerializer(serializers.ModelSerializer[LedgerEntry]):
    """One movement: ``amount`` changes what is free, ``held`` changes what is set aside."""

    class Meta:
        model = LedgerEntry
        fields = ("id", "kind", "amount", "held", "reference", "run", "note", "created_at")
        read_only_fields = fields
