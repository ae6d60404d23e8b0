"""The one place that knows where parts lie: today a folder of this machine, tomorrow a bucket with presigned addresses.

Who moves parts elsewhere writes this module's functions anew and nothing else: a client is told, part by part, where
to PUT it and with which headers, and asks the studio afterwards which parts are there.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from studio.uploads.errors import AddressExpired, PartDamaged
from studio.uploads.models import Upload

ADDRESS_SECONDS = 3600
"""How long an address is good; asking for the upload again gives fresh ones."""
USUAL = 2 * 1024 * 1024
LARGE = 8 * 1024 * 1024
LARGE_FROM = 64 * 1024 * 1024
"""Bytes of a file from which its parts are large, so that there are not thousands of them."""
LEAST, MOST = 64 * 1024, LARGE
MOST_PARTS = 10_000
_CHUNK = 1 << 20
_SIGNER = TimestampSigner(salt="studio.uploads.part")


class Readable(Protocol):
    """What a request's body is."""

    def read(self, size: int = ..., /) -> bytes:
        """Up to ``size`` bytes, none at the end."""
        ...


@dataclass(frozen=True)
class Address:
    """Where a part goes. ``url`` may be relative to the studio's own address."""

    url: str
    method: str = "PUT"
    headers: dict[str, str] = field(default_factory=dict)


class NotTheFile(Exception):
    """The parts together have another SHA-256 than was announced, or one of them is gone."""


def size_for(size: int, wished: int | None = None) -> int:
    """Bytes of each part of a file of ``size`` bytes; what a client wishes counts within bounds."""
    usual = USUAL if size < LARGE_FROM else LARGE
    least = max(LEAST, -(-size // MOST_PARTS))
    return max(least, min(wished or usual, MOST))


def address(upload: Upload, number: int) -> Address:
    """Where part ``number`` of an upload is to be sent, good for an hour and for nothing else."""
    signature = _SIGNER.sign(f"{upload.id}/{number}").split(":", 1)[1]
    path = reverse("upload-part", args=[upload.id, number])
    return Address(f"{path}?signature={signature}", headers={"Content-Type": "application/octet-stream"})


def require_given(upload: UUID, number: int, signature: str) -> None:
    """Raise AddressExpired unless ``address`` gave this one within the last hour."""
    try:
        _SIGNER.unsign(f"{upload}/{number}:{signature}", max_age=ADDRESS_SECONDS)
    except BadSignature as problem:
        raise AddressExpired(
            "This address was not given out for this part, or more than an hour ago. Nothing was kept; ask for the "
            "upload again and send the part to the address it gives."
        ) from problem


def keep(upload: UUID, number: int, content: Readable, *, size: int, digest: str = "") -> None:
    """Keep a part whole or not at all. ``digest``: an RFC 9530 Content-Digest of sha-256, checked when given.

    Raises PartDamaged when it has not ``size`` bytes or another digest. The same part again takes the place of the
    first.
    """
    folder = _folder(upload)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    hashed = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, prefix="coming-", delete=False) as sink:
        coming = Path(sink.name)
        try:
            arrived = 0
            while arrived <= size and (chunk := content.read(_CHUNK)):
                sink.write(chunk)
                hashed.update(chunk)
                arrived += len(chunk)
            _require_whole(number, arrived, size, hashed.digest(), digest)
            sink.flush()
            coming.replace(folder / str(number))
        except BaseException:
            coming.unlink(missing_ok=True)
            raise


def _require_whole(number: int, arrived: int, size: int, found: bytes, digest: str) -> None:
    if arrived != size:
        raise PartDamaged(
            f"Part {number} has {size} bytes and {arrived} came. It was not kept; send it again.",
            expected=size,
            received=arrived,
        )
    said = f"sha-256=:{base64.b64encode(found).decode()}:"
    if digest and digest.strip() != said:
        raise PartDamaged(f"Part {number} is not what its digest says. It was not kept; send it again.", received=said)


def whole(upload: Upload, parts: int) -> Path:
    """The file put together and proved by its SHA-256; the parts are gone then. Raises NotTheFile."""
    folder = _folder(upload.id)
    done = folder / "whole"
    if done.exists():
        return done
    hashed = hashlib.sha256()
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix="coming-", delete=False) as sink:
            for number in range(1, parts + 1):
                with (folder / str(number)).open("rb") as part:
                    while chunk := part.read(_CHUNK):
                        sink.write(chunk)
                        hashed.update(chunk)
    except FileNotFoundError as problem:
        raise NotTheFile from problem
    if hashed.hexdigest() != upload.sha256:
        raise NotTheFile
    Path(sink.name).replace(done)
    for number in range(1, parts + 1):
        (folder / str(number)).unlink(missing_ok=True)
    return done


def forget(upload: UUID) -> None:
    """Remove all that there is of an upload."""
    shutil.rmtree(_folder(upload), ignore_errors=True)


def kept(*, older_than: float = 0) -> Iterator[UUID]:
    """The uploads of which something lies here, untouched for so many seconds."""
    root = Path(settings.PARTS)
    for folder in root.iterdir() if root.is_dir() else ():
        try:
            if time.time() - folder.stat().st_mtime >= older_than:
                yield UUID(folder.name)
        except (ValueError, FileNotFoundError):
            continue


def is_kept(upload: UUID, number: int) -> bool:
    """Whether the part, or the whole file, lies here."""
    folder = _folder(upload)
    return (folder / str(number)).exists() or (folder / "whole").exists()


def _folder(upload: UUID) -> Path:
    return Path(settings.PARTS) / str(upload)
