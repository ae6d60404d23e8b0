"""Accepts runs of pictures: new ones, one made again, and larger ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from imaging.capabilities import UPSCALE
from studio.accounts.models import Workspace
from studio.credits import selectors as credits
from studio.engines import selectors as engines
from studio.generations.errors import GenerationUnusable, NothingChosen
from studio.generations.models import Generation
from studio.generations.selectors.planning import Plan
from studio.loras.models import Save
from studio.runs import services as runs
from studio.runs.models import Run
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use

MOST_ENLARGED = 200


@transaction.atomic
def start(plan: Plan) -> Run:
    """Accept what was planned. Raises ConsentMissing (403) of anybody whose likeness it is, InsufficientCredits."""
    recipe = {
        "template": plan.template,
        "style": plan.style,
        "base": {"key": plan.base.key, "label": plan.base.label},
        "loras": [
            {
                "version": str(one.version.id),
                "subject": str(one.version.subject_id),
                "title": one.title,
                "save": str(one.save.id),
                "step": one.save.step,
                "strength": one.strength,
                "sha256": one.save.diffusers.sha256,
                "filename": one.save.diffusers.filename,
            }
            for one in plan.loras
        ],
        "width": plan.width,
        "height": plan.height,
        "pictures": [{"prompt": one.prompt, "negative": one.negative, "seed": one.seed} for one in plan.words],
        "engines": plan.choices,
    }
    for subject in plan.subjects:
        subjects.require_consent(subject, to=Use.GENERATE)
    return _request(plan.workspace, plan.subject, recipe, pictures=len(plan.words), each=plan.each)


@transaction.atomic
def again(generation: Generation) -> Run:
    """Make the very picture once more from what was kept of it: the same bits on the same engine and device.

    Raises GenerationUnusable (422) when a LoRA of it is gone, ConsentMissing (403), InsufficientCredits (402).
    """
    made, recipe = generation.run, dict(generation.run.recipe)
    engines.require_offered(recipe["engines"])
    wanted = {one["save"] for one in recipe["loras"]}
    if Save.objects.filter(id__in=wanted).count() < len(wanted):
        raise GenerationUnusable(
            "A trained version that this picture was made with was deleted, so it cannot be made again. Nothing was "
            "started; choose another version in the form."
        )
    for subject in Subject.objects.filter(id__in={one["subject"] for one in recipe["loras"]}):
        subjects.require_consent(subject, to=Use.GENERATE)
    recipe["pictures"] = [recipe["pictures"][generation.index]]
    recipe["again"] = str(generation.id)
    return _request(generation.workspace, made.subject, recipe, pictures=1, each=made.price // made.pictures)


def _request(workspace: Workspace, subject: Subject | None, recipe: dict[str, Any], *, pictures: int, each: int) -> Run:
    # one at a time, so that two runs are never called the same
    Workspace.objects.select_for_update().get(id=workspace.id)
    number = Run.objects.filter(workspace=workspace, subject=subject, kind="generate").count() + 1
    return runs.request(
        workspace=workspace,
        kind="generate",
        subject=subject,
        title=f"Pictures {number}",
        recipe={"number": number, **{name: value for name, value in recipe.items() if name != "number"}},
        pictures=pictures,
        prices={"generate": each},
    )


@transaction.atomic
def enlarge(workspace: Workspace, generations: Sequence[Generation]) -> Run:
    """Enhance pictures that are not yet. Raises NothingChosen (409), ConsentMissing (403), InsufficientCredits."""
    wanted = [one for one in generations if one.enlarged_id is None][:MOST_ENLARGED]
    if not wanted:
        raise NothingChosen("Every one of these pictures is enhanced already. Nothing was started or charged.")
    choices = engines.choices({}, (UPSCALE,))
    engine = str(choices[UPSCALE.key]["engine"])
    return runs.request(
        workspace=workspace,
        kind="enlarge",
        subject=wanted[0].subject,
        title=f"Enhance {len(wanted)} {'picture' if len(wanted) == 1 else 'pictures'}",
        recipe={"generations": [str(one.id) for one in wanted], "engines": choices},
        pictures=len(wanted),
        prices={"enlarge": credits.price(UPSCALE.key, engine)},
    )
