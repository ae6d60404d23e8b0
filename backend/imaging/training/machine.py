"""What this machine trains on: its device, and the precision that is quick and safe there."""

from __future__ import annotations

from pathlib import Path

from imaging.training.family import Machine
from imaging.training.recipe import LoraRecipe


def machine_for(recipe: LoraRecipe, device: str | None = None) -> Machine:
    """CUDA where there is a card, else the CPU; ``auto`` is bfloat16 where the hardware has it, else float32."""
    import torch

    device = device or ("cuda" if torch.cuda.is_available() else "cpu")
    named = {"float32": torch.float32, "bfloat16": torch.bfloat16}
    if recipe.precision != "auto":
        return Machine(device, named[recipe.precision])
    quick = torch.cuda.is_bf16_supported() if device.startswith("cuda") else _cpu_has("avx512_bf16", "amx_bf16")
    return Machine(device, torch.bfloat16 if quick else torch.float32)


def _cpu_has(*flags: str) -> bool:
    told = Path("/proc/cpuinfo")
    return told.is_file() and bool(set(told.read_text().split()) & set(flags))
