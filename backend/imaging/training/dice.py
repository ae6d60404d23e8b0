"""Chance that depends on the seed and the step alone, so that a stopped training goes on as if it had not stopped."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import torch


class Stream(IntEnum):
    """What is drawn; each has numbers of its own, so that drawing more of one changes none of the others."""

    WEIGHTS = 0
    ORDER = 1
    CAPTIONS = 2
    NOISE = 3
    CLASS_ORDER = 4
    CLASS_NOISE = 5


def rolled(seed: int, stream: Stream, turn: int = 0) -> np.random.Generator:
    """A NumPy generator for one turn of one stream."""
    return np.random.default_rng([seed, int(stream), turn])


def thrown(seed: int, stream: Stream, turn: int = 0) -> torch.Generator:
    """A torch generator on the CPU for one turn of one stream; a GPU is given its numbers, so both see the same."""
    import torch

    start = int(np.random.SeedSequence([seed, int(stream), turn]).generate_state(1, np.uint64)[0])
    return torch.Generator().manual_seed(start % 2**63)
