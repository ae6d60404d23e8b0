"""How a picture looks while it is drawn: what the denoiser believes at a step, small, and not too often."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from imaging.capabilities import Shown
from imaging.picture import Pixels

if TYPE_CHECKING:
    import torch

SIDE = 256
"""Pixels of the longer side at most."""
SECONDS = 1.0
"""Between two of them at least; more often nobody sees a difference."""
SHARE = 0.1
"""Of the time, that may go into showing: where it takes long it is done less often."""


class Glimpse:
    """Listens to one scheduler while it steps."""

    def __init__(self, scheduler: Any, decode: Callable[[torch.Tensor], Pixels], shown: Shown | None) -> None:
        self._scheduler, self._decode, self._shown = scheduler, decode, shown
        self._believed: torch.Tensor | None = None
        self._due = time.monotonic() + SECONDS
        if shown is not None:
            scheduler.step = self._listening(scheduler.step)

    def look(self, latents: torch.Tensor, pixels: int) -> None:
        """Show what is believed now, if it is time; ``pixels`` is the longer side that ``latents`` stand for."""
        if self._shown is None or time.monotonic() < self._due:
            return
        began = time.monotonic()
        self._shown(self._decode(_smaller(latents if self._believed is None else self._believed, pixels)))
        ended = time.monotonic()
        self._due = ended + max(SECONDS, (ended - began) * (1 / SHARE - 1))

    def _listening(self, step: Callable[..., Any]) -> Callable[..., Any]:
        # wraps, because diffusers looks at the signature to know whether a scheduler takes a generator
        @wraps(step)
        def listening(*given: Any, **named: Any) -> Any:
            answer = step(*given, **named)
            # solvers of several steps keep what they believe, the others say it
            kept = getattr(self._scheduler, "model_outputs", None)
            self._believed = answer[1] if isinstance(answer, tuple) and len(answer) > 1 else kept[-1] if kept else None
            return answer

        return listening


def _smaller(latents: torch.Tensor, pixels: int) -> torch.Tensor:
    from torch.nn.functional import interpolate

    if pixels <= SIDE:
        return latents
    return interpolate(latents.float(), scale_factor=SIDE / pixels, mode="bilinear", antialias=True)
