"""Tiny bases for the studio to find, LoRA files for them, and versions that are there already."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from imaging.formats import lora_names
from imaging.networks import local_models
from imaging.training import bases
from imaging.training.bases import Card
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.datasets.models import Author, Dataset, DatasetItem
from studio.loras.models import LoraVersion, Sample, Save
from studio.loras.selectors import names
from studio.loras.services.laying import about_base, lora_of, next_number
from studio.subjects.models import Subject

SD = {"model_class": "StableDiffusionPipeline", "networks": {"unet": 8, "text_encoder": 8}}
XL = {"model_class": "StableDiffusionXLPipeline", "networks": {"unet": 16, "text_encoder": 8, "text_encoder_2": 8}}
LAYERS = {
    "unet": ("down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_q", "mid_block.attentions.0.proj_in"),
    "text_encoder": ("text_model.encoder.layers.0.self_attn.q_proj",),
    "text_encoder_2": ("text_model.encoder.layers.0.self_attn.q_proj",),
}
RANK = 2


def write_tensors(path: Path, shapes: Mapping[str, tuple[int, ...]], told: Mapping[str, str] | None = None) -> Path:
    """A safetensors file of float32 ones, written to the format's own words: no library is asked."""
    said: dict[str, Any] = {"__metadata__": dict(told)} if told else {}
    content = b""
    for name, shape in shapes.items():
        numbers = 1
        for side in shape:
            numbers *= side
        begin = len(content)
        content += struct.pack(f"<{numbers}f", *([1.0] * numbers))
        said[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [begin, len(content)]}
    words = json.dumps(said).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(len(words).to_bytes(8, "little") + words + content)
    return path


def write_base(folder: Path, kind: Mapping[str, Any]) -> Path:
    """What the studio reads of a base: its small files, and headers of weights."""
    parts = {part: ["diffusers", "Any"] for part in (*kind["networks"], "vae")}
    (folder / "unet").mkdir(parents=True)
    (folder / "model_index.json").write_text(json.dumps({"_class_name": kind["model_class"], **parts}))
    (folder / "README.md").write_text("---\nlicense: openrail++\n---\n")
    for network, width in kind["networks"].items():
        shapes = {f"{layer}.weight": (width, width) for layer in LAYERS[network]}
        write_tensors(folder / network / "model.safetensors", shapes)
    write_tensors(folder / "vae/model.safetensors", {"conv_in.weight": (1, 1, 1, 1)})
    (folder / "unet/config.json").write_text(json.dumps({"in_channels": 4, "sample_size": 64}))
    (folder / "vae/config.json").write_text(json.dumps({"block_out_channels": [1, 2, 3, 4]}))
    return folder


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The operator's folder: two bases of two families."""
    folder = tmp_path / "models"
    write_base(folder / "bases/tiny-sd", SD)
    write_base(folder / "bases/tiny-xl", XL)
    monkeypatch.setenv(local_models.VARIABLE, str(folder))
    return folder


def lora_shapes(card: Card, layout: str) -> dict[str, tuple[int, ...]]:
    """The tensors of a LoRA on every layer of a base."""
    assert card.family is not None
    prefixes, shapes = card.family.kohya_prefixes, dict[str, tuple[int, ...]]()
    for network, layers in card.shapes.items():
        for layer, (width, *_) in layers.items():
            for half, shape in (("lora_A", (RANK, width)), ("lora_B", (width, RANK))):
                key = f"{layer}.{half}.weight"
                kohya = lora_names.for_kohya(prefixes, network, key)
                shapes[kohya if layout == "kohya" else lora_names.for_diffusers(network, key)] = shape
            if layout == "kohya":
                shapes[lora_names.alpha_name(prefixes, network, layer)] = ()
    return shapes


@pytest.fixture
def lora_of_base(models: Path, tmp_path: Path) -> Callable[..., Path]:
    """The file of a LoRA for a base, in a layout."""

    def make(base: str = "tiny-sd", layout: str = "kohya", told: Mapping[str, str] | None = None) -> Path:
        return write_tensors(tmp_path / f"{base}-{layout}.safetensors", lora_shapes(bases.card(base), layout), told)

    return make


@pytest.fixture
def version(models: Path, subject: Subject) -> LoraVersion:
    """A trained version without saves."""
    return LoraVersion.objects.create(
        workspace=subject.workspace,
        subject=subject,
        lora=lora_of(subject),
        number=next_number(subject),
        steps=300,
        preset="quick",
        **about_base(bases.card("tiny-sd")),
    )


@pytest.fixture
def save(lora_of_base: Callable[..., Path], stored: Callable[..., Asset]) -> Callable[..., Save]:
    """A save of a version with both files and one sample."""

    def make(version: LoraVersion, step: int, *, sampled: bool = True, **measured: Any) -> Save:
        files = {
            layout: assets.record(
                version.workspace,
                assets.put(
                    version.workspace,
                    content=lora_of_base(layout=layout),
                    folder=names.folder(version),
                    filename=names.filename(version, step, layout),
                ),
            )
            for layout in names.LAYOUTS
        }
        if sampled:
            picture = stored(step % 250, folder=names.folder(version), filename=names.sample(version, step, 0))
            Sample.objects.create(version=version, step=step, index=0, prompt="a photo", seed=1, picture=picture)
        return Save.objects.create(version=version, step=step, **files, **measured)

    return make


@pytest.fixture
def dataset(subject: Subject, stored: Callable[..., Asset]) -> Callable[..., Dataset]:
    """A dataset of so many captioned pictures."""

    def make(pictures: int = 16, of: Subject = subject, **changes: Any) -> Dataset:
        made = Dataset.objects.create(workspace=of.workspace, subject=of, name=f"Portraits {pictures}")
        DatasetItem.objects.bulk_create(
            DatasetItem(
                dataset=made,
                number=number,
                name=f"{number}",
                origin=f"file:{number}",
                asset=stored(number),
                **{"caption": f"a photo of {of.trigger_word}, {number}", "author": Author.PERSON, **changes},
            )
            for number in range(1, pictures + 1)
        )
        return made

    return make
