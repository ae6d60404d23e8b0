"""What a machine runs out of, told as what it is: memory and disk, whichever library noticed."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from imaging.errors import DiskFull, ImagingError, OutOfMemory

NO_MEMORY = ("out of memory", "can't allocate memory", "cannot allocate memory", "not enough memory")
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""No space, a quota that is used up, a file that may not become larger."""
NO_ROOM = tuple(f"os error {number}" for number in FULL)
"""As safetensors says it, which is written in Rust."""


@contextmanager
def told(step: int | None = None) -> Iterator[None]:
    """Turn what torch, safetensors and Pillow say into OutOfMemory and DiskFull; all else goes through."""
    where = "" if step is None else f" at step {step}"
    try:
        yield
    except ImagingError:
        raise
    except Exception as problem:
        said = str(problem).lower()
        if isinstance(problem, MemoryError) or any(words in said for words in NO_MEMORY):
            raise OutOfMemory(
                f"The training ran out of memory{where}. Choose a lower resolution, rank or batch."
            ) from problem
        full = isinstance(problem, OSError) and problem.errno in FULL
        if full or any(f"({words})" in said for words in NO_ROOM):
            raise DiskFull(f"The disk is full: the training could not be saved{where}. Free some space.") from problem
        raise
