"""Names of LoRA tensors in the layouts that other tools read, and the way between them.

Ours are PEFT's: ``down_blocks.0.attentions.0...to_q.lora_A.weight``, network by network. diffusers puts the network's
name before them; kohya's (WebUI, Forge, ComfyUI) is ``lora_unet_down_blocks_0_..._to_q.lora_down.weight``
with an ``.alpha`` beside each pair. That can only be read back beside the layer names of the network, since it writes a
dot as an underscore.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PAIR = {"lora_A": "lora_down", "lora_B": "lora_up"}

WRAPPED = "text_model."
"""Stands before the layers of a text encoder in files; transformers 5 has left it out of some of its classes."""


@dataclass(frozen=True)
class Unknown:
    """Names of a file that belong to no layer of the base."""

    names: tuple[str, ...]

    def sentence(self) -> str:
        """How many, and the first three of them."""
        shown = ", ".join(self.names[:3])
        return f"{len(self.names)} of its names fit no layer of this base, such as {shown}."


def for_diffusers(network: str, key: str) -> str:
    """``unet`` and a PEFT key to the name in a diffusers file."""
    return f"{network}.{in_files(network, key)}"


def in_files(network: str, layer: str) -> str:
    """A layer as files name it, whatever the version of transformers calls it."""
    wrapped = not network.startswith("text_encoder") or layer.startswith(WRAPPED)
    return layer if wrapped else WRAPPED + layer


def for_kohya(prefixes: Mapping[str, str], network: str, key: str) -> str:
    """A network and a PEFT key to the name in a kohya file; ``prefixes`` are what kohya calls the networks."""
    layer, half = split(key)
    return f"{_flat(prefixes, network, layer)}.{PAIR[half]}.weight"


def alpha_name(prefixes: Mapping[str, str], network: str, layer: str) -> str:
    """Where kohya keeps the alpha of a layer."""
    return f"{_flat(prefixes, network, layer)}.alpha"


def _flat(prefixes: Mapping[str, str], network: str, layer: str) -> str:
    return f"{prefixes[network]}_{in_files(network, layer).replace('.', '_')}"


def split(key: str) -> tuple[str, str]:
    """A PEFT key to its layer and ``lora_A`` or ``lora_B``. Raises ValueError for another name."""
    layer, _, half = key.removesuffix(".weight").rpartition(".")
    if half not in PAIR or not key.endswith(".weight"):
        raise ValueError(f"{key} is no LoRA tensor")
    return layer, half
