"""The run kinds of pictures from words: how wishes become pictures, and pictures larger ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from imaging import pipelines
from imaging.screening.examine import SAFE
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.engines import selectors as catalogue
from studio.generations import services
from studio.generations.errors import GenerationUnusable
from studio.generations.models import Generation
from studio.loras.models import Save
from studio.runs.kinds import Place, RunKind, Value
from studio.runs.models import Item, Run
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use


class Generate(RunKind):
    """One picture after another from words."""

    name = "generate"
    pipeline = pipelines.GENERATE
    use = Use.GENERATE
    delivers = frozenset({"generate"})

    def load(self, run: Run, index: int) -> Mapping[str, Value]:
        """The words of a picture and the files of its LoRAs, whose subjects are asked once more."""
        recipe = run.recipe
        _require_consent(run)
        words = recipe["pictures"][index]
        return {
            "prompt": words["prompt"],
            "negative": words["negative"],
            "picture": {
                "base": recipe["base"]["key"],
                "seed": words["seed"],
                "width": recipe["width"],
                "height": recipe["height"],
            },
            "loras": [{"file": str(_file(one["save"])), "strength": one["strength"]} for one in recipe["loras"]],
        }

    def place(self, run: Run, item: Item, output: str) -> Place:
        """DESIGN section 9. A picture that a stage was allowed to write was rated safe, or it would not exist."""
        slug = run.subject.slug if run.subject else "studio"
        return Place(
            folder=f"{slug}/generations",
            filename=f"{slug}-g{run.recipe['number']:03}-{item.index + 1:02}-{SAFE}-generated.jpg",
        )

    def check_again(self, run: Run) -> None:
        """The engine is still on offer, and everybody still agrees."""
        catalogue.require_offered(run.recipe["engines"])
        _require_consent(run)

    def record(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        """Keep the picture with all that it was made of."""
        if item.stage == "generate":
            made_with = cast("dict[str, str]", outputs["made_with"])
            services.keep(run, item, picture=cast(Asset, outputs["picture"]), made_with=made_with)


class Enlarge(RunKind):
    """Generated pictures, larger."""

    name = "enlarge"
    pipeline = pipelines.ENLARGE
    use = Use.GENERATE
    delivers = frozenset({"enlarge"})

    def load(self, run: Run, index: int) -> Mapping[str, Value]:
        """The picture as it was generated."""
        return {"photo": _generation(run, index).asset}

    def place(self, run: Run, item: Item, output: str) -> Place:
        """Beside the picture that it was made of."""
        filename = _generation(run, item.index).asset.filename
        slug = run.subject.slug if run.subject else "studio"
        return Place(folder=f"{slug}/generations", filename=filename.replace("-generated", "-enhanced"))

    def check_again(self, run: Run) -> None:
        """The engine is still on offer."""
        catalogue.require_offered(run.recipe["engines"])

    def record(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        """The larger version of a picture that is there already."""
        if item.stage == "enlarge":
            services.keep_enlarged(run, item, enlarged=cast(Asset, outputs["enlarged"]))


def _require_consent(run: Run) -> None:
    """Of everybody whose LoRA is used; the subject of the run is asked by whoever performs it."""
    others = {one["subject"] for one in run.recipe["loras"]} - {str(run.subject_id)}
    for subject in Subject.objects.filter(id__in=others):
        subjects.require_consent(subject, to=Use.GENERATE)


def _file(save_id: str) -> object:
    save = Save.objects.select_related("diffusers").filter(id=save_id).first()
    if save is None or save.diffusers.quarantined:
        raise GenerationUnusable("The trained version was deleted meanwhile. The picture was not made, at no cost.")
    return assets.local_path(save.diffusers)


def _generation(run: Run, index: int) -> Generation:
    found = Generation.objects.select_related("asset").filter(id=run.recipe["generations"][index]).first()
    if found is None or found.asset.quarantined:
        raise GenerationUnusable("The picture was deleted meanwhile. It was not enhanced, at no cost.")
    return found
