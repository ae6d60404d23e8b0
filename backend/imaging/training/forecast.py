"""What a training will take, told before it is paid for: from small files alone, without opening the base."""

from __future__ import annotations

import math
from dataclasses import dataclass
from math import prod

from imaging.training.bases import Shapes
from imaging.training.families.latent_diffusion import ATTENTION, CONVOLUTIONS, FEED_FORWARD, TEXT
from imaging.training.recipe import LoraRecipe, Optimizer, Targets
from imaging.training.samples import SAMPLE_STEPS, wishes

CPU_FLOPS = 40e9
"""About what one core does a second in float32; seconds from it are a guess until a training was measured."""
GIB = 2**30


@dataclass(frozen=True)
class Forecast:
    """Seconds, GiB of graphics memory, and bytes of one layout of the file."""

    seconds: float
    """All of it, samples included."""
    sampling_seconds: float
    seconds_per_step: float
    vram_gb: float
    file_size: int
    measured: bool
    """Whether the pace was seen on this machine, rather than guessed."""


def forecast(shapes: Shapes, recipe: LoraRecipe, *, seconds_per_step: float | None = None) -> Forecast:
    """``shapes`` as ``bases.card(key).shapes`` tells them; ``seconds_per_step`` where an earlier training was measured.

    A step is three times the arithmetic of a look (forward, and twice that on the way back); a sample is two looks for
    each of its steps, with and without its prompt.
    """
    weights = {network: sum(prod(shape) for shape in layers.values()) for network, layers in shapes.items()}
    denoiser = next(iter(weights.values()), 0)
    places = (recipe.resolution / 8) ** 2 / 16
    look = 2 * denoiser * places / CPU_FLOPS
    pictures = recipe.batch * recipe.accumulation
    pace = seconds_per_step or max(0.05, 3 * look * pictures * (4 / 3 if recipe.checkpointing else 1))
    one_look = pace / (3 * pictures)
    rows = len(set(recipe.saves()) | set(range(recipe.sample_every, recipe.steps, recipe.sample_every))) + 1
    sampling = rows * len(wishes(recipe, "x")) * SAMPLE_STEPS * 2 * one_look
    return Forecast(
        seconds=round(pace * recipe.steps + sampling, 1),
        sampling_seconds=round(sampling, 1),
        seconds_per_step=round(pace, 3),
        vram_gb=round(_memory(sum(weights.values()), denoiser, recipe, file := _size(shapes, recipe)) / GIB, 1),
        file_size=file,
        measured=seconds_per_step is not None,
    )


def _memory(weights: int, denoiser: int, recipe: LoraRecipe, file: int) -> float:
    """Bytes: the frozen base in half precision, what the adapter needs to learn, and activations."""
    states = 5 if recipe.optimizer is Optimizer.ADAMW_8BIT else 8
    learning = file * states
    # measured shape: activations grow with pixels and batch, and are a quarter of it with checkpoints
    activations = 6 * math.sqrt(denoiser) * recipe.resolution**2 / 8 * recipe.batch / (4 if recipe.checkpointing else 1)
    return weights * 2 + learning + activations + 0.8 * GIB


def _size(shapes: Shapes, recipe: LoraRecipe) -> int:
    wider = {Targets.ATTENTION: [], Targets.TRANSFORMER: FEED_FORWARD, Targets.EVERYTHING: FEED_FORWARD + CONVOLUTIONS}
    total = 0
    for place, layers in enumerate(shapes.values()):
        if place and not recipe.text_encoder:
            continue
        endings = TEXT if place else ATTENTION + wider[recipe.targets]
        for name, shape in layers.items():
            if name.endswith(tuple(f".{ending}" for ending in endings)):
                total += 2 * recipe.rank * (shape[0] + prod(shape[1:]))
    return total
