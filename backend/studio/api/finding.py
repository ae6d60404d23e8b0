"""Finds subjects, runs and photos of a workspace by their names, in three queries for any number."""

from __future__ import annotations

import re
from typing import Any, cast

from django.db.models import Q, QuerySet, Value

from studio.accounts.models import Workspace
from studio.api import cards
from studio.assets import selectors as assets
from studio.assets.models import Asset
from studio.photos import selectors as photos
from studio.photos.models import MODELS, PhotoStatus, Role
from studio.runs.models import Run
from studio.subjects.models import Subject

MOST = 6
"""Of each noun: a list to glance over; whoever wants more writes more."""
WORDS = 5
SHOWN = (PhotoStatus.READY, PhotoStatus.WARNED)
LABEL = re.compile(r"([st])0*([1-9][0-9]{0,5})")
"""The name of a photo on a sheet: s2, t003."""
PHOTO_FIELDS = ("id", "number", "name", "created_at")
OWNER = ("subject__id", "subject__slug", "subject__name")
ASSET = tuple(f"asset__{field}" for field in cards.ASSET_FIELDS)
ROLES = {"s": Role.SOURCE, "t": Role.TARGET}


def find(workspace: Workspace, asked: str) -> dict[str, list[dict[str, Any]]]:
    """What holds every word of the question, the newest first; nothing for a question without words."""
    words = asked.lower().split()[:WORDS]
    if not words:
        return {"subjects": [], "runs": [], "photos": []}
    return {
        "subjects": [_subject(row) for row in _subjects(workspace, words)],
        "runs": [_run(row) for row in _runs(workspace, words)],
        "photos": [_photo(row) for row in _photos(workspace, words)],
    }


def _holding(words: list[str], *fields: str) -> Q:
    """Every word in one of the fields or another."""
    every = Q()
    for word in words:
        every &= Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
    return every


def _subjects(workspace: Workspace, words: list[str]) -> QuerySet[Any]:
    rows = Subject.objects.filter(_holding(words, "name"), workspace=workspace)
    return rows.order_by("-created_at", "-id").annotate(**cards.tiles())[:MOST]


def _runs(workspace: Workspace, words: list[str]) -> QuerySet[Run]:
    rows = Run.objects.filter(_holding(words, "title", "subject__name"), workspace=workspace)
    return rows.exclude(kind__in=cards.QUIET).select_related("subject").order_by("-created_at", "-id")[:MOST]


def _photos(workspace: Workspace, words: list[str]) -> QuerySet[Any, dict[str, Any]]:
    """Sources and targets in one query."""
    sources, targets = (_photos_of(workspace, role, words) for role in (Role.SOURCE, Role.TARGET))
    return sources.union(targets).order_by("-created_at", "-id")[:MOST]


def _photos_of(workspace: Workspace, role: Role, words: list[str]) -> QuerySet[Any, dict[str, Any]]:
    """What may be shown only: a photo that waits for the screen, or was refused, is not found by its name either."""
    wanted = Q()
    for word in words:
        label = LABEL.fullmatch(word)
        is_label = Q(number=int(label[2])) if label and ROLES[label[1]] == role else Q(pk__in=())
        wanted &= Q(name__icontains=word) | Q(subject__name__icontains=word) | is_label
    rows = MODELS[role].objects.filter(wanted, workspace=workspace, status__in=SHOWN, asset__quarantined=False)
    # A model's name alone finds the model, not each of its photos.
    rows = rows.exclude(_holding(words, "subject__name")).annotate(role_is=Value(role.value))
    return cast("QuerySet[Any, dict[str, Any]]", rows.order_by().values("role_is", *PHOTO_FIELDS, *OWNER, *ASSET))


def _subject(row: Any) -> dict[str, Any]:
    shown = cards.picture(row.made_0) or cards.picture(row.lent_0)
    return {"id": row.pk, "slug": row.slug, "name": row.name, "picture": shown}


def _run(row: Run) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "status": row.status,
        "subject": row.subject,
        "created_at": row.created_at,
    }


def _photo(row: dict[str, Any]) -> dict[str, Any]:
    role = Role(row["role_is"])
    return {
        "id": row["id"],
        "role": role,
        "label": photos.label(MODELS[role](number=row["number"])),
        "name": row["name"],
        "subject": {field: row[f"subject__{field}"] for field in ("id", "slug", "name")},
        "picture": assets.picture(Asset(**{field: row[f"asset__{field}"] for field in cards.ASSET_FIELDS})),
    }
