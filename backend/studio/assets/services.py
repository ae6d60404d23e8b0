"""Writes assets: a file is put into storage first, its row is recorded by the transaction that needs it."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from imaging.errors import UnreadablePicture
from imaging.picture import Picture
from studio.accounts.models import Workspace
from studio.assets import selectors
from studio.assets.errors import UnsupportedFile
from studio.assets.models import Asset

TENSORS = "application/x-safetensors"
_BEGINNINGS: Mapping[str, tuple[bytes, ...]] = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF-",),
    TENSORS: (b"{",),
    "application/json": (b"{", b"["),
}
_TYPES: Mapping[str, str] = {
    **selectors.PICTURE_TYPES,
    ".jpeg": "image/jpeg",
    ".pdf": "application/pdf",
    ".safetensors": TENSORS,
    ".json": "application/json",
}
_BEFORE: Mapping[str, int] = {TENSORS: 8}
"""Bytes before the beginning that tells the type: a safetensors file starts with the length of its header."""
_SIZES = frozenset(map(str, selectors.THUMBNAILS))
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Stored:
    """A file that lies in storage and has no row yet. When no row follows, the sweep removes it."""

    key: str
    sha256: str
    size: int
    """Bytes."""
    content_type: str
    width: int | None
    """Pixels; None for what is not a picture."""
    height: int | None
    filename: str


def put(
    workspace: Workspace,
    *,
    content: Path,
    folder: str,
    filename: str,
    thumbnails: Mapping[int, Path | bytes] | None = None,
) -> Stored:
    """Put a file and its thumbnails (by longest side in pixels) into storage under a key nobody has.

    ``folder`` is below the workspace, such as ``andie/sources``. A picture needs all of ``selectors.THUMBNAILS``.
    Raises UnsupportedFile (415) when the content is not a JPEG, PNG, WebP, PDF or safetensors file as its name says.
    """
    content_type = _type_of(content, filename)
    width, height = _size_of(content) if content_type.startswith("image/") else (None, None)
    given = dict(thumbnails or {})
    if width is not None and set(given) != set(selectors.THUMBNAILS):
        raise ValueError(f"A picture needs thumbnails of {selectors.THUMBNAILS} px; {sorted(given)} were given.")
    name = safe_name(filename)
    key = str(PurePosixPath(workspace.slug, folder, f"{secrets.token_hex(4)}-{name}"))
    key = _save(key, content)
    for size, path in given.items():
        _save(selectors.thumbnail_key(key, size), path)
    return Stored(key, sha256_of(content), content.stat().st_size, content_type, width, height, name)


def record(workspace: Workspace, stored: Stored, *, quarantined: bool = False) -> Asset:
    """Write the row of a stored file, in the caller's transaction."""
    return Asset.objects.create(
        workspace=workspace,
        key=stored.key,
        sha256=stored.sha256,
        size=stored.size,
        content_type=stored.content_type,
        width=stored.width,
        height=stored.height,
        filename=stored.filename,
        quarantined=quarantined,
    )


def discard(stored: Stored) -> None:
    """Remove a file that was put and whose row will never follow, without waiting for the sweep."""
    sizes = selectors.THUMBNAILS if stored.width is not None else ()
    _remove((stored.key, *(selectors.thumbnail_key(stored.key, size) for size in sizes)))


def let_go(asset: Asset) -> bool:
    """Delete it unless some row still needs it, such as the picture of a dataset; says whether it went.

    Rows that need a file protect it, so whoever lets go of it last takes the file along.
    """
    try:
        with transaction.atomic():
            delete(asset)
    except ProtectedError:
        return False
    return True


def delete(asset: Asset) -> None:
    """Delete the row now and the files after commit, so that a rolled back transaction loses nothing."""
    keys = selectors.keys_of(asset)
    asset.delete()
    transaction.on_commit(partial(_remove, keys))


