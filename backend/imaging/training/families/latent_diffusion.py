"""What Stable Diffusion 1 and XL share: a UNet that learned to take noise off the latents of a VAE."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from imaging.errors import MissingWeights, UnusableInput
from imaging.picture import Pixels
from imaging.training.family import Base, Batch, Machine, Words, unit
from imaging.training.recipe import LoraRecipe, Targets

if TYPE_CHECKING:
    import torch
    from torch import nn

ATTENTION = ["to_q", "to_k", "to_v", "to_out.0"]
FEED_FORWARD = ["ff.net.0.proj", "ff.net.2"]
CONVOLUTIONS = ["proj_in", "proj_out", "conv1", "conv2"]
TEXT = ["q_proj", "k_proj", "v_proj", "out_proj"]


def pipeline_class(folder: Path) -> str:
    """The ``_class_name`` of a diffusers folder; empty when it is none."""
    try:
        return str(json.loads((folder / "model_index.json").read_text()).get("_class_name", ""))
    except (OSError, ValueError):
        return ""


def _variant(folder: Path) -> str | None:
    """``fp16`` for a folder that has its weights in no other precision, as SDXL is often copied."""
    halves = list((folder / "unet").glob("*.fp16.safetensors"))
    return "fp16" if halves and len(halves) == len(list((folder / "unet").glob("*.safetensors"))) else None


class LatentDiffusion(Base):
    """The denoiser's part; a family adds its text encoders."""

    pipeline_name: ClassVar[str]
    encoders: ClassVar[Mapping[str, str]]
    """Text encoder to its tokenizer, both by their names in the pipeline."""
    multiple: ClassVar[int] = 8

    def __init__(self, pipe: Any, machine: Machine) -> None:
        import torch
        from diffusers import DDPMScheduler

        self.pipe, self.machine = pipe, machine
        self.noise = DDPMScheduler.from_config(pipe.scheduler.config)
        for network in (pipe.unet, pipe.vae, *(getattr(pipe, name) for name in self.encoders)):
            network.requires_grad_(False).eval().to(machine.device)
        # the VAE of SDXL overflows in half precision, and no other part is run so rarely
        pipe.vae.to(torch.float32)
        pipe.set_progress_bar_config(disable=True)

    @classmethod
    def recognises(cls, folder: Path) -> bool:
        """By the pipeline's class name."""
        return pipeline_class(folder).startswith(f"{cls.pipeline_name}Pipeline")

    @classmethod
    def open(cls, folder: Path, machine: Machine) -> Self:
        """Load a diffusers folder, nothing from anywhere else."""
        import diffusers

        kind = getattr(diffusers, f"{cls.pipeline_name}Pipeline")
        try:
            pipe = kind.from_pretrained(
                str(folder),
                dtype=cls._stored(machine),
                variant=_variant(folder),
                local_files_only=True,
                **cls.left_out(),
            )
        except (OSError, ValueError) as problem:
            raise MissingWeights(
                f"The base {folder.name} is not complete: {str(problem).splitlines()[0][:200]}. Put the file there."
            ) from problem
        if pipe.unet.config.in_channels != pipe.vae.config.latent_channels:
            raise UnusableInput(
                f"{folder.name} is made for inpainting and cannot be trained on. Choose its plain version."
            )
        return cls(pipe, machine)

    @classmethod
    def left_out(cls) -> dict[str, Any]:
        """Parts of the pipeline that a training does without; the studio screens every picture itself."""
        return {}

    @classmethod
    def _stored(cls, machine: Machine) -> torch.dtype:
        """A GPU holds the frozen base in its quick type; on a CPU only what multiplies is narrowed, by ``ready``."""
        import torch

        return torch.float32 if machine.device == "cpu" else machine.precision

    @property
    def adapted(self) -> Mapping[str, nn.Module]:
        """The UNet and the text encoders."""
        return {"unet": self.pipe.unet, **{name: getattr(self.pipe, name) for name in self.encoders}}

    def layers(self, targets: Targets) -> list[str]:
        """Endings of layer names in diffusers' UNet."""
        wider = {
            Targets.ATTENTION: [],
            Targets.TRANSFORMER: FEED_FORWARD,
            Targets.EVERYTHING: FEED_FORWARD + CONVOLUTIONS,
        }
        return ATTENTION + wider[targets]

    def text_layers(self) -> list[str]:
        """Endings of layer names in transformers' CLIP."""
        return TEXT

    def encode(self, pictures: Sequence[Pixels]) -> torch.Tensor:
        """The mean of the VAE's answer, moved and scaled as the denoiser knows it."""
        import torch

        vae = self.pipe.vae
        with torch.no_grad():
            latents = vae.encode(torch.from_numpy(unit(pictures)).to(vae.device)).latent_dist.mode()
        shift = getattr(vae.config, "shift_factor", None) or 0.0
        return ((latents - shift) * vae.config.scaling_factor).float().cpu()

    def tokens(self, captions: Sequence[str]) -> Words:
        """One row of numbers a caption and tokenizer."""
        asked = {"padding": "max_length", "truncation": True, "return_tensors": "pt"}
        tokenizers = {name: getattr(self.pipe, tokenizer) for name, tokenizer in self.encoders.items()}
        return {
            name: tokenizer(list(captions), max_length=tokenizer.model_max_length, **asked).input_ids
            for name, tokenizer in tokenizers.items()
        }

    def losses(self, batch: Batch, recipe: LoraRecipe, thrown: torch.Generator) -> torch.Tensor:
        """Squared error of the predicted noise or velocity, evened out by min-SNR (Hang et al. 2023)."""
        import torch

        device, clean = self.machine.device, batch.latents
        noise = torch.randn(clean.shape, generator=thrown)
        if recipe.noise_offset:
            noise = noise + recipe.noise_offset * torch.randn((*clean.shape[:2], 1, 1), generator=thrown)
        times = torch.randint(0, self.noise.config.num_train_timesteps, (len(clean),), generator=thrown)
        target = noise if self._predicts_noise() else self.noise.get_velocity(clean, noise, times)
        noised = self.noise.add_noise(clean, noise, times).to(device)
        with self.machine.quick():
            guess = self.denoise(noised, times.to(device), batch)
        error = (guess.float() - target.to(device)).pow(2).mean((1, 2, 3))
        return error if recipe.min_snr is None else error * self._weights(times, recipe.min_snr).to(device)

    def denoise(self, noised: torch.Tensor, times: torch.Tensor, batch: Batch) -> torch.Tensor:
        """What the UNet says of noised latents."""
        answer: torch.Tensor = self.pipe.unet(noised, times, **self.conditions(batch), return_dict=False)[0]
        return answer

    def look(self, picture: Pixels, resolution: int) -> npt.NDArray[np.float32]:
        """The middle of the UNet at a quarter of the noise, averaged over the picture (after DIFT, Tang et al. 2023).

        On the same noise for every picture, and without words; a vector of length 1.
        """
        import torch
        from PIL import Image

        side = resolution // self.multiple * self.multiple
        clean = self.encode([np.asarray(Image.fromarray(picture).resize((side, side), Image.Resampling.LANCZOS))])
        noise = torch.randn(clean.shape, generator=torch.Generator().manual_seed(0))
        times = torch.tensor([self.noise.config.num_train_timesteps // 4])
        size = torch.tensor([[side, side, 0.0, 0.0, side, side]])
        found: list[torch.Tensor] = []
        hook = self.pipe.unet.mid_block.register_forward_hook(lambda _module, _given, gave: found.append(gave))
        try:
            with torch.no_grad():
                batch = Batch(clean, self.read(self.tokens([""])), size)
                device = self.machine.device
                with self.machine.quick():
                    self.denoise(self.noise.add_noise(clean, noise, times).to(device), times.to(device), batch)
        finally:
            hook.remove()
        seen: npt.NDArray[np.float32] = found[0][0].float().mean((1, 2)).cpu().numpy()
        return seen / max(float(np.linalg.norm(seen)), 1e-6)

    def conditions(self, batch: Batch) -> dict[str, Any]:
        """The UNet's further arguments."""
        return {"encoder_hidden_states": batch.words["hidden"]}

    def _predicts_noise(self) -> bool:
        kind = self.noise.config.prediction_type
        if kind not in ("epsilon", "v_prediction"):
            raise UnusableInput(f"This base predicts {kind!r}, which no training here knows. Choose another base.")
        return bool(kind == "epsilon")

    def _weights(self, times: torch.Tensor, gamma: float) -> torch.Tensor:
        from diffusers.training_utils import compute_snr

        ratio = compute_snr(self.noise, times)
        return ratio.clamp(max=gamma) / (ratio if self._predicts_noise() else ratio + 1)

    def ready(self, recipe: LoraRecipe) -> None:
        """Checkpoints where asked; on a CPU plain attention, whose way back is quicker than that of the fused one."""
        from diffusers.models.attention_processor import AttnProcessor

        if self.machine.device == "cpu":
            self.pipe.unet.set_attn_processor(AttnProcessor())
            _halve(self.pipe.unet, self.machine.precision)
        if recipe.checkpointing:
            self.pipe.unet.enable_gradient_checkpointing()
            # diffusers looks at the mode; nothing in these networks is dropped out
            self.pipe.unet.train()
            for name in self.encoders if recipe.text_encoder else ():
                getattr(self.pipe, name).gradient_checkpointing_enable()
                getattr(self.pipe, name).train()

    def pipeline(self) -> Any:
        """The pipeline that the networks came in."""
        return self.pipe


def _halve(network: nn.Module, precision: torch.dtype) -> None:
    """Hold the frozen weights in the type that they are multiplied in: otherwise each is converted at every step.

    Norms stay as they are; they are computed in full width.
    """
    from torch import nn

    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Linear) and not module.weight.requires_grad:
            module.to(precision)
