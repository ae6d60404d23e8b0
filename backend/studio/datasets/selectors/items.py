"""The pictures of a dataset as the API shows them, each with its words and what is wrong with these."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet

from imaging.captions import tokens
from imaging.captions.lint import Finding, lint
from imaging.captions.looks import looks_in
from imaging.reports.worth import GATE
from studio.assets import selectors as assets
from studio.datasets.models import Dataset, DatasetItem, ItemState
from studio.engines import selectors as engines

SHOWN = ("all", "kept", "rejected", "look")
"""Which pictures a list shows; ``look`` are those a person should look at."""
REJECTED_THERE = "It was rejected on the desk it came from, so nothing is trained on it."
WITHHELD_THERE = "It was refused on the desk it came from, so nothing is trained on it."


def listed(dataset: Dataset) -> QuerySet[DatasetItem]:
    """Every picture with no more of each row than is shown, vectors least of all; one query."""
    rows = DatasetItem.objects.filter(dataset=dataset).defer("vector", "said").select_related("asset", "original")
    return rows.annotate(photo_decision=F("photo__decision"), result_decision=F("result__decision"))


def shown(dataset: Dataset, items: Iterable[DatasetItem]) -> list[dict[str, Any]]:
    """Rows of ``listed`` as the API answers them; no query."""
    return [_answer(dataset, item) for item in items]


def shown_one(dataset: Dataset, item: DatasetItem) -> dict[str, Any]:
    """One of them, as it is now; one query."""
    (answer,) = shown(dataset, listed(dataset).filter(id=item.id))
    return answer


def found_in(dataset: Dataset, caption: str) -> tuple[Finding, ...]:
    """What is wrong with one caption of it."""
    return _found(caption, dataset.subject.trigger_word, dataset.looks)


@lru_cache(maxsize=20_000)
def _found(caption: str, trigger: str, looks_wanted: bool) -> tuple[Finding, ...]:
    """Remembered, since a page asks for all captions of a dataset again after each that changed."""
    return tuple(lint(caption, trigger=trigger, limit=tokens.LIMIT, tokens=tokens.estimate, looks_wanted=looks_wanted))


def withheld(item: Any) -> str:
    """Why a picture that is kept here is learned nowhere; empty when it is."""
    if "reject" in (item.photo_decision, item.result_decision):
        return REJECTED_THERE
    return WITHHELD_THERE if item.state == ItemState.READY and item.asset.quarantined else ""


def _answer(dataset: Dataset, item: DatasetItem) -> dict[str, Any]:
    weighed = item.scores
    return {
        "id": str(item.id),
        "number": item.number,
        "name": item.name,
        "origin": item.origin.partition(":")[0],
        "photo": str(item.photo_id) if item.photo_id else None,
        "result": str(item.result_id) if item.result_id else None,
        "picture": assets.picture(item.asset) if item.state == ItemState.READY else None,
        "state": item.state,
        "kept": item.kept,
        "withheld": withheld(item),
        "caption": item.caption,
        "author": item.author,
        "captioner": item.captioner,
        "captioner_label": engines.label(item.captioner) if item.captioner else "",
        "revision": item.revision,
        "tokens": tokens.estimate(item.caption),
        "lint": [
            {"fault": found.fault, "sentence": found.sentence, "words": found.words}
            for found in found_in(dataset, item.caption)
        ],
        "looks": [] if dataset.looks else marks(item.caption),
        "quality": item.quality,
        "scores": weighed.get("scores", {}),
        "weakest": weighed.get("weakest", ""),
        "below_gate": item.quality is not None and item.quality < GATE,
        "rotation": item.rotation,
        "crop": item.crop,
        "original": assets.picture(item.original),
    }


def marks(caption: str) -> list[list[int]]:
    """Where identity words stand, counted as a browser counts: in UTF-16 units."""
    return [[_units(caption[: one.start]), _units(caption[: one.end])] for one in looks_in(caption)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
