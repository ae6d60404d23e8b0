"""Downloads of results: a zip that is written while it is sent, so that its size costs no memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from zipstream import ZIP_STORED, ZipStream

from studio.assets.models import Asset
from studio.engines import selectors as engines
from studio.runs.models import Run
from studio.swaps.errors import NothingFinished
from studio.swaps.models import Decision, SwapResult

FILES = ("both", "swapped", "enhanced")
"""Which files of a result. Where nothing was enhanced, ``enhanced`` means the swapped one."""
PATTERN = "{subject}-s{source#}-t{target#:03}-{rating}-{stage}.jpg"
"""DESIGN section 9."""
_CHUNK = 1 << 18


@dataclass(frozen=True)
class Entry:
    """A file of an archive and the name it lies there under."""

    result: SwapResult
    asset: Asset
    name: str


def chosen(rows: QuerySet[SwapResult], *, files: str = "both", rejected: bool = False) -> list[Entry]:
    """The files that would be in the archive, sheet by sheet; rejected results only when they are asked for.

    Two runs may have made the same pair: the later one's file gets a number, because a zip holds a name once.
    """
    kept = rows if rejected else rows.exclude(decision=Decision.REJECT)
    read = kept.select_related("swapped", "enhanced", "source", "target", "run")
    seen: dict[str, int] = {}
    found = []
    for result in read.order_by("run__created_at", "run", "index"):
        for asset in _files(result, files):
            seen[asset.filename] = seen.get(asset.filename, 0) + 1
            found.append(Entry(result, asset, _numbered(asset.filename, seen[asset.filename])))
    return found


def summary(rows: QuerySet[SwapResult], *, files: str, rejected: bool) -> dict[str, Any]:
    """What an archive would hold: shown before it is asked for."""
    entries = chosen(rows, files=files, rejected=rejected)
    return {
        "pictures": len({entry.result.id for entry in entries}),
        "files": len(entries),
        "bytes": sum(entry.asset.size for entry in entries),
        "left_out": 0 if rejected else rows.filter(decision=Decision.REJECT).count(),
        "pattern": PATTERN,
        "example": entries[0].name if entries else None,
        "filename": name(entries),
    }


def name(entries: Sequence[Entry]) -> str:
    """Such as ``andie-swap-14.zip`` for one run, ``andie-pictures.zip`` for several."""
    runs = {entry.result.run_id for entry in entries}
    if not entries or len(runs) > 1:
        slugs = {entry.asset.filename.split("-s")[0] for entry in entries}
        return f"{slugs.pop() if len(slugs) == 1 else 'studio'}-pictures.zip"
    return run_name(entries[0].result.run)


def run_name(run: Run) -> str:
    """Such as ``andie-swap-14.zip``."""
    return f"{run.subject.slug if run.subject else 'studio'}-swap-{run.recipe['number']}.zip"


def zipped(entries: Sequence[Entry]) -> ZipStream:
    """The files under the names they are downloaded as, and manifest.json. Raises NothingFinished (409) without any.

    Pictures do not get smaller by compression, so they are stored; that makes the length known before the first byte.
    """
    if not entries:
        raise NothingFinished("None of these pictures can be downloaded, so there is no zip. Choose finished ones.")
    stream = ZipStream(compress_type=ZIP_STORED, sized=True)
    for entry in entries:
        stream.add(_read(entry.asset), entry.name, size=entry.asset.size)
    stream.add(json.dumps(manifest(entries), indent=2, ensure_ascii=False), "manifest.json")
    return stream


def manifest(entries: Sequence[Entry]) -> dict[str, Any]:
    """What lies in the archive and how it came about; the pictures of one run have its facts at the head."""
    by_result: dict[Any, list[Entry]] = {}
    runs: dict[Any, Run] = {}
    for entry in entries:
        by_result.setdefault(entry.result.id, []).append(entry)
        runs[entry.result.run_id] = entry.result.run
    told = [_told(run) for run in runs.values()]
    return {
        **(told[0] if len(told) == 1 else {"runs": told}),
        "note": "Made with AI: each file carries the mark compositeWithTrainedAlgorithmicMedia in its XMP.",
        "pictures": [_entry(group) for group in by_result.values()],
    }


def _told(run: Run) -> dict[str, Any]:
    return {
        "run": str(run.id),
        "title": run.title,
        "subject": run.subject.name if run.subject else None,
        "created_at": run.created_at.isoformat(),
        "engines": run.recipe["engines"],
    }


def _entry(files: Sequence[Entry]) -> Mapping[str, Any]:
    result = files[0].result
    return {
        "run": str(result.run_id),
        "source": f"s{result.source.number}" if result.source else None,
        "target": f"t{result.target.number:03}" if result.target else None,
        "files": [
            {
                "name": entry.name,
                "sha256": entry.asset.sha256,
                "bytes": entry.asset.size,
                "width": entry.asset.width,
                "height": entry.asset.height,
            }
            for entry in files
        ],
        "identity_before": result.identity_before,
        "identity_after": result.identity_after,
        "scores": result.scores,
        "warning": result.warning or None,
        "favourite": result.favourite,
        "decision": result.decision,
        "engine": engines.label(result.engine),
        "credits": result.cost,
        "seconds": result.seconds,
    }


def _files(result: SwapResult, files: str) -> list[Asset]:
    both = [asset for asset in (result.swapped, result.enhanced) if asset is not None and not asset.quarantined]
    if files == "swapped":
        return [asset for asset in both if asset.id == result.swapped_id]
    return both[-1:] if files == "enhanced" else both


def _numbered(filename: str, time: int) -> str:
    stem, _, ending = filename.rpartition(".")
    return filename if time == 1 else f"{stem}-{time}.{ending}"


def _read(asset: Asset) -> Iterator[bytes]:
    with default_storage.open(asset.key) as file:
        yield from iter(lambda: file.read(_CHUNK), b"")
