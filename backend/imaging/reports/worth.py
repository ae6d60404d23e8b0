"""How much a picture is worth to a training, from what was measured of it: pure numbers, no pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from imaging.capabilities import Quality

GATE = 0.6
"""Pictures below it are proposed to be left out; nothing is left out by itself."""
SHARP, SOFT = 220.0, 40.0
"""Variance of the Laplacian at the fixed scale of imaging.capabilities.Quality: crisp, and hopeless."""
CLEAN, RUINED = 25.0, 70.0
"""BRISQUE."""
LARGE_FACE, SMALL_FACE = 256.0, 64.0
"""Pixels of face height: enough for a base of 512 pixels, and too few for any."""
SAME, OTHER = 0.45, 0.65
"""Distance of identity vectors: surely the same person, and probably another."""


@dataclass(frozen=True)
class Worth:
    """Each score 0..1, 1 is best; ``quality`` is the whole, and ``weakest`` says what held it down."""

    quality: float
    scores: dict[str, float]
    weakest: str


def worth(quality: Quality, face_height: float | None, likeness: float | None = None) -> Worth:
    """The geometric mean of what is known: one bad score cannot be made up by the others.

    ``face_height`` in pixels, None without a face (nothing is counted off: styles and things have none); ``likeness``
    is a distance of identity vectors to the subject's other pictures.
    """
    scores = {
        "sharpness": ramp(quality.sharpness, SOFT, SHARP),
        "noise": ramp(quality.brisque, RUINED, CLEAN),
        "light": 1.0 - min(1.0, 2 * (quality.dark_share + quality.bright_share)),
    }
    if face_height is not None:
        scores["face_size"] = ramp(face_height, SMALL_FACE, LARGE_FACE)
    if likeness is not None:
        scores["likeness"] = ramp(likeness, OTHER, SAME)
    return together(scores)


def with_likeness(scores: Mapping[str, float], likeness: float | None) -> Worth:
    """The same picture, weighed before, now that its distance to the others is known; None: there are no others."""
    others = {name: score for name, score in scores.items() if name != "likeness"}
    return together(others if likeness is None else {**others, "likeness": ramp(likeness, OTHER, SAME)})


def together(scores: Mapping[str, float]) -> Worth:
    """The geometric mean of scores, and the weakest of them."""
    product = 1.0
    for score in scores.values():
        # no score is so bad that nothing else counts
        product *= max(score, 0.05)
    whole = product ** (1 / len(scores))
    weakest = min(scores, key=lambda name: scores[name])
    return Worth(round(whole, 3), {name: round(score, 3) for name, score in scores.items()}, weakest)


def ramp(value: float, worst: float, best: float) -> float:
    """0 at ``worst``, 1 at ``best``, straight between, whichever of them is the larger."""
    return min(1.0, max(0.0, (value - worst) / (best - worst)))
