"""The run kind of a training: each item is a save, and goes on from the one before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, cast

from imaging import pipelines
from imaging.errors import ImagingError
from imaging.progress import Ask
from imaging.training import bases
from imaging.training.bases import Card
from studio.assets.models import Asset
from studio.loras.errors import LoraNotFound, TrainingRefused
from studio.loras.models import LoraVersion
from studio.loras.selectors import names
from studio.loras.services import keeping
from studio.loras.services.laying import KIND
from studio.runs import selectors as runs
from studio.runs.kinds import Place, RunKind, Value
from studio.runs.models import Item, Run
from studio.subjects.models import Use

STAGE = "train_lora"


class Training(RunKind):
    """One LoRA on one frozen dataset."""

    name = KIND
    pipeline = pipelines.TRAIN
    use = Use.TRAIN
    delivers = frozenset({STAGE})
    in_sequence = True
    hears: ClassVar[frozenset[Ask]] = frozenset({Ask.SAVE, Ask.SAMPLE, Ask.FINISH})

    def load(self, run: Run, index: int) -> Mapping[str, Value]:
        """The frozen pictures and captions, the base, and what the save before left to go on from."""
        version = _version(run)
        _base_of(version)
        pairs = list(version.dataset.items.select_related("asset").order_by("index")) if version.dataset else []
        if not pairs or any(pair.asset.quarantined for pair in pairs):
            raise TrainingRefused(
                "A picture of the dataset was refused since it was frozen. It cost nothing; freeze the dataset anew "
                "and train again."
            )
        begun = index > 0
        return {
            "pictures": [pair.asset for pair in pairs],
            "captions": [pair.caption for pair in pairs],
            "base": version.base,
            "trigger": run.recipe["trigger"],
            "title": run.recipe["title"],
            "licence": version.base_licence,
            "step": run.recipe["steps"][index],
            "state": runs.output(run, index - 1, STAGE, "state") if begun else _asset(run, "state"),
            "begin_from": None if begun else _asset(run, "begin_from"),
        }

    def place(self, run: Run, item: Item, output: str) -> Place:
        """DESIGN section 9."""
        version, step = _version(run), int(run.recipe["steps"][item.index])
        kind, _, number = output.rpartition("_")
        if kind == "samples":
            return Place(names.folder(version), names.sample(version, step, int(number) - 1))
        return Place(names.folder(version), names.filename(version, step, output))

    def record(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        """Keep the save with its samples."""
        keeping.keep(run, outputs, asked=False)

    def meanwhile(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        """Keep what somebody asked for: a save, or samples only."""
        keeping.keep(run, outputs, asked=True)

    def share(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> float:
        """A save that was finished early costs what was done of it."""
        return cast(float, outputs["share"])

    def check_again(self, run: Run) -> None:
        """The version and its base are still there."""
        _base_of(_version(run))

    def finished(self, run: Run) -> None:
        """Tell the pages."""
        keeping.over(run)


def _version(run: Run) -> LoraVersion:
    rows = LoraVersion.objects.select_related("subject", "lora", "dataset")
    found = rows.filter(id=run.recipe["version"]).first()
    if found is None:
        raise LoraNotFound("The version was deleted meanwhile. It cost nothing.")
    return found


def _base_of(version: LoraVersion) -> Card:
    """The base as it was when the version was asked for. Raises TrainingRefused when it is gone or another one."""
    try:
        card = bases.card(version.base)
    except ImagingError as problem:
        raise TrainingRefused(f"{problem.message} It cost nothing.") from problem
    if card.fingerprint != version.base_fingerprint:
        raise TrainingRefused(
            f"The files of {card.label} were changed since this training was asked for. It cost nothing; start a new "
            "training."
        )
    return card


def _asset(run: Run, name: str) -> Asset | None:
    wanted = run.recipe.get(name)
    if wanted is None:
        return None
    found = Asset.objects.filter(id=wanted, workspace=run.workspace_id).first()
    if found is None:
        raise TrainingRefused("The save that it begins from was deleted meanwhile. It cost nothing; choose another.")
    return found
