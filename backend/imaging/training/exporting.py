"""A LoRA as files: written for diffusers and for kohya's readers, and read back from either."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imaging.errors import UnusableInput
from imaging.formats import lora_metadata, lora_names
from imaging.formats.lora_metadata import About
from imaging.training.adapters import ADAPTER, Tensors
from imaging.training.family import Base

if TYPE_CHECKING:
    import torch

LARGEST = 100 * 1000 * 1000
"""Bytes of a file; most places that take LoRAs refuse more."""


def write_diffusers(base: Base, adapter: Tensors, about: About, path: Path) -> None:
    """Names and adapter configuration as ``save_lora_weights`` of diffusers writes them, in half precision."""
    tensors = {
        lora_names.for_diffusers(network, key): tensor
        for network, keys in adapter.items()
        for key, tensor in keys.items()
    }
    config = {
        f"{network}.{name}": value
        for network in adapter
        for name, value in _plain_config(base.adapted[network]).items()
    }
    # without it the alpha is lost when the file is loaded, and rank is taken for it
    _write(tensors, {**lora_metadata.told(about), "lora_adapter_metadata": json.dumps(config, sort_keys=True)}, path)


def write_kohya(base: Base, adapter: Tensors, about: About, path: Path) -> None:
    """Names of kohya's sd-scripts, with an alpha beside each pair, in half precision."""
    import torch

    tensors: dict[str, torch.Tensor] = {}
    for network, keys in adapter.items():
        prefix = base.kohya_prefixes[network]
        for key, tensor in keys.items():
            tensors[lora_names.for_kohya(prefix, key)] = tensor
            tensors[lora_names.alpha_name(prefix, lora_names.split(key)[0])] = torch.tensor(float(about.alpha))
    # no adapter configuration here: diffusers refuses it beside alphas
    _write(tensors, lora_metadata.told(about), path)


def _write(tensors: Mapping[str, torch.Tensor], told: dict[str, str], path: Path) -> None:
    import torch
    from safetensors.torch import save_file

    # attention first: diffusers looks at the first name only to tell what kind of file it is
    ordered = dict(sorted(tensors.items(), key=lambda named: ("attn" not in named[0], named[0])))
    part = path.with_suffix(".part")
    save_file(
        {name: tensor.to(torch.float16).contiguous() for name, tensor in ordered.items()},
        part,
        {"format": "pt", **told},
    )
    if part.stat().st_size > LARGEST:
        part.unlink()
        raise UnusableInput("The LoRA would be larger than 100 MB. Choose a lower rank or fewer layers.")
    os.replace(part, path)


def _plain_config(network: Any) -> dict[str, Any]:
    told: dict[str, Any] = network.peft_config[ADAPTER].to_dict()
    return {name: sorted(value) if isinstance(value, set) else value for name, value in told.items()}


def size_of(base: Base, rank: int, layers: Mapping[str, list[str]]) -> int:
    """Bytes a file would have, told from a base that carries no adapter yet; ``layers`` are endings by network."""
    import torch

    return 2 * sum(
        rank * (int(module.weight.shape[1:].numel()) + int(module.weight.shape[0]))
        for network, endings in layers.items()
        for name, module in base.adapted[network].named_modules()
        if isinstance(module, torch.nn.Linear | torch.nn.Conv2d) and name.endswith(tuple(f".{one}" for one in endings))
    )


def read(base: Base, path: Path) -> tuple[Tensors, float | None]:
    """The tensors of a LoRA file in either layout, float32, and its alpha. UnusableInput names what does not fit.

    Only safetensors is opened; its header is checked by the library, nothing is executed.
    """
    import torch
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as file:
            found = {name: file.get_tensor(name).to(torch.float32) for name in file.keys()}  # noqa: SIM118
            told = file.metadata() or {}
    except SafetensorError as problem:
        raise UnusableInput(
            "The file is no safetensors file, whatever its name says. Export the LoRA as safetensors."
        ) from problem
    layers = {network: [name for name, _ in module.named_modules()] for network, module in base.adapted.items()}
    kohyas = any(name.endswith((".lora_down.weight", ".lora_up.weight")) for name in found)
    tensors, alpha = _from_kohya(base, found, layers) if kohyas else _from_diffusers(found, layers, told)
    _fit(base, tensors)
    return tensors, alpha


def _fit(base: Base, tensors: Tensors) -> None:
    """Refuse a LoRA whose names fit and whose shapes do not: bases of one kind share names."""
    wrong = []
    for network, keys in tensors.items():
        modules = dict(base.adapted[network].named_modules())
        for key, tensor in keys.items():
            layer, half = lora_names.split(key)
            adapted: Any = modules[layer]
            weight = getattr(adapted, "base_layer", adapted).weight
            side = 0 if half == "lora_B" else 1
            if tensor.shape[side] != weight.shape[side]:
                wrong.append(key)
    if wrong:
        raise UnusableInput(f"The LoRA was made for another base: {lora_names.Unknown(tuple(wrong)).sentence()}")


def _from_kohya(
    base: Base, found: dict[str, torch.Tensor], layers: dict[str, list[str]]
) -> tuple[Tensors, float | None]:
    named, unknown = lora_names.from_kohya(found, layers, base.kohya_prefixes)
    if unknown.names or not named:
        raise UnusableInput(f"The LoRA was made for another base than {base.name}: {unknown.sentence()}")
    tensors: Tensors = {}
    for name, (network, key) in named.items():
        tensors.setdefault(network, {})[key] = found[name]
    alphas = {float(tensor) for name, tensor in found.items() if name.endswith(".alpha")}
    return tensors, alphas.pop() if len(alphas) == 1 else None


def _from_diffusers(
    found: dict[str, torch.Tensor], layers: dict[str, list[str]], told: Mapping[str, str]
) -> tuple[Tensors, float | None]:
    tensors, unknown = dict[str, dict[str, "torch.Tensor"]](), list[str]()
    for name, tensor in found.items():
        network, _, key = name.partition(".")
        if network in layers and key.rpartition(".lora_")[0] in layers[network]:
            tensors.setdefault(network, {})[key] = tensor
        else:
            unknown.append(name)
    if unknown or not tensors:
        raise UnusableInput(f"The LoRA was made for another base: {lora_names.Unknown(tuple(unknown)).sentence()}")
    config = json.loads(told.get("lora_adapter_metadata", "{}"))
    return tensors, config.get(f"{next(iter(tensors))}.lora_alpha")
