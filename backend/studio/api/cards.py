"""Reads the home page: a card for every subject and the runs that are going, in three queries for any number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, JSONObject

from studio.accounts.models import Workspace
from studio.assets import selectors as assets
from studio.assets.models import Asset
from studio.photos.models import PhotoStatus, SourcePhoto, TargetPhoto
from studio.runs import selectors as runs
from studio.runs.models import Run, RunStatus
from studio.subjects import selectors as subjects
from studio.subjects.models import Consent, Subject
from studio.swaps.models import SwapResult

MOST = 200
"""Subjects on the home page; the list of subjects has pages for more."""
TILES = 4
"""One large picture and three small ones."""
QUIET = ("report", "screening", "import")
"""Kinds of run that every upload and import starts: the page of the subject shows them, the home page does not."""
GOING = (RunStatus.QUEUED, RunStatus.RUNNING, RunStatus.PAUSED)
ASSET_FIELDS = ("id", "width", "height", "filename")


def overview(workspace: Workspace) -> dict[str, Any]:
    """Cards of the newest subjects, and the runs that are going."""
    found = list(_subjects(workspace))
    shown = list(_runs(workspace, [subject.last_run for subject in found]))
    by_id = {run.pk: run for run in shown}
    return {
        "subjects": [_card(subject, by_id.get(subject.last_run)) for subject in found],
        "running": [run for run in shown if run.status in GOING],
    }


def _runs(workspace: Workspace, wanted: Iterable[UUID | None]) -> QuerySet[Run]:
    going = Q(status__in=GOING) & ~Q(kind__in=QUIET)
    return runs.runs_of(workspace).filter(going | Q(pk__in=[key for key in wanted if key]))


def _subjects(workspace: Workspace) -> QuerySet[Any]:
    mine = Run.objects.filter(subject=OuterRef("pk"))
    asked = mine.exclude(kind__in=QUIET).order_by("-created_at", "-id")
    return Subject.objects.filter(workspace=workspace).order_by("-created_at", "-id").annotate(
        sources=_count(SourcePhoto.objects.filter(subject=OuterRef("pk"))),
        targets=_count(TargetPhoto.objects.filter(subject=OuterRef("pk"))),
        results=_count(SwapResult.objects.filter(run__subject=OuterRef("pk")), by="run__subject"),
        refused_sources=_count(SourcePhoto.objects.filter(subject=OuterRef("pk"), status=PhotoStatus.REFUSED)),
        refused_targets=_count(TargetPhoto.objects.filter(subject=OuterRef("pk"), status=PhotoStatus.REFUSED)),
        spent=_or_nothing(mine.values("subject").annotate(all=Sum("captured")).values("all")),
        last_run=Subquery(asked.values("pk")[:1]),
        **_consent(),
        **tiles(),
    )[:MOST]  # fmt: skip


def _count(rows: QuerySet[Any], *, by: str = "subject") -> Coalesce:
    return _or_nothing(rows.order_by().values(by).annotate(all=Count("pk")).values("all"))


def _or_nothing(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.order_by(), output_field=IntegerField()), Value(0))


def _consent() -> dict[str, Exists]:
    given = Consent.objects.filter(subject=OuterRef("pk"))
    enough = [level for level in subjects.LEVELS if subjects.is_enough(level)]
    return {
        "is_live": Exists(given.filter(revoked_at__isnull=True, level__in=enough)),
        "was_revoked": Exists(given.filter(revoked_at__isnull=False)),
    }


def tiles() -> dict[str, Subquery]:
    """The newest results (enhanced where there is one), then the first sources, each as the JSON of its asset."""
    newest = SwapResult.objects.filter(run__subject=OuterRef("pk"), swapped__quarantined=False)
    newest = newest.exclude(enhanced__quarantined=True).order_by("-created_at", "-id")
    first = SourcePhoto.objects.filter(subject=OuterRef("pk"), asset__quarantined=False).order_by("number")
    best = JSONObject(**{name: Coalesce(f"enhanced__{name}", f"swapped__{name}") for name in ASSET_FIELDS})
    own = JSONObject(**{name: f"asset__{name}" for name in ASSET_FIELDS})
    made = newest.annotate(tile=best).values("tile")
    lent = first.exclude(status=PhotoStatus.REFUSED).annotate(tile=own).values("tile")
    return {
        **{f"made_{at}": Subquery(made[at : at + 1]) for at in range(TILES)},
        **{f"lent_{at}": Subquery(lent[at : at + 1]) for at in range(TILES)},
    }


def _card(subject: Any, last_run: Run | None) -> dict[str, Any]:
    held = [getattr(subject, f"{kind}_{at}") for kind in ("made", "lent") for at in range(TILES)]
    shown = [tile for tile in map(picture, held) if tile is not None]
    return {
        "id": subject.pk,
        "slug": subject.slug,
        "name": subject.name,
        "kind": subject.kind,
        "trigger_word": subject.trigger_word,
        "consent_state": subjects.state_of(subject.kind, live=subject.is_live, revoked=subject.was_revoked),
        "cover": shown[0] if shown else None,
        "thumbs": shown[1:TILES],
        "counts": {
            "sources": subject.sources,
            "targets": subject.targets,
            "results": subject.results,
            "refused": subject.refused_sources + subject.refused_targets,
        },
        "spent": subject.spent,
        "last_run": last_run,
    }


def picture(tile: dict[str, Any] | None) -> assets.PictureDict | None:
    """SQLite's JSON writes an id without dashes, so it is read as one again."""
    return None if tile is None else assets.picture(Asset(**{**tile, "id": UUID(tile["id"])}))
