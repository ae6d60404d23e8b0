"""Results of swaps, the contact sheet of a run, and whether rows agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from studio.accounts.models import Workspace
from studio.photos.models import SourcePhoto, TargetPhoto
from studio.runs.models import Item, ItemStatus, Run, StageRun
from studio.subjects.models import Subject
from studio.swaps.errors import SwapNotFound
from studio.swaps.models import Decision, SwapResult
from studio.swaps.selectors import gallery

KIND = "swap"
P = TypeVar("P", SourcePhoto, TargetPhoto)
State = Literal["waiting", "working", "done", "failed", "cancelled"]


@dataclass(frozen=True)
class Frame:
    """One picture of the contact sheet."""

    index: int
    source: UUID
    target: UUID
    state: State
    stage: str | None
    """The stage that is at work, that waits, or that failed; None when all is done."""
    fraction: float
    """0..1 of that stage, while it works."""
    error: Mapping[str, str] | None
    costs: Mapping[str, int]
    """Credits by stage, of the stages that are done and cost something."""
    result: Mapping[str, Any] | None
    """As the API answers it."""


@dataclass(frozen=True)
class Sheet:
    """A run as sources times targets."""

    run: Run
    sources: list[SourcePhoto]
    targets: list[TargetPhoto]
    frames: list[Frame]


def for_dataset(subject: Subject) -> QuerySet[SwapResult]:
    """The results a dataset may choose from: nothing rejected, nothing withheld. There is no other way to them."""
    rows = SwapResult.objects.filter(subject=subject, swapped__quarantined=False)
    rows = rows.exclude(enhanced__quarantined=True).exclude(decision=Decision.REJECT)
    return rows.select_related("swapped", "enhanced").order_by("created_at", "id")


def swap_run(workspace: Workspace, run: UUID) -> Run:
    """A swap of the workspace. Raises SwapNotFound (404) for anything else."""
    found = Run.objects.filter(workspace=workspace, id=run, kind=KIND).select_related("subject").first()
    if found is None:
        raise SwapNotFound("There is no such swap in this workspace. It may have been deleted; go back and reload.")
    return found


def sheet(workspace: Workspace, run_id: UUID) -> Sheet:
    """The contact sheet of a swap, in six queries whatever its size."""
    run = swap_run(workspace, run_id)
    pairs = run.recipe["pairs"]
    items: dict[int, list[Item]] = defaultdict(list)
    stages: dict[UUID, StageRun] = {}
    for item in Item.objects.filter(run=run).select_related("stage_run").order_by("index", "stage_run__position"):
        items[item.index].append(item)
        stages.setdefault(item.stage_run_id, item.stage_run)
    # The serializer of a run reads its stages from here.
    run._prefetched_objects_cache = {"stage_runs": sorted(stages.values(), key=lambda stage: stage.position)}  # type: ignore[attr-defined]
    made = gallery.shown(gallery.columns().filter(workspace=workspace, run=run))
    results = {result["index"]: result for result in made}
    frames = [_frame(index, pair, items[index], results.get(index)) for index, pair in enumerate(pairs)]
    return Sheet(
        run=run,
        sources=_in_order(SourcePhoto.objects.all(), [pair["source"] for pair in pairs]),
        targets=_in_order(TargetPhoto.objects.all(), [pair["target"] for pair in pairs]),
        frames=frames,
    )


def _in_order(rows: QuerySet[P], ids: Sequence[str]) -> list[P]:
    found = {str(photo.id): photo for photo in rows.filter(id__in=set(ids)).select_related("asset", "subject")}
    return [found[each] for each in dict.fromkeys(ids) if each in found]


def _frame(index: int, pair: Mapping[str, str], items: Sequence[Item], result: Mapping[str, Any] | None) -> Frame:
    state, item = _state(items)
    return Frame(
        index=index,
        source=UUID(pair["source"]),
        target=UUID(pair["target"]),
        state=state,
        stage=item.stage if item else None,
        fraction=round(item.stage_run.fraction, 4) if item and state == "working" else 0.0,
        error={"code": item.error_code, "detail": item.error_detail} if item and state == "failed" else None,
        costs={each.stage: each.price for each in items if each.price and each.status == ItemStatus.DONE},
        result=result,
    )


def _state(items: Sequence[Item]) -> tuple[State, Item | None]:
    """What the stages of one picture, in order, say of it together, and which of them says so."""
    open_items = [item for item in items if item.status != ItemStatus.DONE]
    if not open_items:
        return "done", None
    # The first that is not done speaks for the picture: those after it wait for it, or fell with it.
    first = open_items[0]
    states: dict[str, State] = {
        ItemStatus.RUNNING: "working",
        ItemStatus.FAILED: "failed",
        ItemStatus.CANCELLED: "cancelled",
    }
    return states.get(first.status, "waiting"), first


def audit(workspace: Workspace | None = None) -> list[str]:
    """Sentences on results nobody made or that are missing, and on pictures with more than one."""
    made = Item.objects.filter(run__kind=KIND, status=ItemStatus.DONE, stage="swap")
    results = SwapResult.objects.all()
    if workspace is not None:
        made, results = made.filter(run__workspace=workspace), results.filter(workspace=workspace)
    its_item = made.filter(run=OuterRef("run"), index=OuterRef("index"))
    its_result = SwapResult.objects.filter(run=OuterRef("run"), index=OuterRef("index"))
    unmade = results.filter(~Exists(its_item)).values_list("run_id", "index")
    missing = made.filter(~Exists(its_result)).values_list("run_id", "index")
    return [
        *(f"Run {run} has a result for picture {index}, which was never made." for run, index in unmade),
        *(f"Run {run} made picture {index} and has no result for it." for run, index in missing),
        *_more_than_one(results),
    ]


def _more_than_one(results: QuerySet[SwapResult]) -> list[str]:
    seen: set[tuple[UUID, int]] = set()
    found = []
    for run, index in results.values_list("run_id", "index"):
        if (run, index) in seen:
            found.append(f"Run {run} has more than one result for picture {index}.")
        seen.add((run, index))
    return found
