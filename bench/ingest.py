"""A 12-MP photo through the upload endpoint (check, turn, strip, hash, three thumbnails, storage, rows), CPU time.

The peer is a script with pyvips and hashlib that does the same to files and keeps no rows. Different photos each time,
the same ones for both. In one process, through Django's test client, on SQLite with a real Valkey for the doorbell.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import own_rows
import pairs
import photo
from peers import vips

EACH = 2
"""Photos in one measurement."""


def photos(folder: Path, count: int) -> Iterator[list[Path]]:
    """Photos that differ in their grain, a few at a time, over and over."""
    kept = []
    for seed in range(count):
        path = folder / f"IMG_{seed}.jpg"
        path.write_bytes(photo.twelve_megapixels(seed))
        kept.append(path)
    for start in itertools.cycle(range(0, count, EACH)):
        yield kept[start : start + EACH]


def main() -> None:
    """In turns; the subject is new each time, so that nothing is a duplicate."""
    asked = pairs.arguments(__doc__).parse_args()
    with own_rows.django(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        owner = own_rows.newcomer()
        given = photos(folder, 4)
        batch: list[Path] = []

        def ours() -> None:
            subject = own_rows.subject(owner)
            for path in batch:
                with path.open("rb") as file:
                    answer = owner.client.post(f"/api/subjects/{subject}/source-photos/", {"file": file})
                assert answer.status_code == 201, answer.content

        def peer() -> None:
            for path in batch:
                vips.ingest(path, folder)

        def fresh(figure: pairs.Figure) -> pairs.Figure:
            def measured() -> float:
                batch[:] = next(given)
                return figure() / EACH

            return measured

        for warm in (ours, peer):
            batch[:] = next(given)
            warm()
        record = pairs.in_turns(
            "ingest of a 12-MP photo", fresh(pairs.cpu(ours)), fresh(pairs.cpu(peer)),
            pairs=asked.pairs, unit="ms CPU", wanted=1.25, peer_name="pyvips + sha256 script",
        )  # fmt: skip
    minutes = record.ours * 10_000 / 60_000 / 2
    record.notes = f"10,000 such photos: {minutes:.0f} min on two cores."
    pairs.write([record], asked.json, packages=("pillow", "pyvips", "pyvips-binary", "Django"))


if __name__ == "__main__":
    main()
