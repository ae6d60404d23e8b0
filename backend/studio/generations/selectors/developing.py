"""Pictures that are being made: the frames that the gallery shows before there is anything in them."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from studio.accounts.models import Workspace
from studio.runs.models import FINISHED, Item, ItemStatus, Run

KIND = "generate"
STAGE = "generate"
State = Literal["waiting", "working", "failed"]
_STATES: dict[str, State] = {ItemStatus.RUNNING: "working", ItemStatus.FAILED: "failed"}


def developing(workspace: Workspace, subject: UUID | None) -> list[dict[str, Any]]:
    """Live runs of a subject, newest first, with the frames that are not made yet; two queries."""
    live = Run.objects.filter(workspace=workspace, kind=KIND).exclude(status__in=FINISHED)
    runs = list((live.filter(subject=subject) if subject else live).order_by("-created_at", "-id")[:20])
    frames: dict[UUID, list[dict[str, Any]]] = {run.id: [] for run in runs}
    recipes = {run.id: run.recipe for run in runs}
    items = Item.objects.filter(run__in=runs, stage=STAGE).exclude(status=ItemStatus.DONE).order_by("run", "index")
    for item in items:
        words = recipes[item.run_id]["pictures"][item.index]
        frames[item.run_id].append(
            {
                "index": item.index,
                "state": _STATES.get(item.status, "waiting"),
                "prompt": words["prompt"],
                "seed": words["seed"],
                "error": {"code": item.error_code, "detail": item.error_detail} if item.error_code else None,
            }
        )
    return [
        {
            "run": str(run.id),
            "title": run.title,
            "width": run.recipe["width"],
            "height": run.recipe["height"],
            "frames": frames[run.id],
        }
        for run in runs
    ]
