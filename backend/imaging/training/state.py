"""A training on disk: one safetensors file from which it goes on to the bit. Nothing in it is ever unpickled."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imaging.errors import UnusableInput
from imaging.training.adapters import Tensors

if TYPE_CHECKING:
    import torch

FORMAT = "1"
ADAPTER, AVERAGE, MEMORY = "adapter", "average", "optimizer"


@dataclass(frozen=True)
class State:
    """What a training knows between two steps, beside its base and its examples."""

    step: int
    """Steps that are done."""
    recipe: dict[str, Any]
    made_of: str
    """Hash of base and examples: a state belongs to one of each."""
    adapter: Tensors
    average: Tensors | None
    memory: dict[str, torch.Tensor]
    memory_rest: dict[str, Any]
    losses: list[float] = field(default_factory=list)
    """One a step, from the first."""

    def write(self, path: Path) -> None:
        """Write in one piece under ``path``, so that a crash or a full disk leaves the state before."""
        from safetensors.torch import save_file

        tensors = {f"{MEMORY}/{name}": tensor for name, tensor in self.memory.items()}
        for part, networks in ((ADAPTER, self.adapter), (AVERAGE, self.average or {})):
            tensors |= {f"{part}/{name}/{key}": one for name, keys in networks.items() for key, one in keys.items()}
        told = {
            "format": FORMAT,
            "step": self.step,
            "recipe": self.recipe,
            "made_of": self.made_of,
            "memory": self.memory_rest,
            "losses": self.losses,
        }
        unfinished = path.with_suffix(".part")
        save_file(
            {name: tensor.contiguous() for name, tensor in tensors.items()}, unfinished, {"training": json.dumps(told)}
        )
        os.replace(unfinished, path)

    @staticmethod
    def step_of(path: Path) -> int | None:
        """Steps that were done, from the header alone; None where the file is none of ours."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, framework="np") as file:
                told = json.loads((file.metadata() or {}).get("training", "{}"))
        except (SafetensorError, OSError, ValueError):
            return None
        step = told.get("step") if told.get("format") == FORMAT else None
        return int(step) if step is not None else None

    @classmethod
    def read(cls, path: Path) -> State:
        """Raises UnusableInput when the file is none of ours or of another version."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, framework="pt") as file:
                told = json.loads((file.metadata() or {}).get("training", "{}"))
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (it is no dict)
        except (SafetensorError, OSError) as problem:
            raise UnusableInput("The saved training cannot be read. Start the training anew.") from problem
        if told.get("format") != FORMAT:
            raise UnusableInput("The saved training is of another version. Start the training anew.")
        return cls(
            step=told["step"],
            recipe=told["recipe"],
            made_of=told["made_of"],
            adapter=_networks(tensors, ADAPTER) or {},
            average=_networks(tensors, AVERAGE),
            memory=_below(tensors, MEMORY),
            memory_rest=told["memory"],
            losses=told["losses"],
        )


def _below(tensors: Mapping[str, torch.Tensor], part: str) -> dict[str, torch.Tensor]:
    return {name.removeprefix(f"{part}/"): tensor for name, tensor in tensors.items() if name.startswith(f"{part}/")}


def _networks(tensors: Mapping[str, torch.Tensor], part: str) -> Tensors | None:
    found: Tensors = {}
    for name, tensor in _below(tensors, part).items():
        network, _, key = name.partition("/")
        found.setdefault(network, {})[key] = tensor
    return found or None
