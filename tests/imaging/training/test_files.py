"""Both kinds of file load into a fresh pipeline of diffusers with nothing missing, and draw the very same picture."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from safetensors import safe_open

from imaging.errors import UnusableInput
from imaging.formats.lora_metadata import About
from imaging.training import adapters, exporting, samples
from imaging.training.adapters import Tensors
from imaging.training.families import open_base
from imaging.training.machine import machine_for
from imaging.training.recipe import LoraRecipe
from imaging.training.trainer import Trainer

WISH = samples.Wish("a photo of ohwx", seed=3, width=64, height=64, steps=3)
WRITERS = {"diffusers": exporting.write_diffusers, "kohya": exporting.write_kohya}


def about(training: Trainer) -> About:
    base, recipe = training.base, training.recipe
    return About(
        title="Robin",
        trigger="ohwx",
        architecture=base.architecture,
        kohya_base=base.kohya_base,
        base_name="tiny",
        licence="Apache-2.0",
        rank=recipe.rank,
        alpha=recipe.alpha,
        resolution=(64, 64),
        step=training.done,
        seed=recipe.seed,
        prediction="epsilon",
        finished=datetime(2026, 11, 25, tzinfo=UTC),
        captions=["a photo of ohwx, smiling", "a photo of ohwx, smiling, at the beach"],
    )


def halved(adapter: Tensors) -> Tensors:
    """As a file holds it."""
    return {name: {key: one.half().float() for key, one in keys.items()} for name, keys in adapter.items()}


@pytest.fixture
def trained(trainer: Callable[..., Trainer]) -> Trainer:
    training = trainer(text_encoder=True, targets="everything", rate=1e-2, precision="float32")
    for _ in range(3):
        training.step()
    adapters.put_back(training.networks, halved(training.adapter()))
    return training


@pytest.mark.parametrize("layout", WRITERS)
def test_a_fresh_pipeline_draws_the_same(trained: Trainer, base_folder: Path, tmp_path: Path, layout: str) -> None:
    live = samples.draw(trained.base, [WISH])[0]
    WRITERS[layout](trained.base, trained.adapter(), about(trained), tmp_path / "robin.safetensors")

    kind = getattr(diffusers, f"{type(trained.base).pipeline_name}Pipeline")  # type: ignore[attr-defined]
    fresh = kind.from_pretrained(str(base_folder), **type(trained.base).left_out())  # type: ignore[attr-defined]
    fresh.unet.set_attn_processor(diffusers.models.attention_processor.AttnProcessor())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fresh.load_lora_weights(str(tmp_path), weight_name="robin.safetensors")
    assert loaded(fresh) == sum(map(len, trained.adapter().values()))
    picture = fresh(
        WISH.prompt,
        width=64,
        height=64,
        num_inference_steps=3,
        guidance_scale=WISH.guidance,
        generator=torch.Generator().manual_seed(WISH.seed),
        output_type="np",
    ).images[0]
    assert np.abs(np.rint(picture * 255) - live).max() == 0
    config = next(iter(fresh.unet.peft_config.values()))
    assert (config.r, config.lora_alpha) == (4, 8)


def loaded(pipe: Any) -> int:
    networks = [one for name, one in pipe.components.items() if name.startswith(("unet", "text_encoder"))]
    return sum(".lora_" in key for network in networks for key in network.state_dict())


@pytest.mark.parametrize("layout", WRITERS)
def test_a_file_is_read_back_to_the_bit(trained: Trainer, tmp_path: Path, layout: str) -> None:
    adapter = trained.adapter()
    WRITERS[layout](trained.base, adapter, about(trained), tmp_path / "robin.safetensors")
    tensors, alpha = exporting.read(trained.base, tmp_path / "robin.safetensors")
    assert alpha == 8
    assert {name: keys.keys() for name, keys in tensors.items()} == {n: keys.keys() for n, keys in adapter.items()}
    assert all(torch.equal(tensors[name][key], adapter[name][key]) for name in adapter for key in adapter[name])


@pytest.mark.parametrize("layout", WRITERS)
def test_the_file_says_what_it_is(trained: Trainer, tmp_path: Path, layout: str) -> None:
    WRITERS[layout](trained.base, trained.adapter(), about(trained), tmp_path / "robin.safetensors")
    with safe_open(tmp_path / "robin.safetensors", framework="pt") as file:
        told = file.metadata()
    assert told["modelspec.architecture"] == trained.base.architecture
    assert told["modelspec.trigger_phrase"] == "ohwx"
    assert told["ss_network_dim"] == "4"
    assert told["ss_network_alpha"] == "8.0"
    assert '"smiling": 2' in told["ss_tag_frequency"]
    assert ("lora_adapter_metadata" in told) == (layout == "diffusers")


def test_the_size_is_known_before(trained: Trainer, base_folder: Path, tmp_path: Path) -> None:
    exporting.write_diffusers(trained.base, trained.adapter(), about(trained), tmp_path / "robin.safetensors")
    plain = open_base(base_folder, machine_for(LoraRecipe(), "cpu"))
    layers = {name: plain.text_layers() for name in plain.adapted} | {"unet": plain.layers(trained.recipe.targets)}
    with safe_open(tmp_path / "robin.safetensors", framework="pt") as file:
        held = sum(file.get_tensor(name).numel() * 2 for name in file.keys())  # noqa: SIM118
    assert exporting.size_of(plain, 4, layers) == held


@pytest.mark.parametrize("layout", WRITERS)
def test_a_lora_of_another_base_is_refused_with_names(
    trained: Trainer, bases: dict[str, Path], tmp_path: Path, layout: str
) -> None:
    WRITERS[layout](trained.base, trained.adapter(), about(trained), tmp_path / "robin.safetensors")
    other = "sd" if "XL" in trained.base.name else "xl"
    foreign = open_base(bases[other], machine_for(LoraRecipe(), "cpu"))
    with pytest.raises(UnusableInput, match=r"(?s)was made for .*not for.*such as"):
        exporting.read(foreign, tmp_path / "robin.safetensors")


def test_a_pickle_is_refused_whatever_its_name(trained: Trainer, tmp_path: Path) -> None:
    torch.save({"lora": torch.zeros(1)}, tmp_path / "robin.safetensors")
    with pytest.raises(UnusableInput, match="a PyTorch file"):
        exporting.read(trained.base, tmp_path / "robin.safetensors")
