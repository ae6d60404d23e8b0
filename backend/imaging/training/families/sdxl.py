"""Stable Diffusion XL: two text encoders, a pooled text vector, and the sizes of the picture as further conditions."""

from __future__ import annotations

from typing import Any

from imaging.training.families.latent_diffusion import LatentDiffusion
from imaging.training.family import Batch, Words


class StableDiffusionXL(LatentDiffusion):
    """Bases of 1024 pixels."""

    name = "Stable Diffusion XL"
    architecture = "stable-diffusion-xl-v1-base/lora"
    kohya_base = "sdxl_base_v1-0"
    kohya_prefixes = {"unet": "lora_unet", "text_encoder": "lora_te1", "text_encoder_2": "lora_te2"}
    pipeline_name = "StableDiffusionXL"
    encoders = {"text_encoder": "tokenizer", "text_encoder_2": "tokenizer_2"}

    @classmethod
    def left_out(cls) -> dict[str, Any]:
        """No watermark of diffusers: the studio marks every picture itself."""
        return {"add_watermarker": False}

    def read(self, tokens: Words) -> Words:
        """``hidden``: the encoders' last but one layers side by side; ``pooled``: what the second says of the whole."""
        import torch

        device, layers = self.machine.device, []
        with self.machine.quick():
            for name in self.encoders:
                said = getattr(self.pipe, name)(tokens[name].to(device), output_hidden_states=True, return_dict=True)
                layers.append(said.hidden_states[-2])
        return {"hidden": torch.cat(layers, dim=-1), "pooled": said.text_embeds}

    def conditions(self, batch: Batch) -> dict[str, Any]:
        """Beside the words: the pooled vector and the six numbers of each picture's size and cut."""
        sizes = batch.sizes.to(self.machine.device, batch.words["pooled"].dtype)
        added = {"text_embeds": batch.words["pooled"], "time_ids": sizes}
        return {"encoder_hidden_states": batch.words["hidden"], "added_cond_kwargs": added}
