"""Which examples a step looks at: a function of the seed and the step alone, so that nothing has to be remembered."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np


class Order:
    """Every example once an epoch, in batches of one shape each; an incomplete batch is filled from its own bucket."""

    def __init__(self, buckets: Sequence[Hashable], *, batch: int, seed: int) -> None:
        """``buckets[i]`` is the shape of example i; only examples of the same shape share a batch."""
        self.seed, self.batch = seed, batch
        self._groups = [
            np.flatnonzero([mine == bucket for mine in buckets]) for bucket in sorted(set(buckets), key=repr)
        ]
        self.batches_an_epoch = sum(-(-len(group) // batch) for group in self._groups)
        self._shuffled: tuple[int, list[list[int]]] = (-1, [])

    def at(self, turn: int) -> list[int]:
        """The examples of batch ``turn``, counted from 0 over all epochs."""
        epoch, place = divmod(turn, self.batches_an_epoch)
        if self._shuffled[0] != epoch:
            self._shuffled = (epoch, self._epoch(epoch))
        return self._shuffled[1][place]

    def _epoch(self, epoch: int) -> list[list[int]]:
        rng = np.random.default_rng([self.seed, epoch])
        batches: list[list[int]] = []
        for group in self._groups:
            mixed = [int(index) for index in rng.permutation(group)]
            short = -len(mixed) % self.batch
            mixed += [int(index) for index in rng.choice(group, short)]
            batches += [mixed[at : at + self.batch] for at in range(0, len(mixed), self.batch)]
        return [batches[int(place)] for place in rng.permutation(len(batches))]
