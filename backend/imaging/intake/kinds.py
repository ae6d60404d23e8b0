"""What a file is by its content; its name and what the browser says of it are not asked."""

from __future__ import annotations

from typing import Literal

Kind = Literal["JPEG", "PNG", "WEBP", "HEIF"]
"""Pillow's names of the types that are let in."""

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
HEAD = 64
"""Bytes that are enough to tell."""


def kind_of(head: bytes) -> Kind | None:
    """The type of a file that begins with ``head``, or None for anything that is not let in."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        length = min(int.from_bytes(head[:4], "big"), HEAD)
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
        if brands & HEIC_BRANDS and b"avif" not in brands:
            return "HEIF"
    return None
