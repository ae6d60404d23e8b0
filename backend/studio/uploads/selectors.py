"""Reads uploads and hand-offs: which parts are there, what is open, and whether rows and files agree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from studio.accounts.models import Workspace
from studio.uploads.errors import UploadNotFound
from studio.uploads.models import HandOff, Upload, UploadStatus

ABANDONED = timedelta(hours=24)
"""Untouched for so long, an upload is given up."""
OPEN = (UploadStatus.OPEN, UploadStatus.UNPACKING)


def get(workspace: Workspace, upload_id: UUID, hand_off: HandOff | None = None) -> Upload:
    """The upload; a phone sees its own only. Raises UploadNotFound (404) for another workspace's as for none."""
    rows = Upload.objects.select_related("subject__workspace", "by", "hand_off").filter(workspace=workspace)
    if hand_off is not None:
        rows = rows.filter(hand_off=hand_off)
    found = rows.filter(id=upload_id).first()
    if found is None:
        raise UploadNotFound(
            "There is no such upload. It was given up, or nothing came for 24 hours. Nothing was charged; send it anew."
        )
    return found


def open_like(
    workspace: Workspace, *, subject_id: UUID, to: str, sha256: str, size: int, hand_off: HandOff | None
) -> Upload | None:
    """The open upload of the very same file to the same place, to go on with."""
    rows = Upload.objects.select_related("subject__workspace", "by", "hand_off").filter(
        workspace=workspace, subject_id=subject_id, to=to, sha256=sha256, size=size, hand_off=hand_off, status__in=OPEN
    )
    return rows.order_by("created_at").first()


def open_sums(workspace: Workspace) -> tuple[int, int]:
    """How many uploads are open, and how many bytes they announced."""
    sums = Upload.objects.filter(workspace=workspace, status__in=OPEN).aggregate(files=Count("id"), bytes=Sum("size"))
    return sums["files"], sums["bytes"] or 0


def parts_of(upload: Upload) -> int:
    """How many parts there are of the file."""
    return -(-upload.size // upload.part_size)


def size_of(upload: Upload, number: int) -> int:
    """Bytes of a part, counted from 1; 0 for a number there is not."""
    if not 1 <= number <= parts_of(upload):
        return 0
    return min(upload.part_size, upload.size - (number - 1) * upload.part_size)


def received(upload: Upload) -> list[int]:
    """The numbers of the parts that are there, in order."""
    return list(upload.parts.order_by("number").values_list("number", flat=True))


def missing(upload: Upload, there: Iterable[int]) -> list[int]:
    """The numbers of the parts that are not."""
    return sorted(set(range(1, parts_of(upload) + 1)).difference(there))


def token_hash(token: str) -> str:
    """What of a token is stored. It is 256 random bits, so a plain hash cannot be guessed backwards."""
    return hashlib.sha256(token.encode()).hexdigest()


def hand_off_of(token: str) -> HandOff | None:
    """The hand-off of a token while it is good, or None."""
    rows = HandOff.objects.select_related("workspace", "subject__workspace", "created_by")
    live = rows.filter(revoked_at=None, expires_at__gt=timezone.now())
    return live.filter(token_sha256=token_hash(token)).first()


def hand_off(workspace: Workspace, hand_off_id: UUID) -> HandOff:
    """The hand-off of a workspace. Raises UploadNotFound (404)."""
    found = HandOff.objects.filter(workspace=workspace, id=hand_off_id).first()
    if found is None:
        raise UploadNotFound("There is no such code in this workspace. Make a new one.")
    return found


def abandoned() -> QuerySet[Upload]:
    """Uploads of which nothing was heard for a day, finished ones too: their answers were heard long ago."""
    return Upload.objects.filter(touched_at__lt=timezone.now() - ABANDONED)


def over(minutes: int = 60 * 24) -> QuerySet[HandOff]:
    """Hand-offs that ended a day ago."""
    cutoff = timezone.now() - timedelta(minutes=minutes)
    return HandOff.objects.filter(Q(expires_at__lt=cutoff) | Q(revoked_at__lt=cutoff))


def reach(seen_as: str, token: str) -> dict[str, object]:
    """The address a phone opens and whether a phone can reach it.

    It is built from STUDIO_PUBLIC_URL, or from the address under which the computer asked (``seen_as``).
    """
    base = str(settings.ENV.studio_public_url or seen_as).rstrip("/")
    host = (urlsplit(base).hostname or "").lower()
    try:
        is_here = ip_address(host).is_loopback
    except ValueError:
        is_here = host == "localhost" or host.endswith(".localhost")
    return {"url": f"{base}/hand-off/{token}", "reachable": not is_here}
