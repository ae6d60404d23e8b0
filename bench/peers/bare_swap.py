"""The stages of a swap, one after another in one warm process: no API, queue, rows, storage, thumbnails or events.

Started with a folder for results; for each line of JSON on standard input, {"source": path, "targets": [paths]}, it
makes the pictures and prints the seconds they took.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "backend"))

from imaging.engines import CATALOGUE
from imaging.picture import Picture
from imaging.pipelines import SWAP
from imaging.stage import Context, Rack


def main(folder: Path) -> None:
    """Serve until the input ends."""
    stages = [part for part in SWAP.stages if part.name != "enhance"]
    with Rack(CATALOGUE) as rack:
        for line in sys.stdin:
            asked = json.loads(line)
            began = time.perf_counter()
            for number, target in enumerate(asked["targets"]):
                shelf = folder / str(number)
                shelf.mkdir(exist_ok=True)
                known = {"source": Picture(Path(asked["source"])), "target": Picture(Path(target))}
                for part in stages:
                    known |= part.perform(Context(rack, shelf), **known)
            print(time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
