"""Files a stage may look at, and the weights an engine may open."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt
from PIL import Image

from imaging.errors import MissingWeights

Pixels = npt.NDArray[np.uint8]
"""A picture in memory: ``[height, width, 3]`` uint8, RGB, upright."""

WEIGHTS_FOLDER = Path(__file__).parent / "weights"


@dataclass(frozen=True)
class Picture:
    """A picture file that has been let in: upright RGB, no metadata but our own mark.

    Nothing is decoded until ``pixels()`` is called, so a Picture may be passed around freely.
    """

    path: Path

    def pixels(self) -> Pixels:
        """Decode to ``[height, width, 3]`` uint8 RGB."""
        return decoded(self.path)

    def size(self) -> tuple[int, int]:
        """Width and height in pixels, from the header."""
        with Image.open(self.path) as file:
            return file.size


@dataclass(frozen=True)
class Document:
    """A file that is no picture, such as the weights that a training made."""

    path: Path


def decoded(file: Path | IO[bytes]) -> Pixels:
    """The pixels of a picture file that has been let in, ``[height, width, 3]`` uint8 RGB."""
    with Image.open(file) as opened:
        return np.asarray(opened.convert("RGB"))


@dataclass(frozen=True)
class Weights:
    """One pinned weight file: where it came from, what it must hash to, what its licence allows."""

    file: str
    sha256: str
    licence: str
    source: str
    folder: Path = WEIGHTS_FOLDER

    def path(self) -> Path:
        """The verified file. Raises MissingWeights when it is absent or altered."""
        path = self.folder / self.file
        if not path.is_file():
            raise MissingWeights(f"{self.file} is missing. Put it from {self.source} into {self.folder}.")
        if _sha256(path, path.stat().st_mtime_ns) != self.sha256:
            raise MissingWeights(f"The weights {self.file} are not the pinned ones. Put those from {self.source} back.")
        return path


@cache
def _sha256(path: Path, _modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
