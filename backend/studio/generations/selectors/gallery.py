"""Pictures as the gallery lists them: narrowed, newest first, a page at a time, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from studio.accounts.models import Workspace
from studio.accounts.serializers import moment
from studio.assets import selectors as assets
from studio.generations.models import Generation, UsedLora
from studio.swaps.models import Decision, Tag

_FILE = ("id", "width", "height", "filename", "quarantined")
_OWN = (
    "id", "run_id", "index", "subject_id", "prompt", "negative", "seed", "settings", "favourite", "decision", "seconds",
    "cost", "created_at",
)  # fmt: skip
_COLUMNS = (*_OWN, *(f"{file}__{column}" for file in ("asset", "enlarged") for column in _FILE))
_Tagged = Generation.tags.through
_EXACT = (
    ("subject", "subject_id"),
    ("run", "run_id"),
    ("ids", "id__in"),
    ("favourite", "favourite"),
    ("decision", "decision"),
)


def narrowed(
    workspace: Workspace, wish: Mapping[str, Any], of: QuerySet[Generation] | None = None
) -> QuerySet[Generation]:
    """The pictures that a wish leaves; FilterSerializer says what it may name, and what it does not does not narrow."""
    exact = {column: wish[name] for name, column in _EXACT if wish.get(name) is not None}
    rows = (Generation.objects.all() if of is None else of).filter(workspace=workspace, **exact)
    if words := str(wish.get("q") or "").split():
        rows = rows.filter(*(Q(prompt__icontains=word) for word in words))
    if wish.get("lora"):
        used = UsedLora.objects.filter(generation=OuterRef("pk"), version=wish["lora"])
        rows = rows.filter(Exists(used))
    for tag in wish.get("tag") or ():
        marks = _Tagged.objects.filter(generation=OuterRef("pk"), tag__workspace=workspace, tag__name=tag.lower())
        rows = rows.filter(Exists(marks))
    return rows


@cache
def columns() -> QuerySet[Any]:
    """Every picture as the columns that ``shown`` turns into answers: several times as fast as objects."""
    found: QuerySet[Any] = Generation.objects.values(*_COLUMNS)
    return found


def shown(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of ``columns`` as the API answers them; one more query, for their tags."""
    found = list(rows)
    tags: dict[UUID, list[str]] = defaultdict(list)
    names = _Tagged.objects.filter(generation__in=[row["id"] for row in found]).order_by("tag__name")
    for generation, tag in names.values_list("generation", "tag__name"):
        tags[generation].append(tag)
    return [_answer(row, tags.get(row["id"], [])) for row in found]


def _answer(row: Mapping[str, Any], tags: list[str]) -> dict[str, Any]:
    picture = _picture(row, "asset")
    return {
        "id": str(row["id"]),
        "run": str(row["run_id"]),
        "index": row["index"],
        "subject": str(row["subject_id"]) if row["subject_id"] else None,
        "url": picture["url"] if picture else "",
        "filename": row["asset__filename"],
        "picture": picture,
        "enhanced": _picture(row, "enlarged"),
        "prompt": row["prompt"],
        "negative": row["negative"],
        "seed": row["seed"],
        "width": row["asset__width"],
        "height": row["asset__height"],
        "settings": row["settings"],
        "favourite": row["favourite"],
        "decision": row["decision"],
        "tags": tags,
        "seconds": round(row["seconds"], 3),
        "cost": row["cost"],
        "created_at": moment(row["created_at"]),
    }


def _picture(row: Mapping[str, Any], file: str) -> assets.PictureDict | None:
    key = row[f"{file}__id"]
    if key is None or row[f"{file}__quarantined"]:
        return None
    return assets.picture_of(key, row[f"{file}__width"], row[f"{file}__height"], row[f"{file}__filename"])


def counts(workspace: Workspace, wish: Mapping[str, Any]) -> dict[str, Any]:
    """How many there are of each kind, for the filters; as far as the rest of the wish leaves them. Five queries."""
    rows = narrowed(workspace, {**wish, "decision": None, "favourite": None})
    decided = dict(rows.order_by().values_list("decision").annotate(Count("id")))
    tags = Tag.objects.filter(workspace=workspace).annotate(n=Count("generations", filter=Q(generations__in=rows)))
    every = narrowed(workspace, {"subject": wish.get("subject")})
    used = UsedLora.objects.filter(generation__in=every, version__isnull=False).order_by("version__number")
    versions = used.values_list("version", "version__number").annotate(Count("generation", distinct=True))
    return {
        "found": narrowed(workspace, wish).count(),
        "all": sum(decided.values()),
        "kept": decided.get(Decision.KEEP, 0),
        "rejected": decided.get(Decision.REJECT, 0),
        "favourites": rows.filter(favourite=True).count(),
        "tags": [{"name": tag.name, "count": tag.n} for tag in tags.order_by("name") if tag.n],
        "versions": [{"version": str(key), "number": number, "count": count} for key, number, count in versions],
    }
