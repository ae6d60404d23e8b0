"""Finds copies and near-copies among photos by their perceptual hashes. Pure: numbers in, groups out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

NEAR = 10
"""Bits of 64 that two copies may differ in. Measured (bench/README.md): copies that were re-encoded, resized or made
brighter differ in 4 at most and crops of 96 % mostly in 10; two different photos never came nearer than 14."""


def stacks(prints: Sequence[str], ranks: Sequence[float], *, within: int = NEAR) -> list[list[int]]:
    """Groups of two or more photos that are near the best of their group, which comes first; indices into ``prints``.

    ``prints`` are hashes of 16 hexadecimal digits, ``ranks`` say how good each photo is (more is better; of equals the
    earlier one). Everything is compared with leaders only, so that a chain of small changes does not become one stack.
    """
    hashes = np.array([int(digits, 16) for digits in prints], np.uint64)
    order = sorted(range(len(hashes)), key=lambda at: (-ranks[at], at))
    ordered = hashes[order]
    free = np.ones(len(order), bool)
    found: list[list[int]] = []
    for place in range(len(order)):
        if not free[place]:
            continue
        near = free & (np.bitwise_count(ordered ^ ordered[place]) <= within)
        free[near] = False
        members = [order[at] for at in np.flatnonzero(near)]
        if len(members) > 1:
            found.append(members)
    return found


def rank(verdict: str, face_height: float, sharpness: float) -> float:
    """How good a photo is among its copies: the verdict first, then the size of the face, then how sharp it is.

    ``face_height`` is in pixels and counts in steps of 50, ``sharpness`` is the variance of the Laplacian.
    """
    good = {"pass": 2.0, "warn": 1.0}.get(verdict, 0.0)
    steps = min(face_height, 4000) // 50
    return round(good + 0.011 * steps + 0.01 * min(sharpness, 1000) / 1000, 6)
