"""A LoRA as diffusers' own example (examples/text_to_image/train_text_to_image_lora.py) trains it, to its recipe.

Kept: Accelerator with its mixed precision, pictures loaded, resized, cropped, flipped and normalised by a DataLoader
at every step, the VAE and the text encoder asked at every step, LoRA of rank r on the attention (alpha = r, gaussian),
AdamW with its defaults there, gradients clipped at 1, a learning-rate schedule, min-SNR as asked for. Left out: the
download of a dataset, validation pictures, the tracker. Torchvision's transforms are Pillow's, which they call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from accelerate import Accelerator
from accelerate.state import AcceleratorState
from diffusers import DDPMScheduler, StableDiffusionPipeline
from diffusers.optimization import get_scheduler
from diffusers.training_utils import compute_snr
from peft import LoraConfig
from PIL import Image


class Pictures(torch.utils.data.Dataset[dict[str, Any]]):
    """Files with captions, prepared anew each time one is asked for."""

    def __init__(self, files: Sequence[tuple[Path, str]], tokenizer: Any, side: int) -> None:
        self.files, self.tokenizer, self.side = files, tokenizer, side

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, at: int) -> dict[str, Any]:
        path, caption = self.files[at]
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
        scale = self.side / min(picture.size)
        picture = picture.resize([round(edge * scale) for edge in picture.size], Image.Resampling.BILINEAR)
        left, top = (picture.width - self.side) // 2, (picture.height - self.side) // 2
        picture = picture.crop((left, top, left + self.side, top + self.side))
        if np.random.rand() < 0.5:
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        pixels = torch.from_numpy(np.asarray(picture).copy()).permute(2, 0, 1).float() / 127.5 - 1
        tokens = self.tokenizer(
            caption,
            max_length=self.tokenizer.model_max_length,
            padding="max_length",
            truncation=True,
            return_tensors="pt",
        )
        return {"pixel_values": pixels, "input_ids": tokens.input_ids[0]}


class Example:
    """The script's loop, a step at a time; ``save`` is its checkpoint (``accelerator.save_state``)."""

    def __init__(
        self,
        base: Path,
        files: Sequence[tuple[Path, str]],
        *,
        side: int,
        rank: int,
        batch: int,
        rate: float,
        snr_gamma: float | None,
        precision: str,
        kept: Path,
    ) -> None:
        AcceleratorState._reset_state(reset_partial_state=True)  # one process measures several precisions
        self.accelerator = Accelerator(cpu=True, mixed_precision=precision, project_dir=str(kept))
        pipe = StableDiffusionPipeline.from_pretrained(str(base), dtype=torch.float32, safety_checker=None)
        self.noise = DDPMScheduler.from_config(pipe.scheduler.config)
        weights = {"no": torch.float32, "bf16": torch.bfloat16}[precision]
        self.unet, self.vae, self.text = pipe.unet, pipe.vae, pipe.text_encoder
        for network in (self.unet, self.vae, self.text):
            network.requires_grad_(False).to(dtype=weights)
        self.weights, self.snr_gamma = weights, snr_gamma
        layers = ["to_k", "to_q", "to_v", "to_out.0"]
        self.unet.add_adapter(LoraConfig(r=rank, lora_alpha=rank, init_lora_weights="gaussian", target_modules=layers))
        learned = [weight for weight in self.unet.parameters() if weight.requires_grad]
        optimizer = torch.optim.AdamW(learned, lr=rate, betas=(0.9, 0.999), weight_decay=1e-2, eps=1e-8)
        loader = torch.utils.data.DataLoader(
            Pictures(files, pipe.tokenizer, side), shuffle=True, batch_size=batch, num_workers=0
        )
        schedule = get_scheduler("constant", optimizer=optimizer, num_warmup_steps=0, num_training_steps=10_000)
        self.unet, self.optimizer, self.loader, self.schedule = self.accelerator.prepare(
            self.unet, optimizer, loader, schedule
        )
        self.learned = learned
        self.batches = self._endless()
        self.unet.train()

    def _endless(self) -> Iterator[dict[str, torch.Tensor]]:
        while True:
            yield from self.loader

    def step(self) -> float:
        """One step, as in the script."""
        batch = next(self.batches)
        with self.accelerator.accumulate(self.unet):
            latents = self.vae.encode(batch["pixel_values"].to(dtype=self.weights)).latent_dist.sample()
            latents = latents * self.vae.config.scaling_factor
            noise = torch.randn_like(latents)
            times = torch.randint(0, self.noise.config.num_train_timesteps, (len(latents),)).long()
            noisy = self.noise.add_noise(latents, noise, times)
            words = self.text(batch["input_ids"], return_dict=False)[0]
            is_velocity = self.noise.config.prediction_type == "v_prediction"
            target = self.noise.get_velocity(latents, noise, times) if is_velocity else noise
            predicted = self.unet(noisy, times, words, return_dict=False)[0]
            loss = self._loss(predicted, target, times, is_velocity)
            average = self.accelerator.gather(loss.repeat(len(latents))).mean()
            self.accelerator.backward(loss)
            if self.accelerator.sync_gradients:
                self.accelerator.clip_grad_norm_(self.learned, 1.0)
            self.optimizer.step()
            self.schedule.step()
            self.optimizer.zero_grad()
        return float(average.item())

    def _loss(self, predicted: torch.Tensor, target: torch.Tensor, times: torch.Tensor, is_velocity: bool) -> Any:
        if self.snr_gamma is None:
            return F.mse_loss(predicted.float(), target.float(), reduction="mean")
        snr = compute_snr(self.noise, times)
        weight = torch.stack([snr, self.snr_gamma * torch.ones_like(times)], dim=1).min(dim=1)[0]
        weight = weight / (snr + 1) if is_velocity else weight / snr
        loss = F.mse_loss(predicted.float(), target.float(), reduction="none")
        return (loss.mean(dim=list(range(1, len(loss.shape)))) * weight).mean()

    def save(self, folder: Path) -> None:
        """Its checkpoint."""
        self.accelerator.save_state(str(folder))
