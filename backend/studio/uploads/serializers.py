"""Uploads and hand-offs as the API shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from studio.uploads import selectors
from studio.uploads.models import HandOff, Upload, UploadStatus
from studio.uploads.services import parts

OUTCOMES = (
    ("added", "It is new and was added"),
    ("known", "The very same content was there already"),
    ("duplicate", "The archive holds it twice; the first one counts"),
    ("refused", "It cannot be used; the detail says why"),
)
SHA256 = r"^[0-9a-f]{64}$"
MOST_KNOWN = 500


class OpenRequestSerializer(serializers.Serializer[Any]):
    """A file that is to be sent."""

    to = serializers.CharField(max_length=40, help_text="Where it goes: source-photos or target-photos.")
    subject = serializers.UUIDField()
    filename = serializers.CharField(max_length=255, help_text="For people to read; nothing is concluded from it.")
    size = serializers.IntegerField(min_value=1, max_value=2**53, help_text="Bytes.")
    sha256 = serializers.RegexField(SHA256, help_text="Of the file as it is, 64 small hexadecimal digits.")
    part_size = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31, help_text="A wish, kept within what the storage allows."
    )
    attestation = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=2000,
        help_text="Targets: your right to use the photo. Left out, a standard sentence with your address is recorded; "
        "a phone must say it.",
    )


class MissingPartSerializer(serializers.Serializer[Any]):
    """A part that is not there, and where to send it."""

    number = serializers.IntegerField(help_text="Counts from 1.")
    offset = serializers.IntegerField(help_text="Its first byte in the file.")
    size = serializers.IntegerField(help_text="Bytes.")
    method = serializers.CharField()
    url = serializers.CharField(help_text="Relative to the studio when it begins with a slash.")
    headers = serializers.DictField(child=serializers.CharField())


class EntrySerializer(serializers.Serializer[Any]):
    """What became of one file: the upload itself, or one of an archive."""

    name = serializers.CharField()
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    made = serializers.CharField(allow_null=True, help_text="Id of the photo that there is now.")
    shown = serializers.DictField(
        allow_null=True, help_text="What its address answers, in the uploads of a single file; a phone is not shown it."
    )
    code = serializers.CharField(allow_blank=True, help_text="Of the refusal.")
    detail = serializers.CharField(allow_blank=True)


class UploadSerializer(serializers.Serializer[Any]):
    """A file on its way in."""

    id = serializers.UUIDField()
    to = serializers.CharField()
    subject = serializers.UUIDField()
    filename = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    status = serializers.ChoiceField(choices=UploadStatus.choices)
    part_size = serializers.IntegerField(help_text="Bytes of every part but the last.")
    received = serializers.ListField(child=serializers.IntegerField(), help_text="Numbers of the parts that are there.")
    parts = MissingPartSerializer(many=True, help_text="Those that are not.")
    entries = EntrySerializer(many=True)
    left = serializers.IntegerField(help_text="Entries of an archive that are still to be looked at.")
    expires_at = serializers.DateTimeField(help_text="When it is given up unless something comes.")


class KnownPhotoSerializer(serializers.Serializer[Any]):
    """What there is already."""

    id = serializers.CharField()
    shown = serializers.DictField(allow_null=True)


class OpenedSerializer(serializers.Serializer[Any]):
    """An upload to go on with, or what is known already; one of the two is null."""

    upload = UploadSerializer(allow_null=True)
    known = KnownPhotoSerializer(allow_null=True)


class KnownRequestSerializer(serializers.Serializer[Any]):
    """Files of which somebody wants to know whether they are there."""

    to = serializers.CharField(max_length=40)
    subject = serializers.UUIDField()
    sha256 = serializers.ListField(child=serializers.RegexField(SHA256), max_length=MOST_KNOWN, allow_empty=True)


class KnownFileSerializer(serializers.Serializer[Any]):
    """A file that is there."""

    sha256 = serializers.CharField()
    id = serializers.CharField()


class KnownAnswerSerializer(serializers.Serializer[Any]):
    """Those that are."""

    known = KnownFileSerializer(many=True)


class HandOffRequestSerializer(serializers.Serializer[Any]):
    """Where a phone may send photos."""

    to = serializers.CharField(max_length=40)
    subject = serializers.UUIDField()


class HandOffSerializer(serializers.Serializer[Any]):
    """A phone's right to send."""

    id = serializers.UUIDField()
    expires_at = serializers.DateTimeField()
    revoked = serializers.BooleanField()
    opened = serializers.BooleanField(help_text="A phone has opened its page.")
    landed = serializers.IntegerField(help_text="New photos it has brought.")


class ShownHandOffSerializer(HandOffSerializer):
    """A fresh one, with its token, which is shown once."""

    token = serializers.CharField()
    url = serializers.CharField(help_text="What the phone opens; the QR code holds it.")
    reachable = serializers.BooleanField(help_text="False: the address means this very computer, to a phone too.")


class PhoneSerializer(HandOffSerializer):
    """What a phone is told."""

    subject = serializers.UUIDField()
    name = serializers.CharField(help_text="Of the model.")
    to = serializers.CharField()


def upload_dict(upload: Upload, shown: Mapping[str, Any]) -> dict[str, Any]:
    """An Upload as above; one query for its parts while it is open."""
    is_open = upload.status == UploadStatus.OPEN
    there = selectors.received(upload) if is_open else []
    missing = selectors.missing(upload, there) if is_open else []
    return {
        "id": upload.id,
        "to": upload.to,
        "subject": upload.subject_id,
        "filename": upload.filename,
        "size": upload.size,
        "sha256": upload.sha256,
        "status": upload.status,
        "part_size": upload.part_size,
        "received": there,
        "parts": [_part_dict(upload, number) for number in missing],
        "entries": [
            {
                **{name: entry[name] for name in ("name", "outcome", "made", "code", "detail")},
                "shown": shown.get(entry["made"]),
            }
            for entry in upload.entries
        ],
        "left": upload.left,
        "expires_at": upload.touched_at + selectors.ABANDONED,
    }


def _part_dict(upload: Upload, number: int) -> dict[str, Any]:
    to = parts.address(upload, number)
    size = selectors.size_of(upload, number)
    return {
        "number": number,
        "offset": (number - 1) * upload.part_size,
        "size": size,
        "method": to.method,
        "url": to.url,
        "headers": to.headers,
    }


def hand_off_dict(made: HandOff) -> dict[str, Any]:
    """A HandOff as above, without a query."""
    return {
        "id": made.id,
        "expires_at": made.expires_at,
        "revoked": made.revoked_at is not None,
        "opened": made.opened_at is not None,
        "landed": made.landed,
    }
