"""The LoRA on a base: put on, taken off as tensors, put back, averaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from imaging.errors import UnusableInput
from imaging.training.dice import Stream, thrown
from imaging.training.family import Base
from imaging.training.recipe import LoraRecipe

if TYPE_CHECKING:
    import torch
    from torch import nn

ADAPTER = "default"
Tensors = dict[str, dict[str, "torch.Tensor"]]
"""Network, then PEFT's key (``...to_q.lora_A.weight``), to its tensor."""


def put_on(base: Base, recipe: LoraRecipe) -> dict[str, nn.Module]:
    """Give the networks that learn a new adapter, in float32, and return them by name.

    The up matrices begin at 0, so that a new adapter changes nothing; the down matrices come from the seed.
    """
    import torch
    from diffusers.training_utils import cast_training_params
    from peft import LoraConfig

    learning = learning_networks(base, recipe)
    for place, (name, network) in enumerate(learning.items()):
        layers = base.text_layers() if place else base.layers(recipe.targets)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(thrown(recipe.seed, Stream.WEIGHTS, place).initial_seed())
            config = LoraConfig(
                r=recipe.rank, lora_alpha=recipe.alpha, init_lora_weights="gaussian", target_modules=layers
            )
            _whole(network, name).add_adapter(config, adapter_name=ADAPTER)
        cast_training_params(network, dtype=torch.float32)
    return learning


def learning_networks(base: Base, recipe: LoraRecipe) -> dict[str, nn.Module]:
    """The networks of a base that get an adapter: the denoiser, and the text encoders where they are asked for."""
    adapted = dict(base.adapted)
    return adapted if recipe.text_encoder else {name: adapted[name] for name in list(adapted)[:1]}


def _whole(network: Any, name: str) -> Any:
    if getattr(network, "peft_config", None):
        raise UnusableInput(f"The base's {name} already carries an adapter. Open the base anew.")
    return network


def parameters(network: nn.Module) -> list[nn.Parameter]:
    """What learns, in a fixed order."""
    return [weight for weight in network.parameters() if weight.requires_grad]


def taken(networks: Mapping[str, nn.Module]) -> Tensors:
    """Copies of all adapter tensors on the CPU."""
    return {
        name: {key: tensor.detach().clone().cpu() for key, tensor in live(network)}
        for name, network in networks.items()
    }


def put_back(networks: Mapping[str, nn.Module], tensors: Mapping[str, Mapping[str, torch.Tensor]]) -> None:
    """Overwrite adapter tensors. Raises UnusableInput naming the first key that does not fit."""
    import torch

    for name, network in networks.items():
        given = dict(tensors.get(name, {}))
        with torch.no_grad():
            for key, weight in live(network):
                tensor = given.pop(key, None)
                if tensor is None or tensor.shape != weight.shape:
                    raise UnusableInput(
                        f"The LoRA does not fit this training: {name}.{key} is missing or of another shape."
                    )
                weight.copy_(tensor)
        if given:
            raise UnusableInput(f"The LoRA does not fit this training: nobody knows {name}.{next(iter(given))}.")


def live(network: nn.Module, adapter: str = ADAPTER) -> Iterator[tuple[str, torch.Tensor]]:
    """The adapter's own tensors under PEFT's names, not copies."""
    mark = f".{adapter}.weight"
    for key, tensor in network.named_parameters():
        if key.endswith(mark) and ".lora_" in key:
            yield key.removesuffix(mark) + ".weight", tensor


class Average:
    """A running average of what learns; it is what is saved where a recipe asks for it."""

    def __init__(self, networks: Mapping[str, nn.Module], decay: float) -> None:
        self.networks, self.decay, self.tensors = networks, decay, taken(networks)

    def follow(self, step: int) -> None:
        """Move towards the live weights; early steps move more, as in diffusers' EMAModel."""
        import torch

        keep = min(self.decay, (1 + step) / (10 + step))
        with torch.no_grad():
            for name, network in self.networks.items():
                for key, weight in live(network):
                    self.tensors[name][key].lerp_(weight.detach().cpu(), 1 - keep)
