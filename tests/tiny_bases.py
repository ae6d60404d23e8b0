"""Tiny bases with random weights, of the same classes and key names as the real ones, and LoRAs for them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    DDIMScheduler,
    EulerDiscreteScheduler,
    StableDiffusionPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from tokenizers import pre_tokenizers
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

from imaging.capabilities import Strength, Wish
from imaging.formats.lora_metadata import About
from imaging.training import adapters, exporting
from imaging.training.families import open_base
from imaging.training.machine import machine_for
from imaging.training.recipe import LoraRecipe

torch.set_num_threads(1)
WIDTH = 32


def tokenizer() -> CLIPTokenizer:
    """CLIP's, without merges: every byte is a token of its own."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    known = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    vocabulary = {token: number for number, token in enumerate(known)}
    return CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=77)


def text_config(words: CLIPTokenizer, width: int = WIDTH) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=len(words),
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=3,
        num_attention_heads=4,
        projection_dim=width,
        bos_token_id=words.bos_token_id,
        eos_token_id=words.eos_token_id,
        pad_token_id=words.pad_token_id,
    )


def vae() -> AutoencoderKL:
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        block_out_channels=(16, 32),
        latent_channels=4,
        norm_num_groups=8,
        sample_size=64,
    )


def unet(**more: Any) -> UNet2DConditionModel:
    return UNet2DConditionModel(
        sample_size=16,
        block_out_channels=(32, 64),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        norm_num_groups=8,
        **more,
    )


def write_sd(folder: Path, *, width: int = WIDTH) -> Path:
    torch.manual_seed(0)
    words = tokenizer()
    StableDiffusionPipeline(
        vae=vae(),
        text_encoder=CLIPTextModel(text_config(words, width)),
        tokenizer=words,
        unet=unet(cross_attention_dim=width, attention_head_dim=4),
        scheduler=DDIMScheduler(
            beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False, steps_offset=1
        ),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)
    return folder


def write_xl(folder: Path) -> Path:
    torch.manual_seed(0)
    words = tokenizer()
    StableDiffusionXLPipeline(
        vae=vae(),
        text_encoder=CLIPTextModel(text_config(words)),
        text_encoder_2=CLIPTextModelWithProjection(text_config(words)),
        tokenizer=words,
        tokenizer_2=words,
        unet=unet(
            cross_attention_dim=2 * WIDTH,
            attention_head_dim=(2, 4),
            use_linear_projection=True,
            transformer_layers_per_block=(1, 2),
            addition_embed_type="text_time",
            addition_time_embed_dim=8,
            projection_class_embeddings_input_dim=6 * 8 + WIDTH,
        ),
        scheduler=EulerDiscreteScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear"),
    ).save_pretrained(folder)
    return folder


WRITERS = {"diffusers": exporting.write_diffusers, "kohya": exporting.write_kohya}


def write_lora(base_folder: Path, path: Path, *, layout: str = "diffusers", seed: int = 1, size: float = 0.3) -> Path:
    """A LoRA whose both halves are thrown, so that it changes every picture of the base."""
    recipe = LoraRecipe.model_validate({"rank": 4, "alpha": 8, "seed": seed, "text_encoder": True})
    base = open_base(base_folder, machine_for(recipe, "cpu"))
    networks = adapters.put_on(base, recipe)
    thrown = torch.Generator().manual_seed(seed)
    tensors = {
        network: {
            key: (torch.randn(one.shape, generator=thrown) * size).half().float() for key, one in sorted(keys.items())
        }
        for network, keys in adapters.taken(networks).items()
    }
    told = About(
        title="Robin", trigger="ohwx", architecture=base.architecture, kohya_base=base.kohya_base,
        base_name=base_folder.name, licence="Apache-2.0", rank=4, alpha=8, resolution=(64, 64), step=300, seed=seed,
        prediction="epsilon", finished=datetime(2026, 11, 25, tzinfo=UTC),
    )  # fmt: skip
    WRITERS[layout](base, tensors, told, path)
    return path


def wish(base: str = "tiny-sd", *, lora: Path | None = None, strength: float = 1.0, **more: object) -> Wish:
    told: dict[str, object] = {"prompt": "a photo of ohwx", "seed": 3, "width": 64, "height": 64, **more}
    loras = (Strength(lora, strength),) if lora else ()
    return Wish(base, loras=loras, **told)  # type: ignore[arg-type]
