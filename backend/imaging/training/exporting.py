"""A LoRA as files: written for diffusers and for kohya's readers, and read back from either."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imaging.errors import UnusableInput
from imaging.formats import lora_file, lora_metadata, lora_names
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
        for key, tensor in keys.items():
            tensors[lora_names.for_kohya(base.kohya_prefixes, network, key)] = tensor
            alpha = lora_names.alpha_name(base.kohya_prefixes, network, lora_names.split(key)[0])
            tensors[alpha] = torch.tensor(float(about.alpha))
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


def read(base: Base, path: Path) -> tuple[Tensors, float]:
    """The tensors of a LoRA file in either layout, float32, and its alpha. Raises what ``lora_file.read`` does."""
    import torch
    from safetensors import safe_open

    adapter = lora_file.read(path, shapes(base), base.kohya_prefixes, base.name)
    tensors: Tensors = {}
    with safe_open(path, framework="pt") as file:
        for name, (network, key) in adapter.names.items():
            tensors.setdefault(network, {})[key] = file.get_tensor(name).to(torch.float32)
    return tensors, adapter.alpha


def shapes(base: Base) -> lora_file.Shapes:
    """Of the weights of all layers that an adapter may be put on, whether one is on or not."""
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for network, module in base.adapted.items():
        found[network] = {}
        for name, layer in module.named_modules():
            weight = getattr(getattr(layer, "base_layer", layer), "weight", None)
            own = not name.endswith(".base_layer") and ".lora_" not in name
            if own and weight is not None and weight.dim() >= 2:
                found[network][name] = tuple(weight.shape)
    return found
