"""What a training learns from: pictures with captions, cut to buckets, encoded once and kept on disk by content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from imaging.errors import UnusableInput
from imaging.progress import SILENT, Progress
from imaging.training import buckets
from imaging.training.buckets import Size
from imaging.training.family import Base
from imaging.training.kept import Kept
from imaging.training.recipe import LoraRecipe

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Example:
    """One picture file that has been let in (upright RGB), and its words."""

    picture: Path
    caption: str

    @cached_property
    def sha256(self) -> str:
        """Of the file's content."""
        return hashlib.sha256(self.picture.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Encoded:
    """An example as the denoiser sees it."""

    latents: torch.Tensor
    """``[channels, h, w]`` float32."""
    bucket: Size
    size: tuple[float, ...]
    """Original height and width, top and left of the cut, height and width of the bucket."""
    caption: str


def encoded(
    base: Base, examples: Sequence[Example], recipe: LoraRecipe, kept: Kept, progress: Progress = SILENT
) -> list[Encoded]:
    """Every example encoded; what ``kept`` knows is not encoded again. Raises UnusableInput for no example at all."""
    if not examples:
        raise UnusableInput("There is no picture to learn from. Add at least one to the dataset.")
    shapes = buckets.sizes(recipe.resolution, base.multiple) if recipe.buckets else []
    shapes = shapes or [(recipe.resolution, recipe.resolution)]
    return [
        _encoded(base, example, shapes, kept)
        for example, _ in progress.over(examples, "Reading picture {n} of {total}")
    ]


def _encoded(base: Base, example: Example, shapes: Sequence[Size], kept: Kept) -> Encoded:
    with Image.open(example.picture) as opened:
        bucket = buckets.nearest(opened.size, shapes)
        part, whole = buckets.cut(opened.size, bucket), opened.size
        latents = kept.one(
            (example.sha256, bucket),
            lambda: base.encode([np.asarray(opened.convert("RGB").resize(bucket, Image.Resampling.LANCZOS, box=part))]),
        )[0]
    scale = bucket[0] / (part[2] - part[0])
    size = (whole[1] * scale, whole[0] * scale, part[1] * scale, part[0] * scale, bucket[1], bucket[0])
    return Encoded(latents, bucket, tuple(float(round(number)) for number in size), example.caption)


def content_hash(examples: Sequence[Example]) -> str:
    """One SHA-256 over all pictures and captions in their order."""
    told = hashlib.sha256()
    for example in examples:
        told.update(f"{example.sha256}\0{example.caption}\0".encode())
    return told.hexdigest()
