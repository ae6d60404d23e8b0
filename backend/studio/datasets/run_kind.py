"""The run kind of captions: screens, weighs and describes the pictures of a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from imaging import pipelines
from studio.datasets import selectors, services, sweeping
from studio.datasets.models import DatasetItem, ItemState
from studio.engines import selectors as engines
from studio.photos.errors import PhotoUnusable
from studio.runs.kinds import Place, RunKind, Value
from studio.runs.models import Item, Run
from studio.subjects import selectors as subjects
from studio.subjects.models import Use


class Captions(RunKind):
    """One picture of a dataset after another."""

    name = "caption"
    pipeline = pipelines.CAPTION
    use = Use.TRAIN
    delivers = frozenset({"weigh", "caption"})

    def load(self, run: Run, index: int) -> Mapping[str, Value]:
        """The picture as it was when the run was asked for."""
        item = _item(run, index)
        if item is None or item.state == ItemState.REFUSED or selectors.is_withheld(item):
            raise PhotoUnusable(
                "The picture was taken out of the dataset, edited or refused meanwhile. It cost nothing."
            )
        return {"photo": item.asset}

    def place(self, run: Run, item: Item, output: str) -> Place:
        """Nowhere: captions are words and numbers."""
        raise ValueError(f"A caption run gives no files, and {output!r} is one.")

    def record(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        """Keep what a stage found; words never replace what a person wrote."""
        picture = _item(run, item.index)
        if picture is None:
            return
        if item.stage == "screen":
            services.let_in(picture)
        elif item.stage == "weigh":
            vector = cast("list[float] | None", outputs.get("vector"))
            services.keep_scores(picture, cast(float, outputs["quality"]), _but(outputs, "quality", "vector"), vector)
        elif item.stage == "caption":
            services.keep_said(picture, outputs, captioner=run.recipe["engines"]["caption"]["engine"])

    def check_again(self, run: Run) -> None:
        """The captioner of the recipe is still on offer, and has its weights."""
        chosen = run.recipe.get("engines", {})
        engines.require_offered(chosen)
        engines.require_weights(chosen)

    def failed(self, run: Run, item: Item, code: str, detail: str) -> None:
        """What the screen refuses is withheld; other failures leave a picture without words or weight."""
        picture = _item(run, item.index)
        if picture is not None and item.stage == "screen":
            services.not_let_in(picture, code, detail)

    def finished(self, run: Run) -> None:
        """Once all are weighed, each is compared with the others."""
        dataset = selectors.find(run.recipe["dataset"])
        if dataset is not None and subjects.allows(dataset.subject_id, Use.TRAIN):
            services.compare_likeness(dataset)


class Import(Captions):
    """The check of pictures that came in: screened before they are shown, then weighed; free."""

    name = "import"
    delivers = frozenset({"screen"})
    priority = 20

    def sweep(self) -> None:
        """Ask for the checks that a crash, a cancelled run or a consent that came later left unasked."""
        sweeping.check_waiting_pictures()


def _item(run: Run, index: int) -> DatasetItem | None:
    wanted = run.recipe["items"][index]
    found = selectors.find_item(wanted["item"])
    # what was found on another version of the picture must not be said of this one
    return found if found is not None and str(found.asset_id) == wanted["asset"] else None


def _but(outputs: Mapping[str, Value], *names: str) -> dict[str, Any]:
    return {key: value for key, value in outputs.items() if key not in names}
