"""The training itself: one step after another, the same whatever the base, and the same again after a stop."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imaging.errors import EngineFailed, UnusableInput
from imaging.progress import SILENT, Progress
from imaging.training import adapters, optimizing
from imaging.training.adapters import Average, Tensors
from imaging.training.dice import Stream
from imaging.training.examples import Example, content_hash, encoded
from imaging.training.family import Base
from imaging.training.kept import Kept, fingerprint
from imaging.training.lessons import Lessons
from imaging.training.recipe import MEMORY, LoraRecipe
from imaging.training.state import State

if TYPE_CHECKING:
    import torch

MAY_CHANGE = frozenset({"steps", "save_every", "sample_every", "prompts"})
"""What a training that goes on may be asked for anew; all else would make another training of it."""


class Diverged(EngineFailed):
    """The loss is no number any more: the learning rate is too high, or the base does not bear this precision."""

    code = "training_diverged"
    retryable = False


class Trainer:
    """A LoRA that learns. ``step`` as often as wanted; ``state`` at any time; a new Trainer goes on from it."""

    def __init__(
        self,
        base: Base,
        recipe: LoraRecipe,
        examples: Sequence[Example],
        *,
        folder: Path,
        cache: Path,
        class_examples: Sequence[Example] = (),
        progress: Progress = SILENT,
    ) -> None:
        """``folder`` is the base's, for its fingerprint; ``cache`` keeps latents over many trainings."""
        self.base, self.recipe = base, recipe
        whole = fingerprint(folder)
        self.made_of = hashlib.sha256(f"{whole}{content_hash([*examples, *class_examples])}".encode()).hexdigest()
        pictures = Kept(cache, fingerprint(folder / "vae"))
        words = Kept(cache, f"{whole} {base.machine.device} {base.machine.precision}")
        seen = encoded(base, examples, recipe, pictures, progress)
        self.lessons = Lessons(base, seen, recipe, order=Stream.ORDER, noise=Stream.NOISE, kept=words)
        self.prior: Lessons | None = None
        if recipe.prior_weight:
            seen = encoded(base, class_examples, recipe, pictures)
            self.prior = Lessons(base, seen, recipe, order=Stream.CLASS_ORDER, noise=Stream.CLASS_NOISE, kept=words)
        self.networks = adapters.put_on(base, recipe)
        self.groups: list[dict[str, Any]] = [
            {"params": adapters.parameters(network), "lr": recipe.text_rate if place else recipe.rate}
            for place, network in enumerate(self.networks.values())
        ]
        self.rates = [group["lr"] for group in self.groups]
        self.learning = [weight for group in self.groups for weight in group["params"]]
        self.optimizer = optimizing.optimizer(recipe, self.groups)
        self.average = Average(self.networks, recipe.ema) if recipe.ema is not None else None
        self.done = 0
        self.losses: list[float] = []
        base.ready(recipe)

    def step(self) -> float:
        """Change the weights once and return the loss. Raises Diverged, and changes nothing, when it is no number."""
        import torch

        self.optimizer.zero_grad(set_to_none=True)
        total = 0.0
        for part in range(self.recipe.accumulation):
            loss = self._loss(self.done * self.recipe.accumulation + part) / self.recipe.accumulation
            loss.backward()
            total += float(loss.detach())
        norm = torch.nn.utils.clip_grad_norm_(self.learning, self.recipe.clip)
        if not (math.isfinite(total) and bool(torch.isfinite(norm))):
            raise Diverged(
                f"At step {self.done + 1} the loss became {total}. "
                "What was saved before is kept; choose a lower learning rate."
            )
        share = optimizing.share_of_rate(self.recipe, self.done)
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * share
        self.optimizer.step()
        self.done += 1
        if self.average is not None:
            self.average.follow(self.done)
        self.losses.append(total)
        return total

    def _loss(self, turn: int) -> torch.Tensor:
        loss = self.lessons.loss(turn, dropout=self.recipe.caption_dropout)
        return loss if self.prior is None else loss + self.recipe.prior_weight * self.prior.loss(turn, dropout=0.0)

    def adapter(self) -> Tensors:
        """What would be saved as the LoRA now: the average where there is one, else the weights themselves."""
        return adapters.taken(self.networks) if self.average is None else self.average.tensors

    def begin_from(self, tensors: Tensors) -> None:
        """Start from another LoRA of the same shape. Raises UnusableInput where it does not fit."""
        adapters.put_back(self.networks, tensors)
        if self.average is not None:
            self.average = Average(self.networks, self.average.decay)

    def state(self) -> State:
        """All that is needed to go on."""
        memory, rest = optimizing.written(self.optimizer)
        return State(
            step=self.done,
            recipe=self.recipe.model_dump(mode="json"),
            made_of=self.made_of,
            adapter=adapters.taken(self.networks),
            average=self.average.tensors if self.average else None,
            memory=memory,
            memory_rest=rest,
            losses=list(self.losses),
        )

    def go_on(self, state: State) -> None:
        """Become the training that wrote ``state``. Raises UnusableInput when base, dataset or recipe are others."""
        if state.made_of != self.made_of:
            raise UnusableInput("The saved training belongs to another base or dataset. Start a new training.")
        changed = _changed(state.recipe, self.recipe)
        if changed:
            raise UnusableInput(
                f"A training that goes on keeps its {', '.join(changed)}. Start a new training instead."
            )
        adapters.put_back(self.networks, state.adapter)
        optimizing.read(self.optimizer, state.memory, state.memory_rest)
        if self.average is not None and state.average is not None:
            self.average.tensors = state.average
        self.done, self.losses = state.step, list(state.losses)


def _changed(before: dict[str, Any], recipe: LoraRecipe) -> list[str]:
    now = recipe.model_dump(mode="json")
    less = LoraRecipe.model_validate(before).with_less().model_dump(mode="json")
    # that it goes on with less memory than before is nobody's wish
    free = MAY_CHANGE | set(MEMORY) if all(now[name] == less[name] for name in MEMORY) else MAY_CHANGE
    return sorted(name for name in now if name not in free and before.get(name) != now[name])
