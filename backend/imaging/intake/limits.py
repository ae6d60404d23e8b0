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
