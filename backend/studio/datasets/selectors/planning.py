"""What a caption run would do and cost: which pictures, which engine, what is left out and why. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from imaging.capabilities import CAPTION
from studio.credits import selectors as credits
from studio.datasets.models import Author, Dataset, DatasetItem, ItemState
from studio.datasets.selectors.rows import learned
from studio.engines import selectors as engines
from studio.engines.selectors import Choices


@dataclass
class LeftOut:
    """Pictures that get no words, by the reason."""

    by_people: int = 0
    """Written by a person, or brought by an import: never written over."""
    by_engines: int = 0
    """Written by an engine, and nobody asked to write over that."""
    rejected: int = 0
    """Not kept, here or where they came from."""
    pending: int = 0
    """Still being checked."""


@dataclass(frozen=True)
class Plan:
    """A caption run before it is asked for."""

    dataset: Dataset
    items: list[DatasetItem]
    left_out: LeftOut
    choices: Choices
    each: int
    """Credits a picture."""

    @property
    def price(self) -> int:
        """Credits for all of it."""
        return self.each * len(self.items)

    def to_json(self) -> dict[str, Any]:
        """The estimate as the API answers it."""
        balance, _ = credits.sums(self.dataset.workspace)
        return {
            "pictures": len(self.items),
            "price": self.price,
            "each": self.each,
            "seconds": round(engines.seconds(CAPTION.key, self.choices) * len(self.items), 1),
            "balance": balance,
            "balance_after": balance - self.price,
            "left_out": asdict(self.left_out),
        }


def plan(
    dataset: Dataset, *, engine: Mapping[str, Any], items: Sequence[UUID] | None = None, overwrite: bool = False
) -> Plan:
    """Of the pictures that were named, or of all. Raises UnknownEngine (422)."""
    choices = engines.choices({CAPTION.key: engine}, (CAPTION,))
    rows = DatasetItem.objects.filter(dataset=dataset).exclude(state=ItemState.REFUSED)
    asked = rows if items is None else rows.filter(id__in=items)
    offered = list(learned(asked).defer("said", "vector").select_related("asset").order_by("number"))
    left_out = LeftOut(rejected=asked.count() - len(offered))
    wanted = [item for item in offered if _is_wanted(item, left_out, overwrite)]
    key = (CAPTION.key, choices[CAPTION.key]["engine"])
    return Plan(dataset, wanted, left_out, choices, credits.prices([key])[key])


def _is_wanted(item: DatasetItem, left_out: LeftOut, overwrite: bool) -> bool:
    """Counts why not."""
    if item.state == ItemState.PENDING:
        left_out.pending += 1
    elif not item.caption.strip() or (item.author == Author.ENGINE and overwrite):
        return True
    elif item.author == Author.ENGINE:
        left_out.by_engines += 1
    else:
        left_out.by_people += 1
    return False
