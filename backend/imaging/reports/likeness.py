"""Whom most photos show, and which of them seem to show somebody else. Pure: identity vectors in, groups out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imaging.reports.measures import PERHAPS, SAME_PERSON


@dataclass(frozen=True)
class Likeness:
    """What comparing all photos of one model says."""

    distances: list[float | None]
    """Of each photo to the nearest other one of the main group, or to the nearest at all when there is no main group;
    None when there is nothing to compare it with."""
    odd: list[int]
    """Indices of the photos outside the main group; empty when there is no main group."""
    agreed: bool
    """Whether more than half of the photos show one person (true for a single photo)."""


def compare(vectors: Sequence[Sequence[float]]) -> Likeness:
    """Find the main group of ``[n, 128]`` identity vectors.

    It grows from the photo that has the most others within 0.6 (of equals the most central one): those within 0.6 of
    it belong to it, and whatever is within 0.5 of one that belongs, since a turned head is near to its neighbours and
    not always to the middle.
    """
    if len(vectors) < 2:
        return Likeness([None] * len(vectors), [], True)
    apart = _distances(np.asarray(vectors, np.float64))
    group = _main_group(apart)
    agreed = 2 * int(group.sum()) > len(vectors)
    others = apart.copy()
    np.fill_diagonal(others, np.inf)
    if agreed:
        others[:, ~group] = np.inf
    nearest = others.min(1)
    return Likeness(
        distances=[round(float(value), 4) if np.isfinite(value) else None for value in nearest],
        odd=[int(at) for at in np.flatnonzero(~group)] if agreed else [],
        agreed=agreed,
    )


def _distances(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """``[n, n]`` Euclidean distances."""
    squares = (points**2).sum(1)
    return np.asarray(np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 0)))


def _main_group(apart: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    near = (apart < PERHAPS).sum(1)
    centre = int(np.lexsort((apart.sum(1), -near))[0])
    group = apart[centre] < PERHAPS
    while True:
        grown = group | (apart[:, group].min(1) < SAME_PERSON)
        if (grown == group).all():
            return np.asarray(group)
        group = grown
