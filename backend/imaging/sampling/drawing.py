"""Draws wishes with an opened diffusers pipeline; previews on the way, stops when asked to."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from imaging.errors import UnusableInput
from imaging.picture import Pixels
from imaging.progress import SILENT, Progress
from imaging.sampling.schedulers import OWN, SCHEDULERS, scheduler
from imaging.sampling.wish import Strength, Wish

if TYPE_CHECKING:
    import torch

PREVIEW_SECONDS = 1.0
"""A preview costs a decode; more often than this nobody sees the difference."""

Shown = Callable[[Pixels], None]


def nobody(_picture: Pixels) -> None:
    """For whoever wants no previews."""


class Drawing:
    """A pipeline that draws. LoRAs stay loaded until a wish asks for others."""

    def __init__(self, pipe: Any) -> None:
        self.pipe, self._own = pipe, pipe.scheduler
        self._loaded: tuple[Strength, ...] = ()

    def draw(self, wish: Wish, progress: Progress = SILENT, shown: Shown = nobody) -> Pixels:
        """``[height, width, 3]``. Raises UnusableInput for an unknown scheduler or a LoRA of another base."""
        import torch

        if wish.scheduler != OWN and wish.scheduler not in SCHEDULERS:
            known = ", ".join([OWN, *SCHEDULERS])
            raise UnusableInput(f"No scheduler is called {wish.scheduler!r}. Choose one of: {known}.")
        self.pipe.scheduler = self._own if wish.scheduler == OWN else scheduler(wish.scheduler, self._own.config)
        self._load(wish.loras)
        with torch.inference_mode():
            picture = self.pipe(
                wish.prompt,
                negative_prompt=wish.negative or None,
                width=wish.width,
                height=wish.height,
                num_inference_steps=wish.steps,
                guidance_scale=wish.guidance,
                # numbers of the CPU, so that the same seed means the same noise on every device
                generator=torch.Generator().manual_seed(wish.seed),
                output_type="np",
                callback_on_step_end=self._telling(wish, progress, shown),
            ).images[0]
        return np.asarray(np.rint(picture * 255), np.uint8)

    def _load(self, loras: tuple[Strength, ...]) -> None:
        if loras == self._loaded:
            return
        if [one.file for one in loras] != [one.file for one in self._loaded]:
            self.pipe.unload_lora_weights()
            self._loaded = ()
            for number, one in enumerate(loras):
                self._add(one, f"lora_{number}")
        if loras:
            self.pipe.set_adapters([f"lora_{number}" for number in range(len(loras))], [one.strength for one in loras])
        self._loaded = loras

    def _add(self, lora: Strength, name: str) -> None:
        import warnings

        try:
            with warnings.catch_warnings():
                # diffusers drops what it does not know with no more than a warning
                warnings.filterwarnings("error", message=".*(unexpected|missing|inconsistency).*")
                self.pipe.load_lora_weights(str(lora.file.parent), weight_name=lora.file.name, adapter_name=name)
        except (ValueError, RuntimeError, KeyError, Warning) as problem:
            self.pipe.unload_lora_weights()
            raise UnusableInput(
                f"{lora.file.name} does not fit this base: {str(problem).splitlines()[0][:200]} Choose its own base."
            ) from problem

    def _telling(self, wish: Wish, progress: Progress, shown: Shown) -> Callable[..., dict[str, Any]]:
        last = time.monotonic()

        def heard(pipe: Any, step: int, _time: object, kept: dict[str, Any]) -> dict[str, Any]:
            nonlocal last
            progress.at((step + 1) / wish.steps, f"Step {step + 1} of {wish.steps}")
            if shown is not nobody and time.monotonic() - last > PREVIEW_SECONDS and step + 1 < wish.steps:
                shown(self._decoded(kept["latents"]))
                last = time.monotonic()
            return kept

        return heard

    def _decoded(self, latents: torch.Tensor) -> Pixels:
        vae, processor = self.pipe.vae, self.pipe.image_processor
        picture = vae.decode((latents / vae.config.scaling_factor).to(vae.dtype), return_dict=False)[0]
        return np.asarray(np.rint(processor.postprocess(picture, output_type="np")[0] * 255), np.uint8)
