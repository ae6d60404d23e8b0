"""A Picture as the API shows it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.assets import selectors
from studio.assets.models import Asset


class ThumbnailsSerializer(serializers.Serializer[Any]):
    """Addresses of the webp thumbnails by longest side in pixels."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """One a size; their names are numbers, which a class body cannot say."""
        return {str(size): serializers.CharField(read_only=True) for size in selectors.THUMBNAILS}


class PictureSerializer(serializers.Serializer[Asset]):
    """A stored picture: where the file and its thumbnails are."""

    id = serializers.UUIDField(read_only=True)
    url = serializers.CharField(read_only=True, help_text="The full file.")
    width = serializers.IntegerField(read_only=True)
    height = serializers.IntegerField(read_only=True)
    filename = serializers.CharField(read_only=True)
    thumbnails = ThumbnailsSerializer(read_only=True)

    def to_representation(self, instance: Asset) -> Any:
        """None for a picture that is withheld."""
        return selectors.picture(instance)
