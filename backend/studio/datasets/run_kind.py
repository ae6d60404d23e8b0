"""The run kind of captions: screens, weighs and describes the pictures of a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from imaging import pipelines
from studio.datasets import selectors, services
from studio.datasets.models import DatasetItem, ItemState
from studio.photos.errors import PhotoUnusable
from studio.runs.kinds import Place, RunKind, Value
from studio.runs.models import Item, Run
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
        if item is None or item.state == ItemState.REFUSED:
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
            services.keep_scores(picture, cast(float, outputs["quality"]), _without(outputs, "quality"))
        elif item.stage == "caption":
            services.keep_said(picture, outputs, captioner=run.recipe["engines"]["caption"]["engine"])

    def failed(self, run: Run, item: Item, code: str, detail: str) -> None:
        """Whatever stopped the screen quarantines the picture; other failures leave it without words."""
        picture = _item(run, item.index)
        if picture is not None and item.stage == "screen":
            services.refuse(picture)


def _item(run: Run, index: int) -> DatasetItem | None:
    wanted = run.recipe["items"][index]
    found = selectors.find_item(wanted["item"])
    # what was found on another version of the picture must not be said of this one
    return found if found is not None and str(found.asset_id) == wanted["asset"] else None


def _without(outputs: Mapping[str, Value], name: str) -> dict[str, Any]:
    return {key: value for key, value in outputs.items() if key != name}
