"""Thumbnails and the whole intake of a photo as a script with pyvips and hashlib does them."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import pyvips

from imaging.intake.thumbnails import EFFORT, QUALITY, SIDES

# It tells of every step at INFO, which would be charged to it here.
logging.getLogger("pyvips").setLevel(logging.WARNING)


def thumbnails(content: bytes) -> dict[int, bytes]:
    """Each size from the file, with libvips's own shrinking while it loads: what its documentation says."""
    return {side: _webp(pyvips.Image.thumbnail_buffer(content, side, height=side)) for side in SIDES}


def cascade(content: bytes) -> dict[int, bytes]:
    """As ours does: loaded once, each size from the next larger one."""
    image = pyvips.Image.thumbnail_buffer(content, max(SIDES), height=max(SIDES)).copy_memory()
    made = {}
    for side in sorted(SIDES, reverse=True):
        image = image.thumbnail_image(side, height=side).copy_memory()
        made[side] = _webp(image)
    return made


def _webp(image: pyvips.Image) -> bytes:
    return bytes(image.webpsave_buffer(Q=QUALITY, effort=EFFORT, keep="none"))


def ingest(file: Path, folder: Path) -> str:
    """Open, turn upright, write anew without metadata, hash, three thumbnails, all on disk. Answers the SHA-256."""
    image = pyvips.Image.new_from_file(str(file), access="sequential", fail_on="error").autorot()
    if image.width * image.height > 50_000_000 or min(image.width, image.height) < 800:
        raise ValueError("too large or too small")
    content = bytes(image.jpegsave_buffer(Q=95, subsample_mode="off", keep="none"))
    sha256 = hashlib.sha256(content).hexdigest()
    (folder / f"{sha256}.jpg").write_bytes(content)
    for side, small in thumbnails(content).items():
        (folder / f"{sha256}.{side}.webp").write_bytes(small)
    return sha256
