"""Safetensors files told from their header alone: checked strictly, renamed and described anew, never executed.

The format is eight bytes with the header's length, the header in JSON, then the tensors end to end
(https://github.com/huggingface/safetensors). Nothing of numpy or torch is needed for what is done here.
"""

from __future__ import annotations

import json
import math
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from imaging.errors import UnreadableTensors

BITS = {
    "F64": 64, "F32": 32, "F16": 16, "BF16": 16, "I64": 64, "I32": 32, "I16": 16, "I8": 8, "U8": 8, "BOOL": 8,
    "U16": 16, "U32": 32, "U64": 64, "F8_E4M3": 8, "F8_E5M2": 8,
}  # fmt: skip
"""Bits of a number by the name of its type."""

LONGEST_HEADER = 25_000_000
"""Bytes; the library itself refuses 100 MB, and no file of a model needs this much."""
MOST_TENSORS = 100_000
BEGINNING = "__metadata__"

FOREIGN = {
    b"PK\x03\x04": "a PyTorch file (pickle in a zip)",
    b"\x80\x02": "a PyTorch file (pickle)",
    b"\x80\x04": "a PyTorch file (pickle)",
    b"GGUF": "a GGUF file",
    b"\x89HDF": "an HDF5 file",
}
"""How files begin that are taken for safetensors by their name only."""


@dataclass(frozen=True)
class Tensor:
    """Where one tensor lies in a file, and what its numbers are."""

    dtype: str
    shape: tuple[int, ...]
    begin: int
    """Bytes from the end of the header."""
    end: int

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return math.prod(self.shape)


@dataclass(frozen=True)
class Header:
    """What a file says of itself; every offset and size was found to agree with the file."""

    tensors: Mapping[str, Tensor]
    told: Mapping[str, str] = field(default_factory=dict)
    """Its ``__metadata__``."""
    begins: int = 0
    """Byte at which the tensors begin."""


def read_header(path: Path) -> Header:
    """The checked header of a file. Raises UnreadableTensors with the reason, above all for pickles."""
    length = path.stat().st_size
    with path.open("rb") as file:
        begins, said = _said(file, length)
    told = said.pop(BEGINNING, {})
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise _broken("its description is no list of texts")
    if len(said) > MOST_TENSORS:
        raise _broken(f"it names {len(said)} tensors")
    tensors = {name: _tensor(name, entry) for name, entry in said.items()}
    _lie_end_to_end(tensors, length - begins)
    return Header(tensors, told, begins)


def _said(file: BinaryIO, length: int) -> tuple[int, dict[str, Any]]:
    beginning = file.read(8)
    for mark, kind in FOREIGN.items():
        if beginning.startswith(mark):
            raise UnreadableTensors(
                f"The file is {kind}, whatever its name says. Such a file can run programs and is not opened; "
                "export it as safetensors."
            )
    size = int.from_bytes(beginning, "little")
    if len(beginning) < 8 or size < 2 or size > min(LONGEST_HEADER, length - 8):
        raise UnreadableTensors("The file is no safetensors file, whatever its name says. Export it as safetensors.")
    try:
        said = json.loads(file.read(size), object_pairs_hook=_each_once)
    except ValueError as problem:
        raise _broken("its header cannot be read") from problem
    if not isinstance(said, dict):
        raise _broken("its header is no list of tensors")
    return 8 + size, said


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is used twice")
    return found


def _tensor(name: str, entry: Any) -> Tensor:
    try:
        dtype, shape, (begin, end) = entry["dtype"], tuple(entry["shape"]), entry["data_offsets"]
    except (TypeError, KeyError, ValueError) as problem:
        raise _broken(f"{name} is not described") from problem
    numbers = (*shape, begin, end)
    if not all(isinstance(number, int) and not isinstance(number, bool) and number >= 0 for number in numbers):
        raise _broken(f"{name} has a size that is none")
    if dtype not in BITS:
        raise _broken(f"{name} has numbers of the unknown type {dtype!r}"[:200])
    if (end - begin) * 8 != math.prod(shape) * BITS[dtype]:
        raise _broken(f"{name} is {end - begin} bytes long and should be {math.prod(shape) * BITS[dtype] // 8}")
    return Tensor(dtype, shape, begin, end)


def _lie_end_to_end(tensors: Mapping[str, Tensor], length: int) -> None:
    """No gap and no overlap: what hides between tensors belongs to nobody."""
    at = 0
    for name, tensor in sorted(tensors.items(), key=lambda named: (named[1].begin, named[1].end)):
        if tensor.begin != at:
            raise _broken(f"{name} begins at {tensor.begin} and should at {at}")
        at = tensor.end
    if at != length:
        raise _broken(f"its tensors end at {at} and the file at {length}")


def _broken(why: str) -> UnreadableTensors:
    return UnreadableTensors(f"The safetensors file is damaged: {why}. Export or download it again.")


def rewrite(
    source: Path,
    path: Path,
    *,
    names: Mapping[str, str],
    told: Mapping[str, str],
    numbers: Mapping[str, float] | None = None,
) -> None:
    """Copy the tensors in ``names`` (old name to new) bit for bit into a file with other names and metadata.

    ``numbers`` are written beside them as float32. Attention layers come first: diffusers looks at the first name only
    to tell what kind of file it is.
    """
    header = read_header(source)
    given = sorted(names.items(), key=lambda pair: ("attn" not in pair[1], pair[1]))
    scalars = sorted((numbers or {}).items())
    entries: dict[str, Any] = {BEGINNING: dict(told)} if told else {}
    at = 0
    for old, new in given:
        tensor = header.tensors[old]
        length = tensor.end - tensor.begin
        entries[new] = {"dtype": tensor.dtype, "shape": list(tensor.shape), "data_offsets": [at, at + length]}
        at += length
    for new, _ in scalars:
        entries[new] = {"dtype": "F32", "shape": [], "data_offsets": [at, at + 4]}
        at += 4
    words = json.dumps(entries, separators=(",", ":")).encode()
    words += b" " * (-len(words) % 8)
    part = path.with_suffix(".part")
    with source.open("rb") as file, part.open("wb") as copy:
        copy.write(len(words).to_bytes(8, "little") + words)
        for old, _ in given:
            tensor = header.tensors[old]
            file.seek(header.begins + tensor.begin)
            _copy(file, copy, tensor.end - tensor.begin)
        for _, value in scalars:
            copy.write(struct.pack("<f", value))
    os.replace(part, path)


def number(path: Path, header: Header, name: str) -> float:
    """The value of a tensor that is one number in F16, BF16, F32 or F64. Raises UnreadableTensors for any other."""
    tensor = header.tensors[name]
    if tensor.size != 1 or tensor.dtype not in ("F16", "BF16", "F32", "F64"):
        raise _broken(f"{name} should be one number")
    with path.open("rb") as file:
        file.seek(header.begins + tensor.begin)
        return _number(file.read(tensor.end - tensor.begin), tensor.dtype)


def _number(content: bytes, dtype: str) -> float:
    if dtype == "BF16":
        content, dtype = b"\0\0" + content, "F32"
    return float(struct.unpack({"F16": "<e", "F32": "<f", "F64": "<d"}[dtype], content)[0])


def _copy(source: BinaryIO, sink: BinaryIO, length: int) -> None:
    while length:
        piece = source.read(min(length, 1 << 20))
        if not piece:
            raise _broken("it ends too soon")
        sink.write(piece)
        length -= len(piece)
