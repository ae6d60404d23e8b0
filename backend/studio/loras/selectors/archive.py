"""All files of a version as one zip that is written while it is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from zipstream import ZIP_STORED, ZipStream

from studio.assets.models import Asset
from studio.loras.models import LoraVersion
from studio.loras.selectors import choosing, versions

_CHUNK = 1 << 18
NOTE = "Made with AI of somebody's likeness. Use it only for what they agreed to."


def name(version: LoraVersion) -> str:
    """Such as ``andie-version-3.zip``."""
    return f"{version.subject.slug}-version-{version.number}.zip"


def zipped(version: LoraVersion) -> ZipStream:
    """Every save in both layouts, the samples, and recipe.json, of a version that came from ``versions.get``.

    Weights do not get smaller by compression, so they are stored; that makes the length known before the first byte.
    """
    stream = ZipStream(compress_type=ZIP_STORED, sized=True)
    for asset in _assets(version):
        stream.add(_read(asset), asset.filename, size=asset.size)
    stream.add(json.dumps(told(version), indent=2, ensure_ascii=False), "recipe.json")
    return stream


def _assets(version: LoraVersion) -> Iterator[Asset]:
    for save in version.saves.all():
        yield from (save.diffusers, save.kohya)
    for sample in version.samples.all():
        if sample.picture is not None and not sample.picture.quarantined:
            yield sample.picture


def told(version: LoraVersion) -> dict[str, Any]:
    """How the version came about."""
    saves = list(version.saves.all())
    advice = choosing.advice(version, saves)
    return {
        "title": versions.title(version),
        "trigger": version.trigger,
        "base": {"name": version.base_label, "family": version.base_family, "licence": version.base_licence},
        "dataset_sha256": version.dataset.sha256 if version.dataset else None,
        "recipe": version.recipe,
        "libraries": version.libraries,
        "recommended": advice and {"step": advice.step, "reason": advice.reason},
        "saves": [
            {"step": save.step, "loss": save.loss, "likeness": save.likeness, "overfit": save.overfit,
             "files": [{"name": one.filename, "sha256": one.sha256} for one in (save.diffusers, save.kohya)]}
            for save in saves
        ],
        "note": NOTE,
    }  # fmt: skip


def _read(asset: Asset) -> Iterator[bytes]:
    with default_storage.open(asset.key) as file:
        yield from iter(lambda: file.read(_CHUNK), b"")
