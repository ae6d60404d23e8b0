"""A photo and its report as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.assets import selectors as assets
from studio.assets.serializers import PictureSerializer
from studio.photos import selectors
from studio.photos.models import PhotoStatus, Role
from studio.photos.selectors import AnyPhoto

VERDICTS = (("pass", "Good"), ("warn", "Look twice"), ("refuse", "Cannot be used"))


class CheckSerializer(serializers.Serializer[Any]):
    """One line of a report."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, not the label of one
    verdict = serializers.ChoiceField(choices=VERDICTS)
    value = serializers.FloatField(allow_null=True)
    unit = serializers.CharField(allow_blank=True)
    sentence = serializers.CharField()


class FaceSerializer(serializers.Serializer[Any]):
    """One face on a photo."""

    box = serializers.ListField(child=serializers.FloatField(), help_text="x0, y0, x1, y1, each 0..1.")
    height = serializers.FloatField(help_text="Pixels.")
    yaw = serializers.FloatField(help_text="Degrees.")
    chosen = serializers.BooleanField()


class ReportSerializer(serializers.Serializer[Any]):
    """What a photographer is told about a photo."""

    verdict = serializers.ChoiceField(choices=VERDICTS)
    sentence = serializers.CharField()
    measured = serializers.BooleanField(help_text="False: only screened, because consent is missing.")
    checks = CheckSerializer(many=True)
    faces = FaceSerializer(many=True)
    yaw = serializers.FloatField(allow_null=True)
    identity_distance = serializers.FloatField(allow_null=True)


class PhotoSerializer(serializers.Serializer[AnyPhoto]):
    """A source or target photo."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Role.choices)
    number = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, not the label of one
    filename = serializers.CharField(help_text="The name it is downloaded under.")
    name = serializers.CharField(help_text="The name it was uploaded under.")
    status = serializers.ChoiceField(choices=PhotoStatus.choices)
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    picture = PictureSerializer(allow_null=True, help_text="Null until the screen has let it through.")
    report = ReportSerializer(allow_null=True)
    created_at = serializers.DateTimeField()

    def to_representation(self, instance: AnyPhoto) -> dict[str, Any]:
        """The fields above; asset and subject were read along, so that no query is made here."""
        return {
            "id": str(instance.id),
            "role": str(instance.role),
            "number": instance.number,
            "label": selectors.label(instance),
            "filename": instance.asset.filename,
            "name": instance.name,
            "status": instance.status,
            "width": instance.asset.width,
            "height": instance.asset.height,
            "picture": assets.picture(instance.asset),
            "report": instance.report,
            "created_at": instance.created_at.isoformat().replace("+00:00", "Z"),
        }


class UploadSerializer(serializers.Serializer[Any]):
    """A photo on its way in."""

    file = serializers.FileField(allow_empty_file=True, help_text="JPEG, PNG, WebP or HEIC.")
    attestation = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=2000,
        help_text="Targets: your right to use the photo. Left out, a standard sentence with your address is recorded.",
    )


class ChosenFaceSerializer(serializers.Serializer[Any]):
    """Which face to use."""

    index = serializers.IntegerField(min_value=0, help_text="Index into the report's faces.")
