"""A dataset as a whole, read in one pass: counts, words, faults, copies and coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from imaging.captions.lint import Fault, Finding, same_everywhere
from imaging.reports import coverage, duplicates
from imaging.reports.coverage import Coverage, View
from imaging.reports.worth import GATE
from studio.datasets.models import Dataset, DatasetItem, ItemState
from studio.datasets.selectors.items import found_in, listed, withheld

_COLUMNS = ("id", "number", "state", "kept", "caption", "author", "quality", "scores", "dataset_id", "asset_id")


@dataclass
class Survey:
    """What is known of all pictures; ``learned`` are those that a training would see, in their order."""

    learned: list[DatasetItem] = field(default_factory=list)
    pictures: int = 0
    pending: int = 0
    refused: int = 0
    rejected: int = 0
    elsewhere: int = 0
    """Kept here, and rejected or refused where they came from."""
    faults: dict[UUID, tuple[Finding, ...]] = field(default_factory=dict)

    @property
    def silent(self) -> list[DatasetItem]:
        """Without a caption."""
        return [item for item in self.learned if not item.caption.strip()]

    @property
    def below_gate(self) -> list[DatasetItem]:
        """Weighed, and found too light."""
        return [item for item in self.learned if item.quality is not None and item.quality < GATE]

    @property
    def odd(self) -> list[DatasetItem]:
        """Shows another face than most."""
        return [item for item in self.learned if item.scores.get("odd")]

    @property
    def to_look_at(self) -> list[DatasetItem]:
        """Whatever a person should look at before anything is trained on it."""
        light = {item.id for item in self.below_gate}
        return [
            item for item in self.learned if self.faults[item.id] or item.id in light or item.state == ItemState.PENDING
        ]

    def with_fault(self, fault: Fault) -> list[DatasetItem]:
        """Whose caption has it."""
        return [item for item in self.learned if any(one.fault == fault for one in self.faults[item.id])]


def survey(dataset: Dataset) -> Survey:
    """Look at everything; one query, whatever its size."""
    found = Survey()
    for item in _rows(dataset):
        if item.state == ItemState.REFUSED:
            found.refused += 1
            continue
        found.pictures += 1
        if not item.kept:
            found.rejected += 1
        elif withheld(item):
            found.elsewhere += 1
        else:
            found.pending += item.state == ItemState.PENDING
            found.learned.append(item)
            found.faults[item.id] = found_in(dataset, item.caption)
    return found


def _rows(dataset: Dataset) -> Iterator[Any]:
    rows = DatasetItem.objects.filter(dataset=dataset).select_related("asset").order_by("number")
    rows = rows.only(*_COLUMNS, "asset__quarantined")
    yield from rows.annotate(photo_decision=F("photo__decision"), result_decision=F("result__decision"))


def narrowed(dataset: Dataset, show: str) -> QuerySet[DatasetItem]:
    """The rows of a list; one query more for those to look at, whose faults no database can tell."""
    rows = listed(dataset)
    if show == "look":
        return rows.filter(id__in=[item.id for item in survey(dataset).to_look_at])
    return rows if show == "all" else rows.filter(kept=show == "kept").exclude(state=ItemState.REFUSED)


def everywhere(dataset: Dataset, found: Survey) -> list[str]:
    """Words that nearly all captions share."""
    said = [item.caption for item in found.learned if item.caption.strip()]
    return same_everywhere(said, trigger=dataset.subject.trigger_word)


def copies(found: Survey) -> list[list[UUID]]:
    """Near-duplicates, the best of each group first."""
    printed = [item for item in found.learned if item.scores.get("fingerprint")]
    groups = duplicates.stacks(
        [item.scores["fingerprint"] for item in printed], [item.quality or 0.0 for item in printed]
    )
    return [[printed[at].id for at in group] for group in groups]


def covered(found: Survey) -> Coverage:
    """Which views are there."""
    return coverage.cover(
        [View(item.scores.get("yaw"), item.scores.get("face_share"), item.caption) for item in found.learned]
    )


def words(dataset: Dataset, found: Survey) -> list[dict[str, Any]]:
    """Parts between commas of the captions that are kept, the commonest first, without the one that has the trigger."""
    said = [item.caption for item in found.learned if item.caption.strip()]
    trigger = dataset.subject.trigger_word.lower()
    counted = Counter(part for caption in said for part in {piece.strip().lower() for piece in caption.split(",")})
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return [
        {"words": part, "count": count, "share": round(count / len(said), 3)}
        for part, count in ordered
        if part and not (trigger and trigger in part)
    ]


def faults(found: Survey) -> list[dict[str, Any]]:
    """Every fault of every caption that is kept, in the order of the pictures."""
    return [
        {
            "item": str(item.id),
            "number": item.number,
            "fault": one.fault,
            "sentence": one.sentence,
            "words": one.words,
        }
        for item in found.learned
        for one in found.faults[item.id]
    ]
