"""What somebody thinks of pictures: favourites, keep or reject, tags; and that they go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from studio.accounts.models import Workspace
from studio.assets import services as assets
from studio.generations.errors import TooManyGenerations
from studio.generations.events import NAMED, GenerationsChanged
from studio.generations.models import Generation
from studio.realtime.publish import publish
from studio.swaps.models import Decision, Tag

CHANGES: Mapping[str, Mapping[str, Any]] = {
    "favourite": {"favourite": True},
    "unfavourite": {"favourite": False},
    "keep": {"decision": Decision.KEEP},
    "reject": {"decision": Decision.REJECT},
    "clear": {"decision": Decision.NONE},
}
"""What each bulk action writes; tagging, untagging and deleting write other rows."""
MOST_AT_ONCE = 2000


@dataclass(frozen=True)
class Was:
    """What a picture was before it was changed, so that it can be made so again."""

    id: UUID
    favourite: bool
    decision: str
    tagged: bool


@transaction.atomic
def decide(generation: Generation, *, tags: Sequence[str] | None = None, **changes: Any) -> None:
    """Change what somebody thinks of one picture: ``favourite``, ``decision``, or all of its ``tags``."""
    if changes:
        Generation.objects.filter(id=generation.id).update(**changes)
    if tags is not None:
        generation.tags.set(_tags(generation.workspace, tags))
    _tell(generation.workspace, [generation.id], "change")


@transaction.atomic
def decide_many(workspace: Workspace, rows: QuerySet[Generation], *, action: str, tag: str = "") -> list[Was]:
    """Do one thing to many pictures of a workspace; answers what each was. Raises TooManyGenerations (422)."""
    through = Generation.tags.through
    tagged = through.objects.filter(generation=OuterRef("pk"), tag__workspace=workspace, tag__name=_word(tag))
    before = rows.annotate(tagged=Exists(tagged)).values_list("id", "favourite", "decision", "tagged")
    was = [Was(*row) for row in before[: MOST_AT_ONCE + 1]]
    if len(was) > MOST_AT_ONCE:
        raise TooManyGenerations(
            f"More than {MOST_AT_ONCE} pictures cannot be changed at once. Nothing was changed; narrow the list."
        )
    ids = [each.id for each in was]
    if action in CHANGES:
        Generation.objects.filter(id__in=ids).update(**CHANGES[action])
    elif action == "untag":
        through.objects.filter(generation__in=ids, tag__name=_word(tag)).delete()
    elif action == "tag":
        (mark,) = _tags(workspace, [tag])
        marks = [through(generation_id=each.id, tag_id=mark.id) for each in was if not each.tagged]
        through.objects.bulk_create(marks, ignore_conflicts=True)
    elif action == "delete":
        _delete(list(Generation.objects.filter(id__in=ids).select_related("asset", "enlarged")))
    if was:
        _tell(workspace, ids, action, _word(tag))
    return was


@transaction.atomic
def delete(generation: Generation) -> None:
    """Delete a picture and its files. What a dataset has of it stays there."""
    gone = generation.id
    _delete([generation])
    _tell(generation.workspace, [gone], "delete")


def _delete(generations: Iterable[Generation]) -> None:
    for generation in generations:
        files = [asset for asset in (generation.asset, generation.enlarged) if asset is not None]
        generation.delete()
        for asset in files:
            # a dataset may learn from it
            assets.let_go(asset)


def _tell(workspace: Workspace, ids: Sequence[UUID], action: str, tag: str = "") -> None:
    named = list(ids) if len(ids) <= NAMED else []
    publish(workspace.id, GenerationsChanged(subject=None, generations=named, action=action, tag=tag))


def _tags(workspace: Workspace, names: Iterable[str]) -> list[Tag]:
    """The tags of these names, made where there are none; written the same way whoever writes them."""
    words = list(dict.fromkeys(filter(None, map(_word, names))))
    Tag.objects.bulk_create([Tag(workspace=workspace, name=word) for word in words], ignore_conflicts=True)
    return list(Tag.objects.filter(workspace=workspace, name__in=words))


def _word(name: str) -> str:
    return " ".join(name.lower().split())
