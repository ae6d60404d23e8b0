"""Names of LoRA tensors in the layouts that other tools read, and the way between them.

Ours are PEFT's: ``down_blocks.0.attentions.0...to_q.lora_A.weight``, network by network. diffusers puts the network's
name before them; kohya's (WebUI, Forge, ComfyUI) is ``lora_unet_down_blocks_0_..._to_q.lora_down.weight``
with an ``.alpha`` beside each pair. That can only be read back beside the layer names of the network, since it writes a
dot as an underscore.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PAIR = {"lora_A": "lora_down", "lora_B": "lora_up"}
BACK = {kohya: peft for peft, kohya in PAIR.items()}


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
    return f"{network}.{key}"


def for_kohya(prefix: str, key: str) -> str:
    """A prefix (``lora_unet``) and a PEFT key to the name in a kohya file."""
    layer, half = split(key)
    return f"{prefix}_{layer.replace('.', '_')}.{PAIR[half]}.weight"


def alpha_name(prefix: str, layer: str) -> str:
    """Where kohya keeps the alpha of a layer."""
    return f"{prefix}_{layer.replace('.', '_')}.alpha"


def split(key: str) -> tuple[str, str]:
    """A PEFT key to its layer and ``lora_A`` or ``lora_B``. Raises ValueError for another name."""
    layer, _, half = key.removesuffix(".weight").rpartition(".")
    if half not in PAIR or not key.endswith(".weight"):
        raise ValueError(f"{key} is no LoRA tensor")
    return layer, half


def from_kohya(
    names: Iterable[str], layers: Mapping[str, Iterable[str]], prefixes: Mapping[str, str]
) -> tuple[dict[str, tuple[str, str]], Unknown]:
    """kohya's names to (network, PEFT key), with the alphas left out; and the names that fit nothing.

    ``layers`` are the layer names of each network, ``prefixes`` what kohya calls the networks.
    """
    flat = {
        f"{prefixes[network]}_{layer.replace('.', '_')}": (network, layer)
        for network, own in layers.items()
        for layer in own
    }
    found, unknown = dict[str, tuple[str, str]](), list[str]()
    for name in names:
        stem, _, rest = name.partition(".")
        half = BACK.get(rest.removesuffix(".weight"))
        if stem in flat and half:
            network, layer = flat[stem]
            found[name] = (network, f"{layer}.{half}.weight")
        elif rest != "alpha":
            unknown.append(name)
    return found, Unknown(tuple(unknown))
