"""Downloads of pictures: a zip that is written while it is sent, with all that they were made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from zipstream import ZIP_STORED, ZipStream

from studio.assets.models import Asset
from studio.generations.errors import NothingChosen
from studio.generations.models import Generation

_CHUNK = 1 << 18
_NUMBERED = re.compile(r"-g\d{3,}-")


@dataclass(frozen=True)
class Entry:
    """A file of an archive and the name it lies there under."""

    generation: Generation
    asset: Asset
    name: str


def chosen(rows: QuerySet[Generation]) -> list[Entry]:
    """Every picture and its enhanced version, oldest first; a name that comes again gets a number."""
    seen: dict[str, int] = {}
    found = []
    for generation in rows.select_related("asset", "enlarged").order_by("created_at", "id"):
        for asset in (generation.asset, generation.enlarged):
            if asset is None or asset.quarantined:
                continue
            seen[asset.filename] = seen.get(asset.filename, 0) + 1
            stem, _, ending = asset.filename.rpartition(".")
            again = seen[asset.filename]
            found.append(Entry(generation, asset, asset.filename if again == 1 else f"{stem}-{again}.{ending}"))
    return found


def zipped(entries: Sequence[Entry]) -> ZipStream:
    """The files and manifest.json, stored, so that the length is known. Raises NothingChosen (409) without any."""
    if not entries:
        raise NothingChosen("None of these pictures is there any more, so there is no zip. Choose others.")
    stream = ZipStream(compress_type=ZIP_STORED, sized=True)
    for entry in entries:
        stream.add(_read(entry.asset), entry.name, size=entry.asset.size)
    stream.add(json.dumps(_manifest(entries), indent=2, ensure_ascii=False), "manifest.json")
    return stream


def name(entries: Sequence[Entry]) -> str:
    """Such as ``andie-pictures.zip``."""
    slugs = {_NUMBERED.split(entry.asset.filename)[0] for entry in entries}
    return f"{slugs.pop() if len(slugs) == 1 else 'studio'}-pictures.zip"


def _manifest(entries: Sequence[Entry]) -> dict[str, Any]:
    return {
        "note": "Made with AI: each file carries the mark trainedAlgorithmicMedia in its XMP.",
        "pictures": [
            {
                "name": entry.name,
                "sha256": entry.asset.sha256,
                "width": entry.asset.width,
                "height": entry.asset.height,
                "prompt": entry.generation.prompt,
                "negative": entry.generation.negative,
                "seed": entry.generation.seed,
                "settings": entry.generation.settings,
            }
            for entry in entries
        ],
    }


def _read(asset: Asset) -> Iterator[bytes]:
    with default_storage.open(asset.key) as file:
        yield from iter(lambda: file.read(_CHUNK), b"")
