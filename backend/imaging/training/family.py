"""What a family of base models must be able to do for the trainer; a new family is one file in ``families``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from imaging.picture import Pixels
from imaging.training.recipe import LoraRecipe, Targets

if TYPE_CHECKING:
    import torch
    from torch import nn

Words = dict[str, "torch.Tensor"]
"""What the text encoders say of captions, one row each, under the names that the family's denoiser asks for."""


@dataclass(frozen=True)
class Machine:
    """Where a training computes: the device, and the type of its quick arithmetic."""

    device: str
    precision: torch.dtype

    def quick(self) -> AbstractContextManager[object]:
        """Arithmetic in ``precision`` where that is safe, float32 elsewhere."""
        import torch

        kind = torch.device(self.device).type
        mixed: AbstractContextManager[object] = torch.autocast(
            kind, dtype=self.precision, enabled=self.precision != torch.float32
        )
        return mixed


@dataclass(frozen=True)
class Batch:
    """What a step learns from."""

    latents: torch.Tensor
    """``[n, channels, height, width]`` float32."""
    words: Words
    sizes: torch.Tensor
    """``[n, 6]``: original height and width, top and left of the cut, height and width of the bucket (SDXL's order)."""


class Base(ABC):
    """An opened base model: its networks on a machine, and how its loss is reckoned.

    The base itself never learns. ``adapted`` names the networks that may carry an adapter; the keys are those of the
    diffusers pipeline, and the first is the denoiser.
    """

    name: ClassVar[str]
    """Of the family, for people: Stable Diffusion XL."""
    architecture: ClassVar[str]
    """Of its LoRAs in a file's metadata (modelspec.architecture)."""
    kohya_base: ClassVar[str]
    """Of its LoRAs in a file's metadata (ss_base_model_version)."""
    kohya_prefixes: ClassVar[Mapping[str, str]]
    """Network to the prefix of its keys in kohya's files."""
    multiple: ClassVar[int]
    """Sides of pictures are multiples of this, in pixels."""
    machine: Machine

    @classmethod
    @abstractmethod
    def recognises(cls, folder: Path) -> bool:
        """Whether a diffusers folder holds a base of this family."""

    @classmethod
    @abstractmethod
    def open(cls, folder: Path, machine: Machine) -> Base:
        """Load it. Raises MissingWeights or WrongBase with the file that is at fault."""

    @property
    @abstractmethod
    def adapted(self) -> Mapping[str, nn.Module]:
        """The denoiser first, then the text encoders."""

    @abstractmethod
    def layers(self, targets: Targets) -> list[str]:
        """Endings of the denoiser's layer names that learn."""

    @abstractmethod
    def text_layers(self) -> list[str]:
        """Endings of the text encoders' layer names that learn."""

    @abstractmethod
    def encode(self, pictures: Sequence[Pixels]) -> torch.Tensor:
        """Latents ``[n, channels, h, w]`` float32 of pictures of one size."""

    @abstractmethod
    def tokens(self, captions: Sequence[str]) -> Words:
        """Token numbers, encoder by encoder; what is longer than the encoder reads is cut off."""

    @abstractmethod
    def read(self, tokens: Words) -> Words:
        """What the encoders make of tokens. Differentiable, so that encoders may learn."""

    @abstractmethod
    def losses(self, batch: Batch, recipe: LoraRecipe, thrown: torch.Generator) -> torch.Tensor:
        """The loss of each example ``[n]``, all that is random in it drawn from ``thrown`` (a CPU generator)."""

    @abstractmethod
    def ready(self, recipe: LoraRecipe) -> None:
        """Get ready to learn, once the adapters are on: memory savings, the kind of attention."""

    @abstractmethod
    def pipeline(self) -> Any:
        """A diffusers pipeline over the same networks, for samples."""

    @abstractmethod
    def look(self, picture: Pixels, resolution: int) -> npt.NDArray[np.float32]:
        """Features ``[d]`` of a picture seen at about ``resolution`` pixels: near for what looks alike."""

    @contextmanager
    def untaught(self) -> Iterator[None]:
        """The base as it was, with its adapters off."""
        learned = [network for network in self.adapted.values() if getattr(network, "peft_config", None)]
        for network in learned:
            network.disable_adapters()
        try:
            yield
        finally:
            for network in learned:
                network.enable_adapters()

    def token_limit(self) -> int:
        """How many tokens of a caption are read, begin and end included."""
        return 77


def unit(pictures: Sequence[Pixels]) -> np.ndarray:
    """Pictures of one size as ``[n, 3, height, width]`` float32 in -1..1."""
    return np.stack(pictures).transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1
