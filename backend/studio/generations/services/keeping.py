"""Keeps pictures as they are made, with all that is needed to make them again."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F

from imaging.capabilities import IMAGE_GENERATION
from studio.assets.models import Asset
from studio.generations.events import GenerationsChanged
from studio.generations.models import Generation, UsedLora
from studio.loras.models import LoraVersion
from studio.realtime.publish import publish
from studio.runs.models import Item, Run

_OF_A_LORA = ("version", "title", "step", "strength", "sha256", "filename")


def keep(run: Run, item: Item, *, picture: Asset, made_with: Mapping[str, str]) -> Generation:
    """The picture exists from here on: it is shown, and paid for."""
    recipe = run.recipe
    words, choice = recipe["pictures"][item.index], recipe["engines"][IMAGE_GENERATION.key]
    told = dict(made_with)
    settings = {
        "template": recipe["template"],
        "style": recipe["style"],
        "base": {**recipe["base"], "fingerprint": told.pop("base", "")},
        "loras": [{name: one[name] for name in _OF_A_LORA} for one in recipe["loras"]],
        **choice["options"],
        "engine": choice["engine"],
        "device": told.pop("device", ""),
        "libraries": told,
    }
    made = Generation.objects.create(
        workspace=run.workspace,
        run=run,
        index=item.index,
        subject_id=run.subject_id,
        asset=picture,
        prompt=words["prompt"],
        negative=words["negative"],
        seed=words["seed"],
        settings=settings,
        seconds=item.seconds,
        cost=item.price,
    )
    here = {str(one.id): one for one in LoraVersion.objects.filter(id__in=[one["version"] for one in recipe["loras"]])}
    UsedLora.objects.bulk_create(
        UsedLora(generation=made, version=here.get(one["version"]), step=one["step"], strength=one["strength"])
        for one in recipe["loras"]
    )
    _tell(made, "made")
    return made


def keep_enlarged(run: Run, item: Item, *, enlarged: Asset) -> None:
    """The larger version of a picture that is there already."""
    made = Generation.objects.filter(id=run.recipe["generations"][item.index]).first()
    if made is None:
        return
    Generation.objects.filter(id=made.id).update(
        enlarged=enlarged, seconds=F("seconds") + item.seconds, cost=F("cost") + item.price
    )
    _tell(made, "enhanced")


def _tell(made: Generation, action: str) -> None:
    publish(made.workspace_id, GenerationsChanged(subject=made.subject_id, generations=[made.id], action=action))
