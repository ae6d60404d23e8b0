"""Starts trainings, anew or from a save: freezes the dataset, writes the version, asks for the run."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction

from imaging.capabilities import LORA_TRAINING
from imaging.training.recipe import Goal, LoraRecipe
from studio.datasets import services as datasets
from studio.datasets.models import DatasetVersion
from studio.engines import selectors as engines
from studio.loras.errors import TrainingRefused
from studio.loras.models import LoraVersion, Save
from studio.loras.selectors import bases, planning, versions
from studio.loras.selectors.planning import Plan
from studio.loras.services.changing import tell
from studio.loras.services.laying import KIND, about_base, lora_of, next_number
from studio.runs import services as runs
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use

STAGE = "train_lora"
TRAINER = "ai-model-studio"
OF_OTHERS = ("consent", "credits")
"""Findings that have an answer of their own: 403 and 402."""


@transaction.atomic
def start(plan: Plan, *, name: str = "") -> LoraVersion:
    """Accept what was planned; its run is ``version.run``.

    Raises TrainingRefused (422) with the findings, ConsentMissing (403), InsufficientCredits (402), and what freezing
    raises; nothing is written then.
    """
    _refuse(plan)
    Subject.objects.select_for_update().get(id=plan.subject.id)
    return _ask(plan, datasets.freeze(plan.dataset), name=name)


@transaction.atomic
def go_on(version: LoraVersion, *, steps: int, from_save: UUID | None = None) -> LoraVersion:
    """A new version that begins where a save of this one ended, for ``steps`` more, on the very same pictures.

    From the last save it goes on exactly; from an earlier one, or an imported one, only its weights are taken.
    Raises what ``start`` does.
    """
    saves = list(version.saves.all())
    save = next((one for one in saves if one.id == from_save), None) if from_save else next(iter(saves[::-1]), None)
    if save is None or version.dataset is None:
        raise TrainingRefused(
            "There is nothing to go on from: the version has no such save, or it was brought from elsewhere. Nothing "
            "was started; begin a new training from it instead."
        )
    Subject.objects.select_for_update().get(id=version.subject_id)
    begun = save.step if save.state_id else 0
    recipe = LoraRecipe.model_validate({**version.recipe, "steps": begun + steps})
    save.version = version
    plan = planning.planned(
        subject=version.subject,
        dataset=version.dataset.dataset,
        pictures=planning.frozen_pictures(version),
        card=bases.find(version.base),
        base=version.base,
        goal=Goal(version.preset or Goal.LIKENESS),
        recipe=recipe,
        problem=None,
        from_save=save,
        begun=begun,
    )
    _refuse(plan)
    return _ask(plan, version.dataset, name=version.lora.name)


def _refuse(plan: Plan) -> None:
    subjects.require_consent(plan.subject, to=Use.TRAIN)
    refusals = [one for one in plan.findings if one.level == "refuse" and one.code not in OF_OTHERS]
    if refusals:
        raise TrainingRefused(
            f"{' '.join(one.sentence for one in refusals[:3])} Nothing was started and nothing is held.",
            findings=[asdict(one) for one in plan.findings],
        )


def _ask(plan: Plan, frozen: DatasetVersion, *, name: str) -> LoraVersion:
    assert plan.card is not None
    subject, number = plan.subject, next_number(plan.subject)
    lora = lora_of(subject, name=name, trigger=frozen.trigger)
    choices = engines.choices({LORA_TRAINING.key: {"options": plan.recipe.model_dump(mode="json")}}, (LORA_TRAINING,))
    version = LoraVersion.objects.create(
        workspace=subject.workspace,
        subject=subject,
        lora=lora,
        number=number,
        dataset=frozen,
        preset=plan.goal.value,
        recipe=choices[LORA_TRAINING.key]["options"],
        steps=plan.recipe.steps,
        continues=plan.from_save,
        trainer=TRAINER,
        **about_base(plan.card),
    )
    version.run = runs.request(
        workspace=subject.workspace,
        kind=KIND,
        subject=subject,
        title=f"Training {number}",
        recipe={
            "number": number,
            "version": str(version.id),
            "title": versions.title(version),
            "trigger": frozen.trigger,
            "steps": plan.steps,
            "engines": choices,
            **_beginning(plan),
        },
        pictures=len(plan.steps),
        prices={STAGE: plan.prices},
        seconds={STAGE: plan.seconds / max(1, len(plan.steps))},
    )
    version.save(update_fields=["run"])
    tell(version)
    return version


def _beginning(plan: Plan) -> dict[str, Any]:
    """What the first save goes on from: all of a training's state, or only its weights."""
    save: Save | None = plan.from_save
    if save is None:
        return {"state": None, "begin_from": None}
    return {
        "state": str(save.state_id) if plan.begun else None,
        "begin_from": None if plan.begun else str(save.diffusers_id),
    }
