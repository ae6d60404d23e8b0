"""How large and how small an upload may be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Checked from the file's length and header, before anything is decoded."""

    max_bytes: int = 25 * 1024 * 1024
    max_pixels: int = 50_000_000
    min_side: int = 800
    """Pixels of the shortest side."""


UPLOAD = Limits()
"""What the studio takes."""

DATASET = Limits(min_side=64)
"""What a training set takes: pictures that were cut to a base's size, down to that of the smallest base."""
CAPTION = Limits(max_bytes=64 * 1024, max_pixels=0, min_side=0)
"""The text file beside a picture of a training set."""


@dataclass(frozen=True)
class ArchiveLimits:
    """Of a zip of photos; checked before a byte of it is unpacked."""

    max_entries: int = 5000
    max_bytes: int = 4 * 1024**3
    """Of all entries together, unpacked."""
    max_list_bytes: int = 4 * 1024**2
    """Of the archive's list of entries, which is read at once."""
    max_ratio: int = 100
    """Unpacked bytes for each packed one: photos are packed already and hardly shrink."""
    ratio_from_bytes: int = 1024**2
    """Small files may shrink as they like."""


ARCHIVE = ArchiveLimits()
"""What the studio takes."""
