"""Shows the whole way, one step after the other, each an ordinary thing that a user could have done by hand."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.db import transaction

from studio.accounts.errors import StudioError
from studio.accounts.models import User, Workspace
from studio.datasets import services as datasets
from studio.datasets.models import Dataset, DatasetItem
from studio.demonstrations import selectors
from studio.demonstrations.errors import NothingToShow
from studio.demonstrations.models import GOING, Demonstration, Step
from studio.generations import services as generations
from studio.generations.selectors import planning as pictures
from studio.loras import services as loras
from studio.loras.selectors import planning as trainings
from studio.photos import services as photos
from studio.photos.models import PhotoStatus, Role, SourcePhoto
from studio.runs.models import FINISHED, Run, RunStatus
from studio.subjects import services as subjects
from studio.subjects.models import Kind

log = logging.getLogger(__name__)

NAME = "Toon"
ATTESTATION = "A drawn person, nobody's likeness: toon-head by Johan Melin, CC BY 4.0. See sample/subject/README.md."
DATASET = "Sixteen drawings"


@transaction.atomic
def begin(workspace: Workspace, *, by: User) -> Demonstration:
    """Make the drawn person with its pictures; the rest follows by itself. One that is going is given back.

    Raises NothingToShow (409), and what creating a subject and uploading raise.
    """
    if not selectors.is_possible():
        raise NothingToShow(
            "The drawn pictures or the embedded base did not come with this copy of the studio. Nothing was started; "
            "train a LoRA on pictures of your own."
        )
    Workspace.objects.select_for_update().get(id=workspace.id)
    going = Demonstration.objects.filter(workspace=workspace, step__in=GOING).first()
    if going is not None:
        return going
    subject = subjects.create(
        workspace, name=NAME, kind=Kind.SYNTHETIC, attestation=ATTESTATION, trigger_word=selectors.TRIGGER
    )
    for sample in selectors.samples():
        photos.upload(subject, Role.SOURCE, file=sample.picture, name=sample.picture.name, by=by)
    return Demonstration.objects.create(workspace=workspace, subject=subject)


def heard(run: Run) -> None:
    """A run is over: when it was one of a showing, take the next step once that is written."""
    if run.subject_id is None:
        return
    for showing in Demonstration.objects.filter(subject=run.subject_id, step__in=GOING).values_list("id", flat=True):
        transaction.on_commit(partial(go_on, showing))


def go_on_with_all() -> None:
    """After a crash: whatever step was due is taken."""
    for showing in Demonstration.objects.filter(step__in=GOING).values_list("id", flat=True):
        go_on(showing)


def go_on(showing: UUID) -> None:
    """Take the next step if it is due. Whatever refuses it stops the showing, with the reason; asked twice it is
    taken once."""
    try:
        with transaction.atomic():
            row = Demonstration.objects.select_for_update(of=("self",)).select_related("subject__workspace", "run")
            going = row.filter(id=showing, step__in=GOING).first()
            if going is not None:
                STEPS[Step(going.step)](going)
                going.save()
    except StudioError as problem:
        log.info("Demonstration stopped. showing=%s code=%s", showing, problem.code)
        Demonstration.objects.filter(id=showing).update(step=Step.STOPPED, detail=problem.detail[:400])


def _collect(showing: Demonstration) -> None:
    """Every picture was checked: put them into a dataset with their words."""
    own = SourcePhoto.objects.filter(subject=showing.subject).order_by("number")
    if own.filter(status=PhotoStatus.PENDING).exists():
        return
    dataset = datasets.make(showing.subject, DATASET)
    showing.run = datasets.add(dataset, photos_wanted=list(own.values_list("id", flat=True))).run
    _caption(dataset)
    showing.step = Step.DATASET


def _train(showing: Demonstration) -> None:
    """The pictures were weighed: learn them."""
    if not _is_over(showing):
        return
    dataset = Dataset.objects.get(subject=showing.subject, name=DATASET)
    plan = trainings.plan(
        showing.workspace,
        {
            "subject": showing.subject_id,
            "dataset": dataset.id,
            "base": selectors.BASE,
            "preset": "quick",
            "options": selectors.OPTIONS,
        },
    )
    showing.run, showing.step = loras.start(plan).run, Step.TRAINING


def _caption(dataset: Dataset) -> None:
    said = {sample.picture.name: sample.caption for sample in selectors.samples()}
    for item in DatasetItem.objects.filter(dataset=dataset).select_related("photo"):
        if item.photo is not None and item.photo.name in said:
            datasets.write(item, caption=said[item.photo.name])


def _draw(showing: Demonstration) -> None:
    """The training is over: make pictures with what it saved."""
    if not _is_over(showing):
        return
    version = showing.run.lora_version if showing.run else None
    if version is None or showing.run is None or showing.run.status != RunStatus.SUCCEEDED:
        showing.step, showing.detail = Step.STOPPED, "The training did not end with a LoRA; its page says why."
        return
    plan = pictures.plan(
        showing.workspace,
        {
            "subject": showing.subject_id,
            "prompt": selectors.PROMPT,
            "loras": [{"version": version.id, "strength": 1.0}],
            "width": selectors.SIDE,
            "height": selectors.SIDE,
            "count": selectors.PICTURES,
            "seed": 1,
        },
    )
    showing.run, showing.step = generations.start(plan), Step.PICTURES


def _end(showing: Demonstration) -> None:
    if _is_over(showing):
        showing.step = Step.DONE


def _is_over(showing: Demonstration) -> bool:
    return showing.run is None or showing.run.status in FINISHED


STEPS: dict[Step, Callable[[Demonstration], None]] = {
    Step.PHOTOS: _collect,
    Step.DATASET: _train,
    Step.TRAINING: _draw,
    Step.PICTURES: _end,
}
"""What is done at the end of each step."""
