"""What one kind of picture brings to a step: its examples, their words and their order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from imaging.training.dice import Stream, rolled, thrown
from imaging.training.examples import Encoded
from imaging.training.family import Base, Batch, Words
from imaging.training.kept import Kept
from imaging.training.order import Order
from imaging.training.recipe import LoraRecipe

if TYPE_CHECKING:
    import torch


class Captions:
    """The words of a set of examples: read once where the encoders are frozen, at every step where they learn."""

    def __init__(self, base: Base, captions: Sequence[str], *, learning: bool, kept: Kept) -> None:
        import torch

        self.base = base
        # the last row is no words at all, for caption dropout
        self.tokens = base.tokens([*captions, ""])
        self.read: Words | None = None
        if not learning:
            rows = [
                kept.several(("words", caption), partial(self._one, at)) for at, caption in enumerate([*captions, ""])
            ]
            device = base.machine.device
            self.read = {name: torch.cat([row[name] for row in rows]).to(device) for name in rows[0]}

    def _one(self, at: int) -> Words:
        import torch

        with torch.no_grad():
            return self.base.read({name: ids[at : at + 1] for name, ids in self.tokens.items()})

    def at(self, rows: Sequence[int]) -> Words:
        """The words of some examples; row -1 is none."""
        chosen = list(rows)
        if self.read is not None:
            return {name: words[chosen] for name, words in self.read.items()}
        return self.base.read({name: ids[chosen] for name, ids in self.tokens.items()})


class Lessons:
    """Examples, their words and their order: what one kind of picture brings to a step."""

    def __init__(
        self, base: Base, seen: Sequence[Encoded], recipe: LoraRecipe, *, order: Stream, noise: Stream, kept: Kept
    ) -> None:
        self.base, self.seen, self.recipe, self.noise = base, seen, recipe, noise
        self.captions = Captions(base, [one.caption for one in seen], learning=recipe.text_encoder, kept=kept)
        seed = int(rolled(recipe.seed, order).integers(2**31))
        self.order = Order([one.bucket for one in seen], batch=recipe.batch, seed=seed)

    def loss(self, turn: int, *, dropout: float) -> torch.Tensor:
        """The mean loss of batch ``turn``."""
        import torch

        chosen, recipe = self.order.at(turn), self.recipe
        unspoken = rolled(recipe.seed, Stream.CAPTIONS, turn).random(len(chosen)) < dropout
        rows = [-1 if left_out else at for at, left_out in zip(chosen, unspoken, strict=True)]
        batch = Batch(
            latents=torch.stack([self.seen[at].latents for at in chosen]),
            words=self.captions.at(rows),
            sizes=torch.tensor([self.seen[at].size for at in chosen]),
        )
        return self.base.losses(batch, recipe, thrown(recipe.seed, self.noise, turn)).mean()
