"""The run kind of a swap: how rows become pictures and pictures rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from imaging import pipelines
from imaging.screening.examine import SAFE
from studio.assets.models import Asset
from studio.engines import selectors as catalogue
from studio.photos import selectors as photos
from studio.photos.errors import PhotoUnusable
from studio.photos.models import Role
from studio.photos.selectors import AnyPhoto
from studio.runs.kinds import Place, RunKind, Value
from studio.runs.models import Item, Run
from studio.subjects.models import Use
from studio.swaps import services


class Swap(RunKind):
    """Sources times targets."""

    name = "swap"
    pipeline = pipelines.SWAP
    use = Use.SWAP
    delivers = frozenset({"swap"})

    def load(self, run: Run, index: int) -> Mapping[str, Value]:
        """The two photos of a pair and which faces of theirs are meant."""
        pair = run.recipe["pairs"][index]
        return {
            "source": _usable(Role.SOURCE, pair["source"]).asset,
            "target": _usable(Role.TARGET, pair["target"]).asset,
            "source_face": pair["source_face"],
            "target_face": pair["target_face"],
        }

    def place(self, run: Run, item: Item, output: str) -> Place:
        """DESIGN section 9. A picture that a stage was allowed to write was rated safe, or it would not exist."""
        pair = run.recipe["pairs"][item.index]
        source, target = _usable(Role.SOURCE, pair["source"]), _usable(Role.TARGET, pair["target"])
        slug = source.subject.slug
        return Place(
            folder=f"{slug}/results/source_{source.number}/{output}",
            filename=f"{slug}-{photos.label(source)}-{photos.label(target)}-{SAFE}-{output}.jpg",
        )

    def check_again(self, run: Run) -> None:
        """The engines of the recipe are still on offer."""
        catalogue.require_offered(run.recipe["engines"])

    def record(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        """Keep what a stage gave. The screen gives nothing to keep: who did not pass never got here."""
        warning = cast("str | None", outputs.get("warning"))
        if item.stage == "swap":
            services.keep_swapped(
                run,
                item,
                swapped=cast(Asset, outputs["swapped"]),
                yaw_gap=cast(float, outputs["yaw_gap"]),
                warning=warning,
            )
        elif item.stage == "enhance":
            services.keep_enhanced(run, item, enhanced=cast(Asset, outputs["enhanced"]))
        elif item.stage == "score":
            services.keep_scores(
                run,
                item,
                before=cast(float, outputs["identity_before"]),
                after=cast(float, outputs["identity_after"]),
                scores=cast("dict[str, float]", outputs["scores"]),
                warning=warning,
            )


def _usable(role: Role, photo_id: str) -> AnyPhoto:
    photo = photos.find(role, photo_id)
    if photo is None:
        raise PhotoUnusable(f"The {role} photo was deleted meanwhile. The picture was not made and cost nothing.")
    if not photos.is_usable(photo):
        raise PhotoUnusable(
            f"The {role} photo {photos.label(photo)} cannot be used: {photos.why_unusable(photo)} It cost nothing."
        )
    return photo
