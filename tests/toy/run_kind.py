"""The toy's bridge: its rows are the recipe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from studio.runs.kinds import Place, RunKind, Value
from studio.runs.models import Item, Run
from studio.subjects.models import Use
from toy.pipeline import TOY


class ToyKind(RunKind):
    name = "toy"
    pipeline = TOY
    use = Use.SWAP
    delivers: ClassVar[frozenset[str]] = frozenset({"costly"})

    def load(self, run: Run, index: int) -> Mapping[str, Value]:
        behaviours = run.recipe["behaviours"]
        return {
            "number": index,
            "behaviour": behaviours.get(str(index), ""),
            "diary": run.recipe["diary"],
            "seconds": run.recipe.get("seconds", 0.0),
        }

    def place(self, run: Run, item: Item, output: str) -> Place:
        return Place(folder="toys", filename=f"toy-{item.index}.jpg")

    def record(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        """The item's own outputs are all the toy keeps."""
