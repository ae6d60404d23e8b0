"""LoRA files that somebody brings: read strictly, matched with a base by name and shape, written in both layouts."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from imaging.errors import UnreadableTensors, UnusableInput, WrongBase
from imaging.formats import lora_file, lora_names, sgm_names, tensor_file
from imaging.formats.lora_file import Layout
from imaging.networks import local_models
from imaging.training import bases as known
from imaging.training.bases import Card
from imaging.training.families import open_base
from imaging.training.machine import machine_for
from imaging.training.recipe import LoraRecipe

RANK, ALPHA = 4, 2.0


def card(folder: Path) -> Card:
    return Card(folder.name, folder, "folder")


def prefixes(base: Card) -> Mapping[str, str]:
    assert base.family is not None
    return base.family.kohya_prefixes


def layers_of(base: Card) -> list[tuple[str, str, tuple[int, ...]]]:
    """Attention layers of every network."""
    return [
        (network, layer, shape)
        for network, layers in base.shapes.items()
        for layer, shape in layers.items()
        if layer.endswith(("to_q", "to_k", "to_out.0", "q_proj", "out_proj"))
    ]


def drawn(shape: tuple[int, ...], seed: int) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed)).half() * 0.1


def foreign(base: Card, name: Callable[[str, str, str], str], **alphas: float) -> dict[str, torch.Tensor]:
    """The tensors of a LoRA under names that somebody else chose."""
    tensors = {}
    for seed, (network, layer, shape) in enumerate(layers_of(base)):
        tensors[name(network, layer, "lora_A")] = drawn((RANK, shape[1]), 2 * seed)
        tensors[name(network, layer, "lora_B")] = drawn((shape[0], RANK), 2 * seed + 1)
    return tensors


def kohyas(base: Card, alpha: float = ALPHA) -> dict[str, torch.Tensor]:
    own = prefixes(base)
    tensors = foreign(base, lambda network, layer, half: lora_names.for_kohya(own, network, f"{layer}.{half}.weight"))
    named = [lora_names.alpha_name(own, network, layer) for network, layer, _ in layers_of(base)]
    return tensors | {name: torch.tensor(alpha) for name in named}


@pytest.fixture
def base(base_folder: Path) -> Card:
    return card(base_folder)


def read(path: Path, base: Card) -> lora_file.Adapter:
    return lora_file.read(path, base.shapes, prefixes(base), base.label)


def test_a_base_is_told_without_its_weights(base: Card) -> None:
    assert base.why_not == ""
    assert base.prediction == "epsilon"
    assert base.resolution == 32
    assert set(base.shapes) == set(prefixes(base))
    assert base.size > 1_000_000


def test_kohyas_file_becomes_both_and_draws_the_same(base: Card, tmp_path: Path) -> None:
    source = tmp_path / "brought.safetensors"
    save_file(kohyas(base), source)
    adapter = read(source, base)
    assert (adapter.layout, adapter.rank, adapter.alpha) == (Layout.KOHYA, RANK, ALPHA)
    lora_file.write_diffusers(source, adapter, {}, tmp_path / "diffusers.safetensors")
    lora_file.write_kohya(source, adapter, prefixes(base), {"ss_output_name": "x"}, tmp_path / "kohya.safetensors")

    back = read(tmp_path / "diffusers.safetensors", base)
    assert (back.layout, back.ranks, back.alphas) == (Layout.DIFFUSERS, adapter.ranks, adapter.alphas)
    names = ("brought", "diffusers", "kohya")
    pictures = [picture(base, tmp_path / f"{name}.safetensors") for name in names]
    assert all(np.array_equal(pictures[0], other) for other in pictures[1:])
    assert not np.array_equal(pictures[0], picture(base, None))


def picture(base: Card, lora: Path | None) -> Any:
    assert base.family is not None
    kind = getattr(diffusers, f"{base.family.pipeline_name}Pipeline")  # type: ignore[attr-defined]
    pipe = kind.from_pretrained(str(base.folder), **base.family.left_out())  # type: ignore[attr-defined]
    pipe.set_progress_bar_config(disable=True)
    if lora is not None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            pipe.load_lora_weights(str(lora.parent), weight_name=lora.name)
    seed = torch.Generator().manual_seed(3)
    return pipe("ohwx", width=32, height=32, num_inference_steps=2, generator=seed, output_type="np").images[0]


def test_stabilitys_own_names_are_understood(bases: dict[str, Path], tmp_path: Path) -> None:
    base = card(bases["xl"])
    aliases = sgm_names.original(base.shapes["unet"])
    assert aliases["down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q"].startswith("input_blocks.3.1.trans")
    plain, brought = kohyas(base), {}
    for name, tensor in plain.items():
        stem, _, rest = name.partition(".")
        layer = next((one for one in aliases if f"lora_unet_{one.replace('.', '_')}" == stem), None)
        brought[f"lora_unet_{aliases[layer].replace('.', '_')}.{rest}" if layer else name] = tensor
    assert any("input_blocks" in name for name in brought)
    save_file(brought, tmp_path / "brought.safetensors")
    save_file(plain, tmp_path / "plain.safetensors")
    first, second = read(tmp_path / "brought.safetensors", base), read(tmp_path / "plain.safetensors", base)
    assert set(first.names.values()) == set(second.names.values())
    assert first.alphas == second.alphas


def test_older_names_of_diffusers_are_understood(base: Card, tmp_path: Path) -> None:
    halves = {"lora_A": "lora.down", "lora_B": "lora.up"}
    named = foreign(base, lambda network, layer, half: f"{network}.{layer}.{halves[half]}.weight")
    save_file(named, tmp_path / "old.safetensors")
    adapter = read(tmp_path / "old.safetensors", base)
    assert adapter.layout is Layout.DIFFUSERS
    assert adapter.alpha == RANK


def test_uneven_alphas_survive(base: Card, tmp_path: Path) -> None:
    tensors = kohyas(base)
    odd = next(name for name in tensors if name.endswith(".alpha"))
    tensors[odd] = torch.tensor(0.5)
    save_file(tensors, tmp_path / "odd.safetensors")
    adapter = read(tmp_path / "odd.safetensors", base)
    lora_file.write_diffusers(tmp_path / "odd.safetensors", adapter, {}, tmp_path / "diffusers.safetensors")
    assert sorted(set(adapter.alphas.values())) == [0.5, ALPHA]
    assert read(tmp_path / "diffusers.safetensors", base).alphas == adapter.alphas


def test_another_base_is_named_with_the_keys(bases: dict[str, Path], tmp_path: Path) -> None:
    xl, sd = card(bases["xl"]), card(bases["sd"])
    save_file(kohyas(xl), tmp_path / "xl.safetensors", {"ss_sd_model_name": "sd_xl_base_1.0.safetensors"})
    with pytest.raises(WrongBase, match=r"sd_xl_base_1\.0.* and not for tiny-sd: .*lora_te1_") as refused:
        read(tmp_path / "xl.safetensors", sd)
    assert refused.value.facts["base"] == "tiny-sd"
    assert any("lora_te1_" in key for key in refused.value.facts["keys"])  # type: ignore[attr-defined]


WRONG: dict[str, Callable[[dict[str, torch.Tensor]], dict[str, torch.Tensor]]] = {
    "other kinds": lambda kept: kept | {"lora_unet_x.hada_w1_a": torch.zeros(1)},
    "integers": lambda kept: {name: one.to(torch.int8) for name, one in kept.items()},
    "a half": lambda kept: {name: one for name, one in kept.items() if "lora_up" not in name},
    "no lora": lambda _: {"model.weight": torch.zeros(2)},
    "alpha 0": lambda kept: {name: one * 0 if name.endswith("alpha") else one for name, one in kept.items()},
    "alpha nan": lambda kept: {n: one * torch.nan if n.endswith("alpha") else one for n, one in kept.items()},
}


@pytest.mark.parametrize("fault", WRONG)
def test_what_is_no_plain_lora_is_refused(base: Card, tmp_path: Path, fault: str) -> None:
    save_file(WRONG[fault](kohyas(base)), tmp_path / "wrong.safetensors")
    with pytest.raises(UnusableInput, match=r"Export|own file"):
        read(tmp_path / "wrong.safetensors", base)


def written(path: Path, said: dict[str, Any], content: bytes) -> Path:
    words = json.dumps(said).encode()
    path.write_bytes(len(words).to_bytes(8, "little") + words + content)
    return path


ENTRY = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
DAMAGED: dict[str, tuple[dict[str, Any], bytes]] = {
    "cut off": ({"a": ENTRY}, b"\0" * 7),
    "too long": ({"a": ENTRY}, b"\0" * 9),
    "gap": ({"a": {**ENTRY, "data_offsets": [4, 12]}}, b"\0" * 12),
    "overlap": ({"a": ENTRY, "b": {**ENTRY, "data_offsets": [4, 12]}}, b"\0" * 12),
    "size": ({"a": {**ENTRY, "shape": [3]}}, b"\0" * 8),
    "negative": ({"a": {**ENTRY, "shape": [-2]}}, b"\0" * 8),
    "type": ({"a": {**ENTRY, "dtype": "PICKLE"}}, b"\0" * 8),
    "no entry": ({"a": 3}, b"\0" * 8),
    "told": ({"__metadata__": {"x": 1}, "a": ENTRY}, b"\0" * 8),
}


@pytest.mark.parametrize("fault", DAMAGED)
def test_a_header_that_does_not_agree_is_refused(tmp_path: Path, fault: str) -> None:
    with pytest.raises(UnreadableTensors, match="damaged"):
        tensor_file.read_header(written(tmp_path / "x.safetensors", *DAMAGED[fault]))


def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    entry = json.dumps(ENTRY)
    words = f'{{"a": {entry}, "a": {entry}}}'.encode()
    (tmp_path / "x.safetensors").write_bytes(len(words).to_bytes(8, "little") + words + b"\0" * 8)
    with pytest.raises(UnreadableTensors, match="damaged"):
        tensor_file.read_header(tmp_path / "x.safetensors")


@pytest.mark.parametrize("content", [b"", b"\xff" * 40, b"a photo of andie", (2**40).to_bytes(8, "little") + b"{}"])
def test_what_is_no_safetensors_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.safetensors").write_bytes(content)
    with pytest.raises(UnreadableTensors, match="no safetensors file"):
        tensor_file.read_header(tmp_path / "x.safetensors")


@pytest.mark.parametrize("old", [True, False])
def test_a_pickle_is_refused_by_its_content(tmp_path: Path, old: bool) -> None:
    torch.save({"a": torch.zeros(1)}, tmp_path / "x.safetensors", _use_new_zipfile_serialization=not old)
    with pytest.raises(UnreadableTensors, match="can run programs"):
        tensor_file.read_header(tmp_path / "x.safetensors")


def test_rewriting_keeps_every_bit(tmp_path: Path) -> None:
    before = {"a": drawn((3, 5), 1), "b.attn": drawn((7,), 2).float(), "left": torch.zeros(1)}
    save_file(before, tmp_path / "old.safetensors", {"x": "y"})
    names = {"a": "one", "b.attn": "two.attn"}
    path = tmp_path / "new.safetensors"
    tensor_file.rewrite(tmp_path / "old.safetensors", path, names=names, told={"z": "1"}, numbers={"n": 1.5})
    after = load_file(path)
    assert torch.equal(after["one"], before["a"])
    assert torch.equal(after["two.attn"], before["b.attn"])
    assert after["n"].item() == 1.5
    assert next(iter(tensor_file.read_header(path).tensors)) == "two.attn"
    assert tensor_file.read_header(path).told == {"z": "1"}


def test_bases_are_listed_with_why_not(bases: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bases"
    folder.mkdir()
    (folder / "good").symlink_to(bases["sd"])
    (folder / "empty").mkdir()
    (folder / "single.safetensors").write_bytes(b"")
    monkeypatch.setenv(local_models.VARIABLE, str(tmp_path))
    listed = {one.key: one.why_not for one in known.all_bases() if one.where != "embedded"}
    assert list(listed) == ["good", "empty", "single.safetensors"]
    assert listed["good"] == ""
    assert "model_index.json" in listed["empty"]
    assert "single file" in listed["single.safetensors"]
    assert known.find("good") == folder / "good"
    with pytest.raises(UnusableInput, match=r"model_index\.json"):
        known.find("empty")


def test_a_base_in_half_precision_only_can_be_opened(bases: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "half"
    shutil.copytree(bases["sd"], folder)
    for path in folder.rglob("*.safetensors"):
        path.rename(path.with_suffix(".fp16.safetensors"))
    assert card(folder).why_not == ""
    assert card(folder).shapes == card(bases["sd"]).shapes
    assert open_base(folder, machine_for(LoraRecipe(), "cpu")).adapted
