"""Whether the rows of datasets agree with one another: what must never be, in sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db.models import Prefetch

from studio.accounts.models import Workspace
from studio.datasets.models import DatasetItem, DatasetVersion, FrozenItem, ItemState


def audit(workspace: Workspace | None = None) -> list[str]:
    """A refused picture that is shown or kept, a pending one that is shown, a version that is not what it was."""
    items = DatasetItem.objects.select_related("asset").defer("vector", "said")
    versions = DatasetVersion.objects.all()
    if workspace is not None:
        items = items.filter(dataset__workspace=workspace)
        versions = versions.filter(dataset__workspace=workspace)
    found = []
    for item in items.exclude(state=ItemState.READY).iterator(chunk_size=500):
        name = f"The dataset picture {item.id}"
        if not item.asset.quarantined:
            found.append(f"{name} is {item.state} and its file is not quarantined.")
        if item.state == ItemState.REFUSED and item.kept:
            found.append(f"{name} was refused and is kept.")
    pairs = Prefetch("items", FrozenItem.objects.select_related("asset").order_by("index"))
    for version in versions.prefetch_related(pairs):
        if content_hash((pair.asset.sha256, pair.caption) for pair in version.items.all()) != version.sha256:
            found.append(f"The dataset version {version.id} is not what was frozen.")
    return found


def content_hash(pairs: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over the pictures' hashes and captions in their order."""
    told = hashlib.sha256()
    for sha256, caption in pairs:
        told.update(f"{sha256}\0{caption}\0".encode())
    return told.hexdigest()
