"""What every child of a worker does first: it bounds its memory, and sees to it that it never outlives the worker."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1


def settle_in(parent: int, memory_mb: int) -> None:
    """Die with the worker, bound the memory, and leave Ctrl-C to the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # It may have died before we asked.
        if os.getppid() != parent:
            os._exit(0)
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
