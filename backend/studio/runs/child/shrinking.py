"""The second child of a worker's thread: it makes the thumbnails of a picture while the engine is at the next one."""

from __future__ import annotations

import json
import socket
import sys
import traceback
from pathlib import Path

from imaging.intake.thumbnails import thumbnails
from studio.runs.child.bounds import settle_in
from studio.runs.child.messages import Done, Failed, File, Files, Shrink


def shrink(order: Shrink) -> Done | Failed:
    """Thumbnails of every picture, each beside it."""
    try:
        files: Files = {name: _with_thumbnails(Path(picture)) for name, picture in order.pictures.items()}
    except Exception as problem:  # noqa: BLE001 (the worker decides what it means)
        traceback.print_exc()
        return Failed(code="engine_failed", detail=f"No thumbnail could be made: {problem}"[:300], retryable=True)
    return Done(files=files, values={}, seconds=0)


def _with_thumbnails(picture: Path) -> File:
    small: dict[int, str] = {}
    for side, content in thumbnails(picture).items():
        path = picture.with_suffix(f".{side}.webp")
        path.write_bytes(content)
        small[side] = str(path)
    return File(path=str(picture), thumbnails=small)


def main() -> None:
    """``python -m studio.runs.child.shrinking SOCKET PARENT MEMORY_MB``; the arguments come from ``keeper``."""
    descriptor, parent, memory_mb = map(int, sys.argv[1:4])
    settle_in(parent, memory_mb)
    wire = socket.socket(fileno=descriptor)
    for line in wire.makefile("r", encoding="utf-8"):
        # A stop comes too late: a thumbnail takes no longer than hearing it.
        if json.loads(line)["do"] == "shrink":
            wire.sendall(shrink(Shrink.model_validate_json(line)).model_dump_json().encode() + b"\n")


if __name__ == "__main__":
    main()
