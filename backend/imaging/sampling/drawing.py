"""Draws wishes with an opened diffusers pipeline: previews on the way, stops within a step when asked to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from imaging.capabilities import Shown, Strength, Wish
from imaging.errors import UnusableInput
from imaging.picture import Pixels
from imaging.progress import SILENT, Progress
from imaging.sampling.fitting import fit
from imaging.sampling.glimpse import Glimpse
from imaging.sampling.manner import Manner
from imaging.sampling.schedulers import OWN, SCHEDULERS, scheduler

if TYPE_CHECKING:
    import torch


MULTIPLE = 8
"""Pixels; what diffusers' pipelines ask of the sides of a picture."""


class Drawing:
    """A pipeline that draws. It stays loaded, and so do its LoRAs until a wish asks for others."""

    def __init__(self, pipe: Any, *, base: str) -> None:
        self.pipe, self.base, self._own = pipe, base, pipe.scheduler
        self._loaded: tuple[Strength, ...] = ()
        pipe.set_progress_bar_config(disable=True)

    def draw(self, wish: Wish, manner: Manner, progress: Progress = SILENT, shown: Shown | None = None) -> Pixels:
        """``[height, width, 3]``. Raises UnusableInput for an unknown scheduler, a LoRA of another base, a bad size."""
        import torch

        self._require(wish, manner)
        # a new one each time: what a scheduler remembers of one picture is nothing to the next
        chosen = scheduler(manner.scheduler, self._own)
        glimpse = Glimpse(chosen, self._decoded, shown)
        self.pipe.scheduler = chosen
        self._load(wish.loras)
        with torch.inference_mode(), self._stopping(progress), self._skipping(manner):
            latents = self.pipe(
                wish.prompt,
                negative_prompt=wish.negative or None,
                width=wish.width,
                height=wish.height,
                num_inference_steps=manner.steps,
                guidance_scale=manner.guidance,
                clip_skip=manner.clip_skip or None,
                # numbers of the CPU, so that the same seed means the same noise on every device
                generator=torch.Generator().manual_seed(wish.seed),
                output_type="latent",
                callback_on_step_end=_telling(wish, manner, progress, glimpse),
            ).images
            return self._decoded(latents)

    def _require(self, wish: Wish, manner: Manner) -> None:
        if manner.scheduler != OWN and manner.scheduler not in SCHEDULERS:
            known = ", ".join([OWN, *SCHEDULERS])
            raise UnusableInput(f"No scheduler is called {manner.scheduler!r}. Choose one of: {known}.")
        if wish.width % MULTIPLE or wish.height % MULTIPLE or min(wish.width, wish.height) < MULTIPLE:
            raise UnusableInput(
                f"{self.base} draws pictures whose sides are multiples of {MULTIPLE} px, and {wish.width} x "
                f"{wish.height} was asked for. Choose another size."
            )

    def _load(self, loras: tuple[Strength, ...]) -> None:
        if loras == self._loaded:
            return
        if [one.file for one in loras] != [one.file for one in self._loaded]:
            self.pipe.unload_lora_weights()
            self._loaded = ()
            for number, one in enumerate(loras):
                fit(self.pipe, one.file, f"lora_{number}", base=self.base)
        if loras:
            self.pipe.set_adapters([f"lora_{number}" for number in range(len(loras))], [one.strength for one in loras])
        self._loaded = loras

    @contextmanager
    def _stopping(self, progress: Progress) -> Iterator[None]:
        """Ask before every block of the denoiser whether to stop: on a CPU a step of a large base takes a minute."""
        unet = self.pipe.unet
        blocks = [*unet.down_blocks, *unet.up_blocks]
        hooks = [block.register_forward_pre_hook(lambda *_: progress.check()) for block in blocks]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()

    @contextmanager
    def _skipping(self, manner: Manner) -> Iterator[None]:
        """To skip layers diffusers looks for the last norm below ``text_model``, which transformers 5 left out."""
        encoder = self.pipe.text_encoder
        if not manner.clip_skip or hasattr(encoder, "text_model"):
            yield
            return
        # beside the modules, and not for long: whoever finds it there thinks that the names of layers begin with it
        encoder.__dict__["text_model"] = encoder
        try:
            yield
        finally:
            del encoder.__dict__["text_model"]

    def _decoded(self, latents: torch.Tensor) -> Pixels:
        vae, processor = self.pipe.vae, self.pipe.image_processor
        scaled = _unscaled(latents.to(vae.dtype), vae.config)
        picture = vae.decode(scaled, return_dict=False)[0]
        return np.asarray(np.rint(processor.postprocess(picture, output_type="np")[0] * 255), np.uint8)


def _unscaled(latents: torch.Tensor, config: Any) -> torch.Tensor:
    import torch

    mean, deviation = getattr(config, "latents_mean", None), getattr(config, "latents_std", None)
    if mean is None or deviation is None:
        return latents / config.scaling_factor
    shape, like = (1, -1, 1, 1), {"device": latents.device, "dtype": latents.dtype}
    spread: torch.Tensor = torch.tensor(deviation, **like).view(shape) / config.scaling_factor
    return latents * spread + torch.tensor(mean, **like).view(shape)


def _telling(
    wish: Wish, manner: Manner, progress: Progress, glimpse: Glimpse
) -> Callable[[Any, int, object, dict[str, Any]], dict[str, Any]]:
    def heard(pipe: Any, step: int, _time: object, kept: dict[str, Any]) -> dict[str, Any]:
        # a scheduler of the second order calls more often than there are steps
        done = min(step + 1, pipe.num_timesteps)
        progress.at(done / pipe.num_timesteps, f"Step {done} of {pipe.num_timesteps}")
        if done < pipe.num_timesteps:
            glimpse.look(kept["latents"], max(wish.width, wish.height))
        return kept

    return heard
