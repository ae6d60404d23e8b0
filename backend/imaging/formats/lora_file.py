"""A LoRA file that somebody brings: read strictly from its header, matched with a base, written in both layouts.

Nothing is computed with the tensors: their names and what is told beside them are all that differs between layouts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from imaging.errors import UnusableInput, WrongBase
from imaging.formats import lora_names, sgm_names, tensor_file
from imaging.formats.lora_names import Unknown
from imaging.formats.tensor_file import Header, Tensor

TELLING = ("ss_sd_model_name", "modelspec.architecture", "ss_base_model_version")
"""Where files name their base."""
FLOATS = ("F16", "BF16", "F32")
CONFIGURATION = "lora_adapter_metadata"
"""Where diffusers keeps rank and alpha."""
NAME = re.compile(r"(.+?)\.(lora_A|lora_B|lora_down|lora_up|lora\.down|lora\.up)(?:\.default)?\.weight")
HALVES = {"lora_down": "lora_A", "lora.down": "lora_A", "lora_up": "lora_B", "lora.up": "lora_B"}
OTHERS = {
    "hada_": "LoHa", "lokr_": "LoKr", "oft_": "OFT", "lora_mid": "LoCon with a middle", "dora_scale": "DoRA",
    "lora_magnitude": "DoRA", "diff_b": "a full difference", ".diff": "a full difference",
}  # fmt: skip
"""Parts of names by which other kinds of adapters are known."""
FAMILIES = {768: "Stable Diffusion 1", 1024: "Stable Diffusion 2", 2048: "Stable Diffusion XL"}
"""By how wide the text is that the denoiser reads."""
STRANGERS = {
    "double_blocks": "FLUX", "single_transformer_blocks": "FLUX", "joint_blocks": "Stable Diffusion 3",
    "blocks.0.cross_attn": "Wan", "blocks_0_cross_attn": "Wan", "transformer.": "a transformer such as FLUX",
    "lora_transformer": "a transformer such as FLUX",
}  # fmt: skip

Shapes = Mapping[str, Mapping[str, tuple[int, ...]]]
"""Network, then layer, to the shape of its weight."""


class Layout(StrEnum):
    """Whose names a file uses."""

    DIFFUSERS = "diffusers"
    KOHYA = "kohya"


@dataclass(frozen=True)
class Adapter:
    """A LoRA that fits its base."""

    layout: Layout
    names: Mapping[str, tuple[str, str]]
    """Name in the file to (network, PEFT key)."""
    ranks: Mapping[tuple[str, str], int]
    """(network, layer) to its rank."""
    alphas: Mapping[tuple[str, str], float]
    """(network, layer) to its alpha."""
    told: Mapping[str, str]

    @property
    def rank(self) -> int:
        """Of most layers."""
        return int(_usual(list(self.ranks.values())))

    @property
    def alpha(self) -> float:
        """Of most layers."""
        return float(_usual(list(self.alphas.values())))


def read(path: Path, shapes: Shapes, prefixes: Mapping[str, str], base: str) -> Adapter:
    """The LoRA in a file, for a base of these layers and kohya prefixes that is called ``base``.

    Raises UnreadableTensors for what is no sound safetensors file, UnusableInput for another kind of adapter, and
    WrongBase, which names the bases and the keys that fit nothing.
    """
    header = tensor_file.read_header(path)
    _refuse_other_kinds(header)
    placed, unknown = _placed(header, shapes, prefixes)
    if unknown or not placed:
        raise _of_another_base(header, base, unknown or sorted(header.tensors))
    misfits = [name for name, place in placed.items() if not _fits(header.tensors[name], place, shapes)]
    if misfits:
        raise _of_another_base(header, base, misfits)
    ranks = _ranks(header, placed)
    kohya = any(name.partition(".")[0].startswith("lora_") for name in placed)
    alphas = _kohya_alphas(path, header, ranks, shapes, prefixes) if kohya else _told_alphas(header.told, ranks)
    layout = Layout.KOHYA if kohya else Layout.DIFFUSERS
    return Adapter(
        layout, placed, ranks, {key: alphas.get(key, float(rank)) for key, rank in ranks.items()}, header.told
    )


def _refuse_other_kinds(header: Header) -> None:
    for part, kind in OTHERS.items():
        named = [name for name in header.tensors if part in name]
        if named:
            raise UnusableInput(f"The file holds {kind}, not a plain LoRA, such as {named[0]}. Export it as a LoRA.")
    wrong = [name for name, tensor in header.tensors.items() if tensor.dtype not in FLOATS]
    if wrong:
        kind = header.tensors[wrong[0]].dtype
        raise UnusableInput(f"{wrong[0]} is stored as {kind}, which no LoRA is. Export it in half precision.")
    if header.tensors and not any(map(NAME.fullmatch, header.tensors)):
        shown = ", ".join(sorted(header.tensors)[:3])
        raise UnusableInput(f"The file holds no LoRA: it names {shown}. Choose the LoRA's own file.")


def _placed(
    header: Header, shapes: Shapes, prefixes: Mapping[str, str]
) -> tuple[dict[str, tuple[str, str]], list[str]]:
    flat, dotted = _flat(shapes, prefixes), _dotted(shapes)
    placed, unknown = dict[str, tuple[str, str]](), list[str]()
    for name in header.tensors:
        found = NAME.fullmatch(name)
        place = (flat.get(found[1]) or dotted.get(found[1])) if found else None
        if found and place:
            placed[name] = (place[0], f"{place[1]}.{HALVES.get(found[2], found[2])}.weight")
        elif not name.endswith(".alpha") or flat.get(name.removesuffix(".alpha")) is None:
            unknown.append(name)
    return placed, unknown


def _flat(shapes: Shapes, prefixes: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What kohya's tools may call each layer."""
    found = dict[str, tuple[str, str]]()
    for network, layers in shapes.items():
        others = sgm_names.original(layers) if network == "unet" else {}
        for layer in layers:
            for alias in {layer, lora_names.in_files(network, layer), others.get(layer, layer)}:
                found[f"{prefixes[network]}_{alias.replace('.', '_')}"] = (network, layer)
    return found


