"""Putting what an engine made into storage, under keys of this attempt, before it is written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from studio.assets import services as assets
from studio.assets.services import Stored
from studio.runs import kinds
from studio.runs.child.messages import Done, File, Files
from studio.runs.leasing.lease import Lease
from studio.runs.models import Item, Run
from studio.runs.services import ordering, settling

Delivered = Mapping[str, Stored | list[Stored]]


def store(lease: Lease, run: Run, item: Item, made: Done, then: Item | None) -> bool:
    """Put the files first, then write everything down at once; ``then`` as in ``settling.done``."""
    with _put(run, item, made.files) as stored:
        return settling.done(lease, item, stored, made.values, made.seconds, then=then)


def show(lease: Lease, run: Run, item: Item, made: Done) -> None:
    """The same for what is there while the item is still in the works: it costs nothing and settles nothing."""
    with _put(run, item, made.files) as stored:
        settling.meanwhile(lease, item, stored, made.values)
    for file in ordering.flat(made.files):
        Path(file.path).unlink(missing_ok=True)


@contextmanager
def _put(run: Run, item: Item, files: Files) -> Iterator[Delivered]:
    """Losers' files go at once; what a kill leaves behind is swept later."""
    put: list[Stored] = []

    def one(file: File, output: str) -> Stored:
        place = kinds.get(run.kind).place(run, item, output)
        thumbnails: Mapping[int, Path] = {size: Path(path) for size, path in file.thumbnails.items()}
        stored = assets.put(
            run.workspace,
            content=Path(file.path),
            folder=place.folder,
            filename=place.filename,
            thumbnails=thumbnails,
        )
        put.append(stored)
        return stored

    try:
        yield {
            name: [one(part, f"{name}_{number}") for number, part in enumerate(file, 1)]
            if isinstance(file, list)
            else one(file, name)
            for name, file in files.items()
        }
    except BaseException:
        for loser in put:
            assets.discard(loser)
        raise
