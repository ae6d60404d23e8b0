"""Answers that a selector has made already."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

TEMPLATE = 300
"""Signs of a caption rule."""
CAPTION = 2000
"""Signs of a caption."""
MOST_ITEMS = 5000
"""Pictures that one request may name."""


class ReadySerializer(serializers.Serializer[Any]):
    """What a selector has made is the answer already."""

    def to_representation(self, instance: Any) -> Any:
        """As it is."""
        return instance