def _dotted(shapes: Shapes) -> dict[str, tuple[str, str]]:
    """What diffusers may call each layer."""
    return {
        f"{network}.{alias}": (network, layer)
        for network, layers in shapes.items()
        for layer in layers
        for alias in {layer, lora_names.in_files(network, layer)}
    }


def _fits(tensor: Tensor, place: tuple[str, str], shapes: Shapes) -> bool:
    network, key = place
    layer, half = lora_names.split(key)
    side = 0 if half == "lora_B" else 1
    return len(tensor.shape) >= 2 and tensor.shape[side] == shapes[network][layer][side]


def _ranks(header: Header, placed: Mapping[str, tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Raises UnusableInput for a layer with one half only, or with halves that do not meet."""
    halves: dict[tuple[str, str], dict[str, int]] = {}
    for name, (network, key) in placed.items():
        layer, half = lora_names.split(key)
        rank = header.tensors[name].shape[0 if half == "lora_A" else 1]
        if half in halves.setdefault((network, layer), {}):
            raise UnusableInput(f"The LoRA has {network}.{layer} twice. Export it again.")
        halves[network, layer][half] = rank
    for (network, layer), found in halves.items():
        if len(found) < 2 or len(set(found.values())) > 1 or not all(found.values()):
            raise UnusableInput(f"The two halves of {network}.{layer} do not belong together. Export the LoRA again.")
    return {place: found["lora_A"] for place, found in halves.items()}


def _kohya_alphas(
    path: Path, header: Header, ranks: Mapping[tuple[str, str], int], shapes: Shapes, prefixes: Mapping[str, str]
) -> dict[tuple[str, str], float]:
    flat = _flat(shapes, prefixes)
    named = [name for name in header.tensors if name.endswith(".alpha")]
    found = {flat[name.removesuffix(".alpha")]: tensor_file.number(path, header, name) for name in named}
    for (network, layer), alpha in found.items():
        # not "<= 0": what is no number at all is not greater either
        if not 0 < alpha < 1e6 or (network, layer) not in ranks:
            raise UnusableInput(f"The alpha of {network}.{layer} is {alpha}, which cannot be. Export the LoRA again.")
    return found


def _told_alphas(told: Mapping[str, str], ranks: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], float]:
    try:
        said = json.loads(told.get(CONFIGURATION, "{}"))
        return {
            (network, layer): float(_own(said, network, layer))
            for network, layer in ranks
            if f"{network}.lora_alpha" in said
        }
    except (ValueError, TypeError, AttributeError) as problem:
        raise UnusableInput("What the LoRA says of its alpha cannot be read. Export it again.") from problem


def _own(said: Mapping[str, Any], network: str, layer: str) -> Any:
    pattern = said.get(f"{network}.alpha_pattern") or {}
    return next(
        (value for end, value in pattern.items() if layer == end or layer.endswith(f".{end}")),
        said[f"{network}.lora_alpha"],
    )


def _of_another_base(header: Header, base: str, keys: list[str]) -> WrongBase:
    other = looks_like(header)
    return WrongBase(
        f"The LoRA was made for {other} and not for {base}: {Unknown(tuple(keys)).sentence()} Choose its own base.",
        base=base,
        looks_like=other,
        keys=sorted(keys)[:20],
    )


def looks_like(header: Header) -> str:
    """The base a LoRA was made for, as well as its names and what it says of itself tell."""
    told = header.told
    named = (
        told.get("ss_sd_model_name") or told.get("modelspec.architecture") or told.get("ss_base_model_version") or ""
    )
    kind = _kind(header)
    return f"{kind} ({named[:80]})" if named and kind else kind or named[:80] or "another base"


def _kind(header: Header) -> str:
    for part, kind in STRANGERS.items():
        if any(part in name for name in header.tensors):
            return kind
    for name, tensor in header.tensors.items():
        if re.search(r"attn2[._]to_k", name) and re.search(r"lora_A|lora_down|lora\.down", name):
            width = tensor.shape[-1] if len(tensor.shape) == 2 else 0
            return FAMILIES.get(width, f"a base that reads {width} numbers a word" if width else "")
    return ""


def _usual(values: list[Any]) -> Any:
    return max(sorted(set(values)), key=values.count)


def write_diffusers(source: Path, adapter: Adapter, told: Mapping[str, str], path: Path) -> None:
    """The tensors of ``source`` under diffusers' names, rank and alpha beside them."""
    names = {name: lora_names.for_diffusers(*place) for name, place in adapter.names.items()}
    config = json.dumps(_configuration(adapter), sort_keys=True)
    tensor_file.rewrite(source, path, names=names, told={**told, "format": "pt", CONFIGURATION: config})


def write_kohya(
    source: Path, adapter: Adapter, prefixes: Mapping[str, str], told: Mapping[str, str], path: Path
) -> None:
    """The tensors of ``source`` under kohya's names, with an alpha beside each pair."""
    names = {name: lora_names.for_kohya(prefixes, *place) for name, place in adapter.names.items()}
    numbers = {lora_names.alpha_name(prefixes, *place): alpha for place, alpha in adapter.alphas.items()}
    tensor_file.rewrite(source, path, names=names, told={**told, "format": "pt"}, numbers=numbers)


def _configuration(adapter: Adapter) -> dict[str, Any]:
    """What PEFT needs to put the adapter on, network by network."""
    said: dict[str, Any] = {}
    for network in dict.fromkeys(network for network, _ in adapter.ranks):
        ranks = {layer: rank for (one, layer), rank in adapter.ranks.items() if one == network}
        alphas = {layer: adapter.alphas[network, layer] for layer in ranks}
        rank, alpha = _usual(list(ranks.values())), _usual(list(alphas.values()))
        said |= {
            f"{network}.r": rank,
            f"{network}.lora_alpha": alpha,
            f"{network}.target_modules": sorted(layer.removeprefix(lora_names.WRAPPED) for layer in ranks),
            f"{network}.rank_pattern": {layer: own for layer, own in ranks.items() if own != rank},
            f"{network}.alpha_pattern": {layer: own for layer, own in alphas.items() if own != alpha},
        }
    return said
