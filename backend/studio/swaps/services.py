"""Writes swaps: accepts a run, keeps what each of its stages gives, and what somebody decides about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from studio.accounts.models import Workspace
from studio.assets.models import Asset
from studio.realtime.publish import publish
from studio.runs import services as runs
from studio.runs.models import Item, Priority, Run
from studio.subjects.models import Subject
from studio.swaps.errors import NothingToMake, TooManyResults
from studio.swaps.events import NAMED, ResultsDecided
from studio.swaps.models import UNMEASURED_QUALITY, Decision, SwapResult, Tag
from studio.swaps.selectors.planning import Pair, Plan


@transaction.atomic
def start(plan: Plan, *, priority: Priority = Priority.NORMAL) -> Run:
    """Accept what was planned. Impossible pairs are left out and not charged.

    Raises NothingToMake (422) when no pair is left, ConsentMissing (403), InsufficientCredits (402).
    """
    makeable = plan.makeable
    if not makeable:
        raise NothingToMake(
            "In every pair the heads are turned too differently. Nothing was started and nothing is charged; choose "
            "photos that look the same way."
        )
    # One at a time a subject, so that two runs are never called the same.
    Subject.objects.select_for_update().get(id=plan.subject.id)
    number = Run.objects.filter(subject=plan.subject, kind="swap").count() + 1
    return runs.request(
        workspace=plan.subject.workspace,
        kind="swap",
        subject=plan.subject,
        title=f"Swap {number}",
        recipe={
            "number": number,
            "pairs": [_frozen(pair) for pair in makeable],
            "enhance": plan.enhance,
            "engines": plan.choices,
        },
        pictures=len(makeable),
        prices=plan.prices,
        skip=frozenset() if plan.enhance else frozenset({"enhance"}),
        priority=priority,
    )


def _frozen(pair: Pair) -> dict[str, Any]:
    return {
        "source": str(pair.source.id),
        "target": str(pair.target.id),
        "source_face": pair.source.chosen_face,
        "target_face": pair.target.chosen_face,
    }


def keep_swapped(run: Run, item: Item, *, swapped: Asset, yaw_gap: float, warning: str | None) -> None:
    """The picture exists from here on: it is shown, and paid for."""
    pair = run.recipe["pairs"][item.index]
    SwapResult.objects.create(
        workspace=run.workspace,
        subject_id=run.subject_id,
        run=run,
        name=swapped.filename.rpartition("-")[0],
        index=item.index,
        source_id=UUID(pair["source"]),
        target_id=UUID(pair["target"]),
        swapped=swapped,
        scores={"yaw_gap": yaw_gap},
        warning=(warning or "")[:300],
        engine=run.recipe["engines"]["face_swap"]["engine"],
        seconds=item.seconds,
        cost=item.price,
    )


def keep_enhanced(run: Run, item: Item, *, enhanced: Asset) -> None:
    """The larger version of a picture that is there already."""
    _add(run, item, enhanced=enhanced)


def keep_scores(
    run: Run, item: Item, *, before: float, after: float, scores: Mapping[str, float], warning: str | None
) -> None:
    """How well it went."""
    known = SwapResult.objects.values_list("scores", flat=True).get(run=run, index=item.index)
    _add(
        run,
        item,
        identity_before=before,
        identity_after=after,
        distance=after,
        quality=quality_of({**known, **scores}),
        scores={**known, **scores},
        warning=(warning or "")[:300],
    )


def quality_of(scores: Mapping[str, float]) -> float:
    """0..100 of the picture that is delivered, the enhanced one where there is one; UNMEASURED_QUALITY without."""
    brisque = scores.get("enhanced_brisque", scores.get("brisque"))
    return UNMEASURED_QUALITY if brisque is None else max(0.0, min(100.0, 100.0 - brisque))


def _add(run: Run, item: Item, **changes: Any) -> None:
    SwapResult.objects.filter(run=run, index=item.index).update(
        seconds=F("seconds") + item.seconds, cost=F("cost") + item.price, **changes
    )


CHANGES: Mapping[str, Mapping[str, Any]] = {
    "favourite": {"favourite": True},
    "unfavourite": {"favourite": False},
    "keep": {"decision": Decision.KEEP},
    "reject": {"decision": Decision.REJECT},
    "clear": {"decision": Decision.NONE},
}
"""What each bulk action writes; tagging and untagging write other rows."""


MOST_AT_ONCE = 20_000
BATCH = 5_000


@transaction.atomic
def decide(result: SwapResult, *, tags: Sequence[str] | None = None, **changes: Any) -> None:
    """Change what somebody thinks of one result: ``favourite``, ``decision``, or all of its ``tags``."""
    if changes:
        SwapResult.objects.filter(id=result.id).update(**changes)
    if tags is not None:
        result.tags.set(_tags(result.workspace, tags))
    publish(result.workspace_id, ResultsDecided(results=[], action="change"))


@dataclass(frozen=True)
class Was:
    """What a result was before it was changed, so that it can be made so again."""

    id: UUID
    favourite: bool
    decision: str
    tagged: bool


@transaction.atomic
def decide_many(workspace: Workspace, rows: QuerySet[SwapResult], *, action: str, tag: str = "") -> list[Was]:
    """Do one thing to many results of a workspace, in four statements; answers what each of them was.

    Raises TooManyResults (422) above MOST_AT_ONCE.
    """
    through = SwapResult.tags.through
    tagged = through.objects.filter(swapresult=OuterRef("pk"), tag__workspace=workspace, tag__name=_word(tag))
    before = rows.annotate(tagged=Exists(tagged)).values_list("id", "favourite", "decision", "tagged")
    was = [Was(*row) for row in before[: MOST_AT_ONCE + 1]]
    if len(was) > MOST_AT_ONCE:
        raise TooManyResults(
            f"More than {MOST_AT_ONCE} pictures cannot be changed at once. Nothing was changed; narrow the list."
        )
    for ids in batched([each.id for each in was]):
        if action in CHANGES:
            SwapResult.objects.filter(id__in=ids).update(**CHANGES[action])
        elif action == "untag":
            through.objects.filter(swapresult__in=ids, tag__name=_word(tag)).delete()
    if action == "tag":
        (mark,) = _tags(workspace, [tag])
        marks = [through(swapresult_id=each.id, tag_id=mark.id) for each in was if not each.tagged]
        through.objects.bulk_create(marks, ignore_conflicts=True)
    if was:
        named = [each.id for each in was] if len(was) <= NAMED else []
        publish(workspace.id, ResultsDecided(results=named, action=action, tag=_word(tag)))
    return was


def batched(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """As many as one statement may name."""
    yield from (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))


def _tags(workspace: Workspace, names: Iterable[str]) -> list[Tag]:
    """The tags of these names, made where there are none; written the same way whoever writes them."""
    words = list(dict.fromkeys(filter(None, map(_word, names))))
    Tag.objects.bulk_create([Tag(workspace=workspace, name=word) for word in words], ignore_conflicts=True)
    return list(Tag.objects.filter(workspace=workspace, name__in=words))


def _word(name: str) -> str:
    return " ".join(name.lower().split())
