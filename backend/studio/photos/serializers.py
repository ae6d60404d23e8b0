"""A photo and its report as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.accounts.serializers import moment
from studio.assets import selectors as assets
from studio.assets.serializers import PictureSerializer
from studio.photos import selectors
from studio.photos.models import Decision, PhotoStatus, Role, TargetSet
from studio.photos.selectors import AnyPhoto
from studio.photos.services import BulkAction

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


class EditSerializer(serializers.Serializer[Any]):
    """How a photo is cropped and turned: first the crop, then the turn."""

    rotation = serializers.ChoiceField(choices=(0, 90, 180, 270), default=0, help_text="Degrees clockwise.")
    crop = serializers.ListField(
        child=serializers.FloatField(min_value=0, max_value=1),
        min_length=4,
        max_length=4,
        allow_null=True,
        default=None,
        help_text="x0, y0, x1, y1 in 0..1 of the upright original; null is all of it.",
    )

    def validate_crop(self, crop: list[float] | None) -> list[float] | None:
        """A box has its corners in order."""
        if crop is not None and not (crop[0] < crop[2] and crop[1] < crop[3]):
            raise serializers.ValidationError("The crop must go from the upper left to the lower right corner.")
        return crop


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
    original = PictureSerializer(allow_null=True, help_text="Before it was cropped or turned; null when it was not.")
    edit = EditSerializer()
    decision = serializers.ChoiceField(choices=Decision.choices)
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
            "original": assets.picture(instance.original),
            "edit": {"rotation": instance.rotation, "crop": instance.crop},
            "decision": instance.decision,
            "report": instance.report,
            "created_at": moment(instance.created_at),
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


class SamePersonSerializer(serializers.Serializer[Any]):
    """Whether all sources show one person."""

    verdict = serializers.ChoiceField(
        choices=(("same", "All show one"), ("odd", "Some look like someone else"), ("mixed", "No one is on most"))
    )
    measured = serializers.IntegerField(help_text="So many were compared; rejected ones are not.")
    odd = serializers.ListField(child=serializers.UUIDField())
    sentence = serializers.CharField()


class DeskSerializer(serializers.Serializer[Any]):
    """All photos of a role by id, in the order of their numbers; a photo may be in several lists."""

    order = serializers.ListField(child=serializers.UUIDField(), help_text="Every photo that is shown.")
    refused = serializers.ListField(child=serializers.UUIDField(), help_text="Quarantined: to be counted and deleted.")
    pending = serializers.ListField(child=serializers.UUIDField())
    warned = serializers.ListField(child=serializers.UUIDField())
    kept = serializers.ListField(child=serializers.UUIDField())
    rejected = serializers.ListField(child=serializers.UUIDField())
    stacks = serializers.ListField(
        child=serializers.ListField(child=serializers.UUIDField()), help_text="Copies of one photo, the best first."
    )
    same_person = SamePersonSerializer(allow_null=True)


class ShotSerializer(serializers.Serializer[Any]):
    """A photo that would help, and why."""

    key = serializers.CharField()
    title = serializers.CharField()
    reason = serializers.CharField()


class PhotoBulkSerializer(serializers.Serializer[Any]):
    """One thing to do with many photos."""

    action = serializers.ChoiceField(choices=[action.value for action in BulkAction])
    photos = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=2000)
    set = serializers.UUIDField(required=False, help_text="For add_to_set and remove_from_set.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A set must be named where one is meant."""
        if attrs["action"] in (BulkAction.ADD_TO_SET, BulkAction.REMOVE_FROM_SET) and "set" not in attrs:
            raise serializers.ValidationError({"set": "Name the set."})
        return attrs


class PhotoBulkAnswerSerializer(serializers.Serializer[Any]):
    """What became of one photo."""

    photo = serializers.UUIDField()
    done = serializers.BooleanField()
    before = serializers.ChoiceField(
        choices=Decision.choices, allow_null=True, help_text="The decision before, for an undo."
    )
    code = serializers.CharField(allow_null=True)
    detail = serializers.CharField(allow_null=True)


class PhotoBulkAnswersSerializer(serializers.Serializer[Any]):
    """An answer for every photo, in the order asked for."""

    answers = PhotoBulkAnswerSerializer(many=True)


class TargetSetSerializer(serializers.Serializer[TargetSet]):
    """A named set of targets."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    position = serializers.IntegerField()
    photos = serializers.ListField(child=serializers.UUIDField(), help_text="In the order of their numbers.")
    created_at = serializers.DateTimeField()

    def to_representation(self, instance: TargetSet) -> dict[str, Any]:
        """``shown`` was read along by the selector, so that no query is made here."""
        shown: list[Any] = instance.shown  # type: ignore[attr-defined]
        return {
            "id": str(instance.id),
            "name": instance.name,
            "position": instance.position,
            "photos": [str(photo.id) for photo in shown],
            "created_at": moment(instance.created_at),
        }


class NewSetSerializer(serializers.Serializer[Any]):
    """A set to make."""

    name = serializers.CharField(max_length=60)
    photos = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=2000)


class ChangedSetSerializer(serializers.Serializer[Any]):
    """What to change of a set."""

    name = serializers.CharField(max_length=60, required=False)
    position = serializers.IntegerField(min_value=0, required=False)
