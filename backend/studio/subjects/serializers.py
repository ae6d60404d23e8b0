"""How subjects and consents look in JSON, and what may be written of them."""

from __future__ import annotations

import json
from typing import Any

from django.core.validators import RegexValidator
from django.urls import reverse
from rest_framework import serializers

from studio.subjects import selectors
from studio.subjects.models import Consent, Kind, Subject, Use

CONSENT_STATES = ("not_needed", "missing", "live", "revoked")


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    """A consent as it is shown."""

    uses = serializers.ListField(child=serializers.ChoiceField(choices=Use.choices), read_only=True)
    evidence = serializers.SerializerMethodField()

    class Meta:
        model = Consent
        fields = ("id", "uses", "level", "given_by", "statement", "evidence", "granted_at", "revoked_at")
        read_only_fields = fields

    def get_evidence(self, consent: Consent) -> str | None:
        """Where a member of the workspace downloads the evidence."""
        if consent.evidence_id is None:
            return None
        return reverse("asset", args=[consent.evidence_id])


class SubjectSerializer(serializers.ModelSerializer[Subject]):
    """A subject as it is shown."""

    consent_state = serializers.SerializerMethodField()
    consents = ConsentSerializer(many=True, read_only=True)
    settings = serializers.DictField(read_only=True)

    class Meta:
        model = Subject
        fields = (
            "id", "slug", "name", "kind", "trigger_word", "settings", "attestation", "consent_state", "consents",
            "created_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_consent_state(self, subject: Subject) -> selectors.ConsentState:
        """What the dashboard says of the consent."""
        return selectors.consent_state(subject)


def trigger_word_field() -> serializers.CharField:
    """A word that no language has and that fits into a prompt and a file name."""
    letters = RegexValidator(r"^[A-Za-z0-9_]+$", "Use letters, digits and underscores only.")
    return serializers.CharField(max_length=40, required=False, validators=[letters])


class NewSubjectSerializer(serializers.Serializer[dict[str, Any]]):
    """What a new subject is made from."""

    name = serializers.CharField(max_length=80)
    kind = serializers.ChoiceField(choices=Kind.choices)
    attestation = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default="", help_text="Needed for a synthetic subject."
    )
    trigger_word = trigger_word_field()


class SubjectChangesSerializer(serializers.Serializer[dict[str, Any]]):
    """What may change of a subject: never its kind, slug or attestation."""

    name = serializers.CharField(max_length=80, required=False)
    trigger_word = trigger_word_field()
    settings = serializers.DictField(required=False, help_text="Engines and options a new run starts with.")

    def validate_settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        """A page of settings at most, because they travel with every list."""
        try:
            written = json.dumps(settings, ensure_ascii=False).encode()
        except UnicodeEncodeError as problem:
            raise serializers.ValidationError("These settings hold characters that are none.") from problem
        if len(written) > 8000:
            raise serializers.ValidationError("These settings are too long. Keep them below 8000 bytes.")
        if rb"\u0000" in written:
            raise serializers.ValidationError("These settings hold a null character.")
        return settings


class UsesField(serializers.ListField):
    """``swap,train,generate`` in one string, or the word repeated."""

    child = serializers.CharField(max_length=200)

    def to_internal_value(self, data: Any) -> list[str]:
        """A list of words, whatever they are; the service says which exist."""
        words: list[str] = super().to_internal_value([data] if isinstance(data, str) else data)
        return [part for word in words for part in word.split(",")]


class NewConsentSerializer(serializers.Serializer[dict[str, Any]]):
    """What a consent is recorded from."""

    uses = UsesField(help_text="swap, train, generate: separated by commas, or repeated.")
    given_by = serializers.CharField(max_length=120)
    statement = serializers.CharField(max_length=10_000)
    evidence = serializers.FileField(
        required=False, allow_null=True, help_text="PDF, JPEG, PNG or WebP, at most 10 MB."
    )