def quarantine(asset: Asset) -> None:
    """Withhold a file: from now on it is neither shown nor processed."""
    Asset.objects.filter(id=asset.id).update(quarantined=True)
    asset.quarantined = True


def release(asset: Asset) -> None:
    """Show a file that was withheld until it was screened."""
    Asset.objects.filter(id=asset.id).update(quarantined=False)
    asset.quarantined = False


def local_path(asset: Asset) -> Path:
    """The file on this machine: the stored file itself, or a copy of it fetched once from storage that is far away."""
    try:
        return Path(default_storage.path(asset.key))
    except NotImplementedError:
        return _fetched(asset)


def _fetched(asset: Asset) -> Path:
    """A copy named by its hash, complete or absent: it is renamed into place when all of it is there."""
    folder = Path(tempfile.gettempdir()) / "studio-assets"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{asset.sha256}{PurePosixPath(asset.key).suffix}"
    if not copy.exists():
        with default_storage.open(asset.key) as source, tempfile.NamedTemporaryFile(dir=folder, delete=False) as sink:
            shutil.copyfileobj(source, sink, _CHUNK)
        Path(sink.name).replace(copy)
    return copy


def sweep(older_than: timedelta) -> int:
    """Remove files without a row that have lain for ``older_than``; says how many.

    The age keeps it from files whose row is about to be written. It must exceed the longest transaction by far.
    """
    cutoff = timezone.now() - older_than
    removed = 0
    batch: list[str] = []
    for key in selectors.stored_keys():
        batch.append(key)
        if len(batch) == 500:
            removed += _sweep(batch, cutoff)
            batch = []
    return removed + _sweep(batch, cutoff)


def safe_name(filename: str) -> str:
    """A name that is safe in a path and in a header: letters, digits, dot, dash and underscore, 120 at most."""
    stem, _, ending = Path(filename.replace("\\", "/")).name.rpartition(".")
    clean = re.sub(r"[^A-Za-z0-9_-]+", "-", stem or ending).strip("-")[:110] or "file"
    kind = re.sub(r"[^A-Za-z0-9]", "", ending).lower()[:12] if stem else ""
    return f"{clean}.{kind}" if kind else clean


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _type_of(content: Path, filename: str) -> str:
    ending = PurePosixPath(filename).suffix.lower()
    content_type = _TYPES.get(ending, "")
    with content.open("rb") as file:
        beginning = file.read(16)
    if not content_type or not beginning[_BEFORE.get(content_type, 0) :].startswith(_BEGINNINGS[content_type]):
        raise UnsupportedFile(
            "The file is not a JPEG, PNG, WebP, PDF or safetensors file as its name says. Nothing was kept; send one "
            "of these."
        )
    return content_type


def _size_of(content: Path) -> tuple[int, int]:
    try:
        return Picture(content).size()
    except OSError as problem:
        raise UnreadablePicture("The picture cannot be opened. Export it again and send that file.") from problem


def _save(key: str, content: Path | bytes) -> str:
    if isinstance(content, bytes):
        return default_storage.save(key, ContentFile(content))
    with content.open("rb") as file:
        return default_storage.save(key, File(file))


def _remove(keys: Iterable[str]) -> None:
    for key in keys:
        default_storage.delete(key)


def _sweep(keys: list[str], cutoff: datetime) -> int:
    owners = {key: _owner(key) for key in keys}
    known = set(Asset.objects.filter(key__in=set(owners.values())).values_list("key", flat=True))
    orphans = [key for key in keys if owners[key] not in known and _changed_before(key, cutoff)]
    _remove(orphans)
    return len(orphans)


def _owner(key: str) -> str:
    stem, _, size = key.removesuffix(".webp").rpartition(".")
    return stem if key.endswith(".webp") and size in _SIZES else key


def _changed_before(key: str, cutoff: datetime) -> bool:
    try:
        return bool(default_storage.get_modified_time(key) < cutoff)
    except FileNotFoundError:
        return False
