"""The toys' bridges: their rows are the recipe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from imaging.progress import Ask
from studio.assets.models import Asset
from studio.runs import selectors
from studio.runs.kinds import Place, RunKind, Value
from studio.runs.models import Item, Run
from studio.subjects.models import Use
from toy.pipeline import TOY
from toy.sequence import SEQUENCE


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


LENGTH = 20
"""Steps between two items of a sequence."""


class SequenceKind(RunKind):
    name = "sequence"
    pipeline = SEQUENCE
    use = Use.SWAP
    delivers: ClassVar[frozenset[str]] = frozenset({"count"})
    in_sequence = True
    hears: ClassVar[frozenset[Ask]] = frozenset(Ask)
    seen: ClassVar[list[list[Asset]]] = []

    def load(self, run: Run, index: int) -> Mapping[str, Value]:
        return {
            "diary": run.recipe["diary"],
            "until": LENGTH * (index + 1),
            "seconds": run.recipe["seconds"],
            "broken": index == run.recipe["broken"],
            "state": selectors.output(run, index - 1, "count", "state") if index else None,
        }

    def place(self, run: Run, item: Item, output: str) -> Place:
        return Place(folder="toys", filename=f"{output}-{item.index}.{'json' if output == 'state' else 'jpg'}")

    def record(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        """The item's own outputs are all the toy keeps."""

    def meanwhile(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        shown = outputs["shown"]
        assert isinstance(shown, list)
        self.seen.append(shown)

    def share(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> float:
        share = outputs["share"]
        assert isinstance(share, float)
        return share
