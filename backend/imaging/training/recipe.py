"""What a user may ask of a LoRA training: the options, their presets by goal, and where each is explained."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Targets(StrEnum):
    """Which layers of the denoiser learn."""

    ATTENTION = "attention"
    """Queries, keys, values and their outputs: the usual choice, the smallest file."""
    TRANSFORMER = "transformer"
    """Attention and the feed-forward layers beside it."""
    EVERYTHING = "everything"
    """Convolutions too: the strongest likeness of small bases, a file twice as large."""


class Optimizer(StrEnum):
    """What turns a gradient into a change."""

    ADAMW = "adamw"
    """AdamW (Loshchilov, Hutter 2019)."""
    ADAMW_8BIT = "adamw8bit"
    """The same with states of eight bits; NVIDIA only, saves memory."""
    PRODIGY = "prodigy"
    """Finds its learning rate itself (Mishchenko, Defazio 2024); set the rate to 1."""


class Schedule(StrEnum):
    """How the learning rate changes over the training; the names are those of diffusers."""

    CONSTANT = "constant"
    LINEAR = "linear"
    COSINE = "cosine"


MEMORY = ("batch", "accumulation", "checkpointing")
"""What ``with_less`` changes."""

Count = Annotated[int, Field(ge=1, le=100_000)]


class LoraRecipe(BaseModel):
    """Everything that decides what a training makes, beside its base and its dataset."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    steps: int = Field(1500, ge=1, le=50_000, title="Steps", description="How often the weights are changed.")
    rank: int = Field(
        16, ge=1, le=256, title="Rank", description="How much the adapter can hold; the file grows with it."
    )
    alpha: float = Field(
        16, gt=0, le=512, title="Alpha", description="Strength of the adapter; alpha / rank multiplies it."
    )
    rate: float = Field(1e-4, gt=0, le=10, title="Learning rate", description="How large a change is. Prodigy wants 1.")
    targets: Targets = Field(Targets.ATTENTION, title="Layers", description="Which layers of the denoiser learn.")
    text_encoder: bool = Field(
        False, title="Train the text encoder", description="Binds the trigger faster, forgets faster."
    )
    text_rate: float = Field(
        5e-5, gt=0, le=10, title="Text encoder's rate", description="Used when the text encoder learns."
    )
    batch: int = Field(1, ge=1, le=32, title="Batch", description="Pictures a step looks at together.")
    accumulation: int = Field(1, ge=1, le=64, title="Accumulation", description="Batches before a change is made.")
    resolution: int = Field(
        512, ge=64, le=2048, multiple_of=8, title="Resolution", description="Pixels; an area of its square."
    )
    buckets: bool = Field(
        True, title="Keep shapes", description="Train each picture near its own shape, not cut to a square."
    )
    caption_dropout: float = Field(
        0.05, ge=0, le=1, title="Caption dropout", description="Share of steps without words."
    )
    min_snr: float | None = Field(
        5.0, gt=0, le=20, title="Min-SNR gamma", description="Evens out the noise levels; 5 is usual."
    )
    noise_offset: float = Field(
        0.0, ge=0, le=0.2, title="Noise offset", description="Lets pictures become darker and brighter."
    )
    prior_weight: float = Field(
        0.0, ge=0, le=2, title="Prior preservation", description="Weight of the class pictures; 0 is off."
    )
    prior_pictures: int = Field(
        32, ge=1, le=1000, title="Class pictures", description="Made once by the base, and kept."
    )
    prior_prompt: str = Field(
        "a photo of a person", max_length=200, title="Class", description="What the class pictures show."
    )
    ema: float | None = Field(
        None, ge=0.5, lt=1, title="EMA", description="Decay of a running average that is saved instead."
    )
    optimizer: Optimizer = Field(Optimizer.ADAMW, title="Optimizer", description="What turns a gradient into a change.")
    weight_decay: float = Field(0.01, ge=0, le=1, title="Weight decay", description="Pulls unused weights towards 0.")
    schedule: Schedule = Field(
        Schedule.CONSTANT, title="Schedule", description="How the rate changes over the training."
    )
    warmup: int = Field(0, ge=0, le=5000, title="Warm-up", description="Steps in which the rate grows to its value.")
    clip: float = Field(
        1.0, gt=0, le=100, title="Gradient limit", description="Longer gradients are shortened to this."
    )
    checkpointing: bool = Field(False, title="Gradient checkpointing", description="Less memory, a third slower.")
    precision: Literal["auto", "float32", "bfloat16"] = Field(
        "auto", title="Precision", description="Of the base's arithmetic; auto takes what this machine is quick at."
    )
    seed: int = Field(
        0, ge=0, lt=2**31, title="Seed", description="The same seed makes the same LoRA on the same machine."
    )
    save_every: Count = Field(250, title="Save every", description="Steps between two saves you can choose from.")
    sample_every: Count = Field(250, title="Sample every", description="Steps between two rows of samples.")
    prompts: tuple[str, ...] = Field(
        ("a photo of {trigger}",), max_length=8, title="Sample prompts", description="{trigger} is the trigger word."
    )

    def with_less(self) -> LoraRecipe:
        """The same training in less memory: checkpoints, and half the batch twice as often."""
        if self.batch == 1:
            return self.model_copy(update={"checkpointing": True})
        return self.model_copy(
            update={"checkpointing": True, "batch": -(-self.batch // 2), "accumulation": 2 * self.accumulation}
        )

    def as_was(self, written: Mapping[str, Any]) -> LoraRecipe:
        """The same, in as much memory as a training that is gone on with took."""
        return self.model_copy(update={name: written[name] for name in MEMORY if name in written})

    def saves(self) -> list[int]:
        """The steps that are kept, in order; the last one always is."""
        return [*range(self.save_every, self.steps, self.save_every), self.steps]


class Goal(StrEnum):
    """What somebody wants, in one word."""

    LIKENESS = "likeness"
    """A person or a thing that is recognised: 20 to 40 pictures, trigger word."""
    STYLE = "style"
    """A way of drawing: more pictures, lower strength, captions that leave the style out."""
    QUICK = "quick"
    """A first look in a tenth of the time."""


PRESETS: dict[Goal, LoraRecipe] = {
    Goal.LIKENESS: LoraRecipe(),
    Goal.STYLE: LoraRecipe(steps=3000, rank=32, alpha=16, rate=8e-5, caption_dropout=0.1, save_every=500),
    Goal.QUICK: LoraRecipe(steps=300, rank=8, alpha=8, rate=3e-4, save_every=100, sample_every=100),
}
"""Where an expert begins; numbers for bases of 512 and 1024 pixels."""
