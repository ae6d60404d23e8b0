"""Results as the desk lists them: narrowed, in an order, a page at a time, whatever their number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Lookup, OuterRef, Q, QuerySet
from django.db.models.lookups import GreaterThanOrEqual, LessThan, LessThanOrEqual

from studio.accounts.models import Workspace
from studio.accounts.serializers import moment
from studio.assets import selectors as assets
from studio.engines import selectors as engines
from studio.swaps.models import UNMEASURED_DISTANCE, Decision, SwapResult, Tag

SORTS: Mapping[str, tuple[str, str]] = {
    "newest": ("-created_at", "-id"),
    "oldest": ("created_at", "id"),
    "nearest": ("distance", "id"),
    "best": ("-quality", "-id"),
    "sheet": ("index", "id"),
}
"""The orders of a list. ``sheet`` is that of a contact sheet, for the results of one run."""

_FILE = ("id", "width", "height", "filename", "quarantined")
_OWN = (
    "id", "run_id", "index", "source_id", "target_id", "name", "identity_before", "identity_after", "scores", "seconds",
    "engine", "cost", "warning", "favourite", "decision", "distance", "quality", "created_at",
)  # fmt: skip
_COLUMNS = (*_OWN, *(f"{file}__{column}" for file in ("swapped", "enhanced") for column in _FILE))
_PAIR = re.compile(r"-(s\d+)-(t\d+)-[a-z]+$")
_Tagged = SwapResult.tags.through


FEW = 1000
"""Results with a tag below which they are looked up instead of met on the way."""
_EXACT = (
    ("subject", "subject_id"),
    ("run", "run_id"),
    ("source", "source_id"),
    ("target", "target_id"),
    ("index", "index__in"),
    ("ids", "id__in"),
    ("favourite", "favourite"),
    ("decision", "decision"),
    ("engine", "engine"),
)


def narrowed(
    workspace: Workspace, wish: Mapping[str, Any], of: QuerySet[SwapResult] | None = None
) -> QuerySet[SwapResult]:
    """The results that a wish leaves; FilterSerializer says what it may name, and what it does not does not narrow."""
    exact = {column: wish[name] for name, column in _EXACT if wish.get(name) is not None}
    rows = (SwapResult.objects.all() if of is None else of).filter(workspace=workspace, **exact)
    rows = rows.filter(*_bounds(wish))
    if words := str(wish.get("q") or "").split():
        rows = rows.filter(*(Q(name__icontains=word) for word in words))
    for tag in wish.get("tag") or ():
        rows = rows.filter(_has(workspace, tag.lower()))
    return rows


def _bounds(wish: Mapping[str, Any]) -> list[Q | Lookup[Any]]:
    """The bounds of distance and quality. Only the order that walks along a column may search its index for them: for
    any other order the database would rather sort all that it finds there than walk until a page is full."""
    sort = wish.get("sort")
    distance: Any = F("distance") if sort == "nearest" else F("distance") + 0.0
    quality: Any = F("quality") if sort == "best" else F("quality") + 0.0
    found: list[Q | Lookup[Any]] = []
    if wish.get("min_distance") is not None:
        found += [GreaterThanOrEqual(distance, wish["min_distance"]), LessThan(distance, UNMEASURED_DISTANCE)]
    if wish.get("max_distance") is not None:
        found.append(LessThanOrEqual(distance, wish["max_distance"]))
    if wish.get("min_quality") is not None:
        found.append(GreaterThanOrEqual(quality, wish["min_quality"]))
    return found


def _has(workspace: Workspace, tag: str) -> Q | Exists:
    """Few results with a tag are named one by one; many are met soon enough on the walk."""
    marks = _Tagged.objects.filter(tag__workspace=workspace, tag__name=tag)
    few = list(marks.values_list("swapresult", flat=True)[: FEW + 1])
    return Q(id__in=few) if len(few) <= FEW else Exists(marks.filter(swapresult=OuterRef("pk")))


@cache
def columns() -> QuerySet[Any]:
    """Every result as the columns that ``shown`` turns into answers: several times as fast as objects.

    Made once, to be narrowed: naming so many columns anew took longer than reading a page of them.
    """
    found: QuerySet[Any] = SwapResult.objects.values(*_COLUMNS)
    return found


def shown(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of ``columns`` as the API answers them; one more query, for their tags."""
    found = list(rows)
    tags: dict[UUID, list[str]] = defaultdict(list)
    names = _Tagged.objects.filter(swapresult__in=[row["id"] for row in found]).order_by("tag__name")
    for result, tag in names.values_list("swapresult", "tag__name"):
        tags[result].append(tag)
    return [_answer(row, tags.get(row["id"], [])) for row in found]


def _answer(row: Mapping[str, Any], tags: list[str]) -> dict[str, Any]:
    return {
        "id": str(row["id"]),
        "run": str(row["run_id"]),
        "index": row["index"],
        "label": label(row["name"]),
        "source": _text(row["source_id"]),
        "target": _text(row["target_id"]),
        "swapped": _picture(row, "swapped"),
        "enhanced": _picture(row, "enhanced"),
        "identity_before": row["identity_before"],
        "identity_after": row["identity_after"],
        "quality": row["quality"] if row["quality"] >= 0 else None,
        "scores": row["scores"],
        "seconds": round(row["seconds"], 3),
        "engine": row["engine"],
        "engine_label": engines.label(row["engine"]),
        "cost": row["cost"],
        "warning": row["warning"] or None,
        "favourite": row["favourite"],
        "decision": row["decision"],
        "tags": tags,
        "created_at": moment(row["created_at"]),
    }


def label(name: str) -> str:
    """``s2·t003`` of ``andie-s2-t003-sfw``: the frame number under a picture."""
    pair = _PAIR.search(name)
    return f"{pair[1]}·{pair[2]}" if pair else name


def _picture(row: Mapping[str, Any], file: str) -> assets.PictureDict | None:
    key = row[f"{file}__id"]
    if key is None or row[f"{file}__quarantined"]:
        return None
    return assets.picture_of(key, row[f"{file}__width"], row[f"{file}__height"], row[f"{file}__filename"])


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)


def counts(workspace: Workspace, wish: Mapping[str, Any]) -> dict[str, Any]:
    """How many there are of each decision, favourites and tags, as far as the rest of the wish leaves them.

    Four queries; what is not narrowed further is counted in an index.
    """
    rows = narrowed(workspace, {**wish, "decision": None, "favourite": None})
    decided = dict(rows.order_by().values_list("decision").annotate(Count("id")))
    tags = Tag.objects.filter(workspace=workspace).annotate(n=Count("results", filter=Q(results__in=rows)))
    return {
        "found": narrowed(workspace, wish).count(),
        "all": sum(decided.values()),
        "kept": decided.get(Decision.KEEP, 0),
        "rejected": decided.get(Decision.REJECT, 0),
        "undecided": decided.get(Decision.NONE, 0),
        "favourites": rows.filter(favourite=True).count(),
        "tags": [{"name": tag.name, "count": tag.n} for tag in tags.order_by("name") if tag.n],
    }
