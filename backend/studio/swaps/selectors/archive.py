"""The download of a swap: a zip that is written while it is sent, so that its size costs no memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.files.storage import default_storage
from zipstream import ZIP_STORED, ZipStream

from studio.assets.models import Asset
from studio.runs.models import Run
from studio.swaps.errors import NothingFinished
from studio.swaps.models import SwapResult
from studio.swaps.selectors import engines, results

_CHUNK = 1 << 18


def name(run: Run) -> str:
    """Such as ``andie-swap-14.zip``."""
    return f"{run.subject.slug if run.subject else 'studio'}-swap-{run.recipe['number']}.zip"


def archive(run: Run) -> ZipStream:
    """Every finished picture of a swap under the name it is downloaded as, and manifest.json. Raises NothingFinished.

    Pictures do not get smaller by compression, so they are stored; that makes the length known before the first byte.
    """
    made = list(results.of_workspace(run.workspace, run=run.id).order_by("index").select_related("source", "target"))
    kept = [result for result in made if _files(result)]
    if not kept:
        raise NothingFinished("No picture of this swap is finished yet, so there is nothing to download. Wait for one.")
    stream = ZipStream(compress_type=ZIP_STORED, sized=True)
    for result in kept:
        for asset in _files(result):
            stream.add(_read(asset), asset.filename, size=asset.size)
    stream.add(json.dumps(manifest(run, kept), indent=2, ensure_ascii=False), "manifest.json")
    return stream


def manifest(run: Run, made: Sequence[SwapResult]) -> dict[str, Any]:
    """What lies in the archive and how it came about."""
    return {
        "run": str(run.id),
        "title": run.title,
        "subject": run.subject.name if run.subject else None,
        "created_at": run.created_at.isoformat(),
        "engines": run.recipe["engines"],
        "note": "Made with AI: each file carries the mark compositeWithTrainedAlgorithmicMedia in its XMP.",
        "pictures": [_entry(result) for result in made],
    }


def _entry(result: SwapResult) -> dict[str, Any]:
    return {
        "source": f"s{result.source.number}" if result.source else None,
        "target": f"t{result.target.number:03}" if result.target else None,
        "files": [
            {
                "name": asset.filename,
                "sha256": asset.sha256,
                "bytes": asset.size,
                "width": asset.width,
                "height": asset.height,
            }
            for asset in _files(result)
        ],
        "identity_before": result.identity_before,
        "identity_after": result.identity_after,
        "scores": result.scores,
        "warning": result.warning or None,
        "engine": engines.label(result.engine),
        "credits": result.cost,
        "seconds": result.seconds,
    }


def _files(result: SwapResult) -> list[Asset]:
    return [asset for asset in (result.swapped, result.enhanced) if asset is not None and not asset.quarantined]


def _read(asset: Asset) -> Iterator[bytes]:
    with default_storage.open(asset.key) as file:
        yield from iter(lambda: file.read(_CHUNK), b"")
