"""Tensors kept on disk under what they were made from, so that nothing is encoded twice."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    import torch

SAMPLE = 1 << 20
"""Bytes of the beginning and the end of a weight file that its fingerprint is made of."""


class Kept:
    """A folder of tensors, one file each. ``about`` is part of every name: whatever made the tensors."""

    def __init__(self, folder: Path, about: str) -> None:
        self.folder, self.about = folder, about

    def one(self, key: Hashable, make: Callable[[], torch.Tensor]) -> torch.Tensor:
        """The tensor of ``key``: read, or made and then kept."""
        return self.several(key, lambda: {"tensor": make()})["tensor"]

    def several(self, key: Hashable, make: Callable[[], dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
        """The tensors of ``key``: read, or made and then written in one piece."""
        from safetensors.torch import load_file, save_file

        name = hashlib.sha256(f"{self.about} {key!r}".encode()).hexdigest()
        path = self.folder / f"{name}.safetensors"
        if path.is_file():
            known: dict[str, torch.Tensor] = load_file(path)
            return known
        self.folder.mkdir(parents=True, exist_ok=True)
        made, part = {name: one.cpu().contiguous() for name, one in make().items()}, path.with_suffix(f".{uuid4().hex}")
        save_file(made, part)
        os.replace(part, path)
        return made


def fingerprint(folder: Path) -> str:
    """What a base is, told from its configuration and the ends of its weight files; gigabytes are not read for it."""
    told = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".json", ".txt", ".safetensors")):
        told.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            told.update(file.read(SAMPLE))
            file.seek(max(SAMPLE, path.stat().st_size - SAMPLE))
            told.update(file.read(SAMPLE))
    return told.hexdigest()
