"""How many threads a network may use."""

import os


def engine_threads() -> int:
    """Threads for one network, from STUDIO_ENGINE_THREADS; 1 where it is unset, since workers are what scales."""
    return max(1, int(os.environ.get("STUDIO_ENGINE_THREADS", "1")))
