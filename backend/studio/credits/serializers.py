"""How credits look in JSON."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from imaging.engines import CATALOGUE
from studio.accounts.models import Workspace
from studio.accounts.serializers import moment
from studio.credits.models import LedgerEntry, Movement, Price


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

    def to_representation(self, instance: LedgerEntry) -> dict[str, Any]:
        """The fields above, written out: a ledger has many rows, and walking each field by field took longest."""
        return {
            "id": str(instance.id),
            "kind": instance.kind,
            "amount": instance.amount,
            "held": instance.held,
            "reference": instance.reference,
            "run": str(instance.run) if instance.run else None,
            "note": instance.note,
            "created_at": moment(instance.created_at),
        }


class LedgerFilterSerializer(serializers.Serializer[Any]):
    """Which part of the ledger."""

    kind = serializers.CharField(required=False, help_text="Kinds of movement, separated by commas.")
    run = serializers.UUIDField(required=False)
    since = serializers.DateField(required=False, help_text="The first day, UTC.")
    until = serializers.DateField(required=False, help_text="The last day, UTC.")

    def validate_kind(self, words: str) -> list[str]:
        """Known kinds only, so that a mistake does not look like an empty ledger."""
        kinds = [word.strip() for word in words.split(",") if word.strip()]
        unknown = sorted(set(kinds) - set(Movement.values))
        if unknown:
            raise serializers.ValidationError(f"{', '.join(unknown)} is no kind of movement.")
        return kinds

    def validate(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """As `selectors.entries` wants it."""
        since, until = wanted.pop("since", None), wanted.pop("until", None)
        return {
            "kinds": wanted.pop("kind", []),
            "since": since and datetime.combine(since, time(), UTC),
            "until": until and datetime.combine(until + timedelta(days=1), time(), UTC),
            **wanted,
        }


class MonthSerializer(serializers.Serializer[Any]):
    """What moved in a month of UTC."""

    month = serializers.DateField(read_only=True, help_text="Its first day.")
    charged = serializers.IntegerField(read_only=True)
    given_back = serializers.IntegerField(read_only=True)
    added = serializers.IntegerField(read_only=True)


class FundsSerializer(serializers.ModelSerializer[Workspace]):
    """A workspace with its sums, as an operator sees it."""

    balance = serializers.IntegerField(read_only=True)
    held = serializers.IntegerField(read_only=True)
    members = serializers.IntegerField(read_only=True)

    class Meta:
        model = Workspace
        fields = ("id", "name", "slug", "is_demo", "members", "balance", "held", "created_at")
        read_only_fields = fields


class GrantSerializer(serializers.Serializer[Any]):
    """Credits to give."""

    workspace = serializers.UUIDField()
    credits = serializers.IntegerField(min_value=1, max_value=100_000_000)
    note = serializers.CharField(max_length=200, help_text="Why; the workspace sees it in its ledger.")
    key = serializers.CharField(max_length=80, help_text="Your own name for this grant: sent again it changes nothing.")


class PriceSerializer(serializers.ModelSerializer[Price]):
    """What one picture costs on an engine, from a moment on."""

    has_begun = serializers.SerializerMethodField()

    class Meta:
        model = Price
        fields = ("id", "capability", "engine", "credits", "effective_from", "has_begun")
        read_only_fields = fields

    def get_has_begun(self, price: Price) -> bool:
        """Whether it counts, or counted once."""
        return price.effective_from <= timezone.now()


class NewPriceSerializer(serializers.Serializer[Any]):
    """A price to write into the book."""

    capability = serializers.CharField(max_length=40)
    engine = serializers.CharField(
        max_length=60, required=False, allow_blank=True, default="", help_text="Empty: any engine of the capability."
    )
    credits = serializers.IntegerField(min_value=0, max_value=1_000_000)
    effective_from = serializers.DateTimeField(required=False, help_text="Now, when left out; never in the past.")

    def validate(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """For something that exists, and not for yesterday: that would change what was said before a click."""
        able = [engine for engine in CATALOGUE if engine.does.key == wanted["capability"]]
        if not able:
            raise serializers.ValidationError({"capability": "There is no such capability."})
        if wanted["engine"] and wanted["engine"] not in {engine.key for engine in able}:
            raise serializers.ValidationError({"engine": "There is no such engine of this capability."})
        now = timezone.now()
        wanted.setdefault("effective_from", now)
        if wanted["effective_from"] < now - timedelta(minutes=1):
            raise serializers.ValidationError({"effective_from": "A price begins now or later."})
        return wanted
