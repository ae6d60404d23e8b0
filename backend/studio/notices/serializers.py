"""A notice as the API shows it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.accounts.serializers import moment
from studio.notices.models import Notice


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """One thing the member was told."""

    class Meta:
        model = Notice
        fields = ["id", "run", "news", "title", "detail", "created_at", "read_at"]

    def to_representation(self, instance: Notice) -> dict[str, Any]:
        """The fields above, written out: walking a long list field by field took longest."""
        return {
            "id": str(instance.id),
            "run": str(instance.run_id),
            "news": instance.news,
            "title": instance.title,
            "detail": instance.detail,
            "created_at": moment(instance.created_at),
            "read_at": moment(instance.read_at) if instance.read_at else None,
        }


class UnreadSerializer(serializers.Serializer[Any]):
    """How many notices were not read."""

    unread = serializers.IntegerField()


class ReadSerializer(serializers.Serializer[Any]):
    """Which notices were read."""

    notices = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=200, help_text="All of them when it is left out."
    )


class NoticePreferenceSerializer(serializers.Serializer[Any]):
    """How the user wants to be told."""

    in_page = serializers.BooleanField(required=False)
    by_email = serializers.BooleanField(required=False)
    can_email = serializers.BooleanField(read_only=True, help_text="Whether the operator has named a mail server.")
    email = serializers.EmailField(read_only=True)
