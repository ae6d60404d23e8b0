"""Reads assets: where a file and its thumbnails lie, which files there are, and whether rows and files agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypedDict
from uuid import UUID

from django.core.files.storage import default_storage
from django.urls import reverse

from studio.accounts.models import Workspace
from studio.assets.models import Asset

THUMBNAILS: tuple[int, ...] = (160, 480, 1200)
"""Longest sides in pixels of the webp thumbnails that every picture has."""

EVIDENCE = "consents"
"""The folder below a subject that holds what its consents rest on."""

PICTURE_TYPES: Mapping[str, str] = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
"""What may be shown in a page, by the ending of its name."""


class PictureDict(TypedDict):
    """A Picture as the API shows it."""

    id: str
    url: str
    width: int
    height: int
    filename: str
    thumbnails: dict[str, str]


def thumbnail_key(key: str, size: int) -> str:
    """Where the thumbnail of a size lies: beside its file, so that whoever finds one finds the other."""
    return f"{key}.{size}.webp"


def is_picture(asset: Asset) -> bool:
    """True for what has a size in pixels and thumbnails."""
    return asset.width is not None


def is_shown_in_pages(asset: Asset) -> bool:
    """Whether a page may show it. Evidence of a consent is only ever downloaded: no screen has looked at it."""
    return is_picture(asset) and f"/{EVIDENCE}/" not in asset.key


def keys_of(asset: Asset) -> tuple[str, ...]:
    """Every key an asset occupies: its file and, for a picture, the thumbnails."""
    sizes = THUMBNAILS if is_picture(asset) else ()
    return (asset.key, *(thumbnail_key(asset.key, size) for size in sizes))


def shown(workspace: Workspace, asset_id: UUID) -> Asset | None:
    """The asset when it may be shown to members of the workspace; None when foreign, unknown or quarantined."""
    return Asset.objects.filter(workspace=workspace, id=asset_id, quarantined=False).first()


def picture(asset: Asset | None) -> PictureDict | None:
    """A picture as the API shows it; None for no asset and for one that is withheld."""
    if asset is None or asset.quarantined:
        return None
    return picture_of(asset.id, asset.width, asset.height, asset.filename)


def picture_of(asset_id: UUID, width: int | None, height: int | None, filename: str) -> PictureDict:
    """A picture as the API shows it, from columns: a long list needs no objects. It must not be a withheld one."""
    key = str(asset_id)
    file, thumbnail = _addresses()
    return {
        "id": key,
        "url": file.replace(_NOBODY, key),
        "width": width or 0,
        "height": height or 0,
        "filename": filename,
        "thumbnails": {size: address.replace(_NOBODY, key) for size, address in thumbnail},
    }


_NOBODY = str(UUID(int=0))


@cache
def _addresses() -> tuple[str, tuple[tuple[str, str], ...]]:
    """The addresses of a file and its thumbnails with nobody's id in them: resolving one takes 20 times as long."""
    thumbnails = tuple((str(size), reverse("asset-thumbnail", args=[_NOBODY, size])) for size in THUMBNAILS)
    return reverse("asset", args=[_NOBODY]), thumbnails


def stored_keys(folder: str = "") -> Iterator[str]:
    """Every key in storage, walked depth first; none before the first file was kept."""
    if not _folder_exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in files if name)
    for name in folders:
        yield from stored_keys(f"{prefix}{name}")


def audit(workspace: Workspace | None = None) -> list[str]:
    """Sentences on every row without a file and every file without a row; empty when all is well. Sweep first."""
    rows = Asset.objects.all() if workspace is None else Asset.objects.filter(workspace=workspace)
    wanted = {key for asset in rows.iterator(chunk_size=500) for key in keys_of(asset)}
    folder = "" if workspace is None else workspace.slug
    found = set(stored_keys(folder)) if _folder_exists(folder) else set()
    missing = [f"The asset file {key} is missing from storage." for key in sorted(wanted - found)]
    orphans = [f"The stored file {key} belongs to no asset." for key in sorted(found - wanted)]
    return missing + orphans


def _folder_exists(folder: str) -> bool:
    try:
        default_storage.listdir(folder)
    except FileNotFoundError:
        return False
    return True
