"""Pictures that show what a training has learned so far: fixed prompts and seeds, drawn with the adapter as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from imaging.picture import Pixels
from imaging.progress import SILENT, Progress
from imaging.training.family import Base


@dataclass(frozen=True)
class Wish:
    """One sample picture."""

    prompt: str
    seed: int
    width: int
    height: int
    steps: int = 20
    guidance: float = 5.0


def draw(base: Base, wishes: Sequence[Wish], progress: Progress = SILENT) -> list[Pixels]:
    """Each wish as a picture. No shared chance is used: the training goes on as if nothing had been drawn."""
    import torch

    pipe, drawn = base.pipeline(), list[Pixels]()
    modes = {name: network.training for name, network in base.adapted.items()}
    for network in base.adapted.values():
        network.eval()
    for wish, part in progress.over(wishes, "Drawing sample {n} of {total}"):
        with torch.no_grad(), base.machine.quick():
            made = pipe(
                wish.prompt,
                width=wish.width,
                height=wish.height,
                num_inference_steps=wish.steps,
                guidance_scale=wish.guidance,
                generator=torch.Generator().manual_seed(wish.seed),
                output_type="np",
                callback_on_step_end=_telling(part, wish.steps),
            ).images[0]
        drawn.append(np.asarray(np.rint(made * 255), np.uint8))
    for name, network in base.adapted.items():
        network.train(modes[name])
    return drawn


def _telling(progress: Progress, steps: int) -> Callable[[object, int, object, dict[str, object]], dict[str, object]]:
    def heard(_pipe: object, step: int, _time: object, kept: dict[str, object]) -> dict[str, object]:
        progress.at((step + 1) / steps)
        return kept

    return heard
