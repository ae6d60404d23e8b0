"""Optimizers by name, the learning rate of a step, and an optimizer's memory as plain tensors and numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from imaging.errors import UnusableInput
from imaging.training.recipe import LoraRecipe, Optimizer, Schedule

if TYPE_CHECKING:
    import torch


def optimizer(recipe: LoraRecipe, groups: list[dict[str, Any]]) -> torch.optim.Optimizer:
    """A new optimizer over groups of ``params`` and ``lr``. Raises UnusableInput where the machine cannot run it."""
    import torch

    if recipe.optimizer is Optimizer.ADAMW:
        return torch.optim.AdamW(groups, weight_decay=recipe.weight_decay)
    if recipe.optimizer is Optimizer.PRODIGY:
        from prodigyopt import Prodigy

        prodigy: torch.optim.Optimizer = Prodigy(
            groups, weight_decay=recipe.weight_decay, use_bias_correction=True, safeguard_warmup=True
        )
        return prodigy
    try:
        from bitsandbytes.optim import AdamW8bit
    except ImportError as problem:
        raise UnusableInput("AdamW with 8 bits needs an NVIDIA card and bitsandbytes. Choose AdamW.") from problem
    small: torch.optim.Optimizer = AdamW8bit(groups, weight_decay=recipe.weight_decay)
    return small


def share_of_rate(recipe: LoraRecipe, step: int) -> float:
    """What the learning rate of ``step`` (from 0) is multiplied by: 0..1.

    The curves of diffusers.optimization, as a function of the step so that no scheduler has to be remembered.
    """
    if step < recipe.warmup:
        return (step + 1) / recipe.warmup
    if recipe.schedule is Schedule.CONSTANT:
        return 1.0
    done = (step - recipe.warmup) / max(1, recipe.steps - recipe.warmup)
    return max(0.0, 1 - done) if recipe.schedule is Schedule.LINEAR else 0.5 * (1 + math.cos(math.pi * min(done, 1.0)))


def written(optimizer: torch.optim.Optimizer) -> tuple[dict[str, torch.Tensor], dict[str, Any]]:
    """Its memory: tensors by ``number.name``, and all else as JSON can say it."""
    import torch

    kept, tensors, numbers = optimizer.state_dict(), dict[str, "torch.Tensor"](), dict[str, Any]()
    for number, memory in kept["state"].items():
        for name, value in memory.items():
            (tensors if isinstance(value, torch.Tensor) else numbers)[f"{number}.{name}"] = value
    return tensors, {"numbers": numbers, "groups": [_plain(group) for group in kept["param_groups"]]}


def _plain(group: Mapping[str, Any]) -> dict[str, Any]:
    import torch

    return {name: value.item() if isinstance(value, torch.Tensor) else value for name, value in group.items()}


def read(optimizer: torch.optim.Optimizer, tensors: Mapping[str, torch.Tensor], rest: Mapping[str, Any]) -> None:
    """Put a written memory into a new optimizer of the same kind over the same parameters."""
    state: dict[int, dict[str, Any]] = {}
    for key, value in [*tensors.items(), *rest["numbers"].items()]:
        number, _, name = key.partition(".")
        state.setdefault(int(number), {})[name] = value
    groups = [
        {**group, "betas": tuple(group["betas"])} if "betas" in group else dict(group) for group in rest["groups"]
    ]
    optimizer.load_state_dict({"state": state, "param_groups": groups})
