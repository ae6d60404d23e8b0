"""How near samples come to their subject, and whether they copy: distances between feature vectors, made comparable.

Vectors are of identity where the pictures show faces (FaceNet-like networks, compared by Euclidean distance), else of
the base's own denoiser. Both are compared with pictures that were kept aside from the training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Features = npt.NDArray[np.float32]
"""``[d]``: near for what looks alike."""

ENOUGH = 6
"""Pictures from which on some are kept aside; fewer are all needed for learning."""
ASIDE_OF = 8
MOST_ASIDE = 8


def kept_aside(pictures: int) -> list[int]:
    """Which pictures the training does not see: about one of eight, spread evenly; none where there are too few."""
    if pictures < ENOUGH:
        return []
    count = min(MOST_ASIDE, max(1, pictures // ASIDE_OF))
    return [round((number + 0.5) * pictures / count - 0.5) for number in range(count)]


@dataclass(frozen=True)
class Rating:
    """Both 0..1."""

    likeness: float
    """0: as far from the subject as what the base draws untaught; 1: as near as its own pictures are to each other."""
    overfit: float
    """By how much samples are nearer to pictures that were learned from than to those kept aside."""


def rated(
    samples: Sequence[Features | None],
    *,
    untaught: Sequence[Features | None],
    aside: Sequence[Features],
    learned: Sequence[Features],
    stranger: float | None = None,
) -> Rating | None:
    """What samples are worth; None when there is nothing to compare with.

    ``untaught`` are samples of the base alone. A sample without features (None: no face where the subject has one) is
    as far away as ``stranger``, or as the untaught are. With nothing kept aside, likeness is to what was learned from.
    """
    known = list(aside) or list(learned)
    if not known or not samples:
        return None
    own = _own(known if len(known) > 1 else [*known, *learned])
    far = stranger if stranger is not None else max(_mean([_nearest(one, known) for one in untaught], 0.0), own)
    before = max(_mean([_nearest(one, known) for one in untaught], far), own + 1e-6)
    now = _mean([_nearest(one, known) for one in samples], before, far=far)
    likeness = float(np.clip((before - now) / (before - own), 0, 1))
    return Rating(round(likeness, 4), round(_copied(samples, aside, learned), 4))


def _copied(samples: Sequence[Features | None], aside: Sequence[Features], learned: Sequence[Features]) -> float:
    found = [one for one in samples if one is not None]
    if not aside or len(learned) < len(aside) or not found:
        return 0.0
    # Among more pictures the nearest is nearer by chance: compare with as many as were kept aside.
    groups = [learned[at : at + len(aside)] for at in range(0, len(learned) - len(aside) + 1, len(aside))]
    seen = np.mean([[_nearest(one, group) for group in groups] for one in found])
    unseen = np.mean([_nearest(one, aside) for one in found])
    return float(np.clip((unseen - seen) / max(float(unseen), 1e-6), 0, 1))


def _nearest(one: Features | None, others: Sequence[Features]) -> float | None:
    return None if one is None else min(float(np.linalg.norm(one - other)) for other in others)


def _own(pictures: Sequence[Features]) -> float:
    """How far a picture of the subject is from the nearest other one, on average."""
    if len(pictures) < 2:
        return 0.0
    return float(
        np.mean([_nearest(one, [*pictures[:at], *pictures[at + 1 :]]) or 0.0 for at, one in enumerate(pictures)])
    )


def _mean(distances: Sequence[float | None], otherwise: float, far: float | None = None) -> float:
    """The mean; a missing distance counts as ``far``, or is left out."""
    known = [far if one is None else one for one in distances if one is not None or far is not None]
    return float(np.mean([one for one in known if one is not None])) if known else otherwise
