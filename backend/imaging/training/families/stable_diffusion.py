"""Stable Diffusion 1.x and 2.x, and the pocket base: one text encoder, whose last layer is what the UNet reads."""

from __future__ import annotations

from typing import Any

from imaging.training.families.latent_diffusion import LatentDiffusion
from imaging.training.family import Words


class StableDiffusion(LatentDiffusion):
    """Bases of 512 or 768 pixels, and the small one that ships with the studio."""

    name = "Stable Diffusion"
    architecture = "stable-diffusion-v1/lora"
    kohya_base = "sd_v1"
    kohya_prefixes = {"unet": "lora_unet", "text_encoder": "lora_te"}
    pipeline_name = "StableDiffusion"
    encoders = {"text_encoder": "tokenizer"}

    @classmethod
    def left_out(cls) -> dict[str, Any]:
        """Its own safety checker is replaced by the studio's screens, which cannot be left out."""
        return {"safety_checker": None, "requires_safety_checker": False}

    def read(self, tokens: Words) -> Words:
        """``hidden``: ``[n, 77, width]``."""
        ids = tokens["text_encoder"].to(self.machine.device)
        with self.machine.quick():
            return {"hidden": self.pipe.text_encoder(ids, return_dict=False)[0]}
