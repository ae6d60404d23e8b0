"""How a picture is drawn; what is drawn says the wish."""

from __future__ import annotations

from dataclasses import dataclass

from imaging.sampling.schedulers import OWN


@dataclass(frozen=True)
class Manner:
    """What a sampler is told beside the wish."""

    steps: int = 25
    guidance: float = 5.0
    """How much more the prompt counts than the negative words; 1 is not more, and then only the prompt is read."""
    scheduler: str = OWN
    clip_skip: int = 0
    """How many of the text encoder's last layers are not asked."""
