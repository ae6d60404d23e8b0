"""Sweeps storage: what an upload or a worker put there and no row ever claimed."""

from __future__ import annotations

from datetime import timedelta

from studio.assets import services

ABANDONED = timedelta(hours=1)
"""Longer than any transaction that may still record a file."""


def remove_abandoned_files() -> int:
    """Remove files that no row has claimed for an hour; says how many."""
    return services.sweep(ABANDONED)
