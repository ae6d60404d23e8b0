"""The download of a dataset: pictures and captions in pairs, as a zip that is written while it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import default_storage
from zipstream import ZIP_STORED, ZipStream

from studio.assets.models import Asset
from studio.datasets.errors import DatasetEmpty
from studio.datasets.models import Dataset, DatasetItem, DatasetVersion, FrozenItem, ItemState
from studio.datasets.selectors.rows import filename, learned

_CHUNK = 1 << 18


@dataclass(frozen=True)
class Entry:
    """One pair."""

    asset: Asset
    caption: str


def of_now(dataset: Dataset) -> list[Entry]:
    """What is kept now and may be shown, in its order."""
    rows = learned(DatasetItem.objects.filter(dataset=dataset, state=ItemState.READY))
    return [Entry(item.asset, item.caption) for item in rows.select_related("asset").order_by("number")]


def of_version(version: DatasetVersion) -> list[Entry]:
    """What was frozen; a file that was refused since is left out."""
    rows = FrozenItem.objects.filter(version=version, asset__quarantined=False)
    return [Entry(item.asset, item.caption) for item in rows.select_related("asset").order_by("index")]


def name(dataset: Dataset, version: DatasetVersion | None) -> str:
    """Such as ``andie-dataset.zip`` or ``andie-dataset-v2.zip``."""
    return f"{dataset.subject.slug}-dataset{f'-v{version.number}' if version else ''}.zip"


def zipped(dataset: Dataset, entries: list[Entry]) -> ZipStream:
    """``{subject}_{n}.jpg`` and ``{subject}_{n}.txt``; its length is known before the first byte.

    Raises DatasetEmpty (422) without a pair.
    """
    if not entries:
        raise DatasetEmpty("No picture of this dataset can be downloaded, so there is no zip. Keep or add some.")
    stream = ZipStream(compress_type=ZIP_STORED, sized=True)
    for number, entry in enumerate(entries, 1):
        stream.add(_read(entry.asset), filename(dataset, number), size=entry.asset.size)
        stream.add(entry.caption, filename(dataset, number, "txt"))
    return stream


def _read(asset: Asset) -> Iterator[bytes]:
    with default_storage.open(asset.key) as file:
        yield from iter(lambda: file.read(_CHUNK), b"")
