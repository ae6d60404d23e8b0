"""Tiny bases with random weights, of the same classes and key names as the real ones, and pictures to learn from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import (
    AutoencoderKL,
    DDIMScheduler,
    EulerDiscreteScheduler,
    StableDiffusionPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from PIL import Image
from tokenizers import pre_tokenizers
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

from imaging.training.examples import Example
from imaging.training.families import open_base
from imaging.training.machine import machine_for
from imaging.training.recipe import LoraRecipe
from imaging.training.trainer import Trainer

torch.set_num_threads(1)
WIDTH = 32


def tokenizer() -> CLIPTokenizer:
    """CLIP's, without merges: every byte is a token of its own."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    known = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    vocabulary = {token: number for number, token in enumerate(known)}
    return CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=77)


def text_config(words: CLIPTokenizer) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=len(words),
        hidden_size=WIDTH,
        intermediate_size=2 * WIDTH,
        num_hidden_layers=3,
        num_attention_heads=4,
        projection_dim=WIDTH,
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


def write_sd(folder: Path) -> Path:
    torch.manual_seed(0)
    words = tokenizer()
    StableDiffusionPipeline(
        vae=vae(),
        text_encoder=CLIPTextModel(text_config(words)),
        tokenizer=words,
        unet=unet(cross_attention_dim=WIDTH, attention_head_dim=4),
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


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("bases")
    return {"sd": write_sd(folder / "tiny-sd"), "xl": write_xl(folder / "tiny-xl")}


@pytest.fixture(params=["sd", "xl"])
def base_folder(bases: dict[str, Path], request: pytest.FixtureRequest) -> Path:
    return bases[request.param]


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    folder, dice = tmp_path_factory.mktemp("pictures"), np.random.default_rng(0)
    made = []
    for number, size in enumerate([(64, 64), (64, 96), (96, 64), (80, 80), (128, 64)]):
        coarse = dice.integers(0, 255, (8, 8, 3), dtype=np.uint8)
        path = folder / f"{number}.png"
        Image.fromarray(coarse).resize(size).save(path)
        made.append(Example(path, f"a photo of ohwx, picture {number}"))
    return made


@pytest.fixture
def trainer(base_folder: Path, examples: list[Example], tmp_path: Path) -> Callable[..., Trainer]:
    """A new training of the base; its recipe is small, and what is given is changed."""

    def make(**asked: Any) -> Trainer:
        small = {"steps": 10, "rank": 4, "alpha": 8, "rate": 1e-3, "batch": 2, "resolution": 64, "seed": 5}
        recipe = LoraRecipe.model_validate({**small, **asked})
        base = open_base(base_folder, machine_for(recipe, "cpu"))
        return Trainer(
            base, recipe, examples, folder=base_folder, cache=tmp_path / "cache", class_examples=examples[:2]
        )

    return make
