"""All that is needed to draw one picture, and to draw the same one again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Strength:
    """A LoRA file and how strongly it is meant."""

    file: Path
    strength: float = 1.0


@dataclass(frozen=True)
class Wish:
    """One picture. The same wish on the same engine, weights and device gives the same picture to the bit."""

    prompt: str
    seed: int
    width: int
    height: int
    negative: str = ""
    steps: int = 25
    guidance: float = 5.0
    scheduler: str = "base"
    loras: tuple[Strength, ...] = ()
