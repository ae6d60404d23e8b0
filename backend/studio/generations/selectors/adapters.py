"""The versions that a picture is to be drawn with, and whether they fit a base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from imaging.errors import ImagingError
from imaging.training import bases
from imaging.training.bases import Card
from studio.accounts.models import Workspace
from studio.generations.errors import GenerationNotFound, GenerationUnusable, LoraOfAnotherBase
from studio.loras.models import LoraVersion, Save
from studio.loras.selectors import choosing, versions


@dataclass(frozen=True)
class Chosen:
    """A save of a version, and how strongly it is meant."""

    version: LoraVersion
    save: Save
    strength: float

    @property
    def title(self) -> str:
        """Such as "Andie, version 3"."""
        return versions.title(self.version)


def chosen(workspace: Workspace, asked: Sequence[Mapping[str, Any]]) -> tuple[Chosen, ...]:
    """In the order asked for; three queries for any number. Raises GenerationNotFound (404), GenerationUnusable."""
    if not asked:
        return ()
    saves = Prefetch("saves", queryset=Save.objects.select_related("diffusers").order_by("step"))
    rows = LoraVersion.objects.filter(workspace=workspace, id__in=[one["version"] for one in asked])
    found = {row.id: row for row in rows.select_related("lora", "subject", "dataset").prefetch_related(saves)}
    return tuple(_chosen(found.get(one["version"]), one) for one in asked)


def _chosen(version: LoraVersion | None, asked: Mapping[str, Any]) -> Chosen:
    if version is None:
        raise GenerationNotFound("There is no such trained version. Nothing was started; go back and reload the page.")
    saves, step = list(version.saves.all()), asked.get("step")
    save = choosing.best_save(version, saves) if step is None else next((s for s in saves if s.step == step), None)
    if save is None:
        steps = ", ".join(str(one.step) for one in saves) or "none"
        raise GenerationUnusable(
            f"{versions.title(version)} has no save at step {step}; there are: {steps}. Nothing was started; choose "
            "one of them.",
            option="loras",
        )
    return Chosen(version, save, float(asked.get("strength", 1.0)))


def require_fitting(loras: Sequence[Chosen], base: Card) -> None:
    """Raises LoraOfAnotherBase (422), naming both, for the first that was made for a base of other layers."""
    for one in loras:
        if not _fits(one.version, base):
            raise LoraOfAnotherBase(
                f"{one.title} was made for {one.version.base_label} and cannot be used with {base.label}. Nothing was "
                f"started; choose {one.version.base_label}, or a version made for {base.label}.",
                made_for=one.version.base_label,
                base=base.label,
            )


def _fits(version: LoraVersion, base: Card) -> bool:
    """The same base, or one with the very same layers, as finetuned ones have."""
    if version.base == base.key or version.base_fingerprint == base.fingerprint:
        return True
    if base.family is None or version.base_family != base.family.name:
        return False
    try:
        return bases.card(version.base).shapes == base.shapes
    except ImagingError:
        return version.base_resolution == base.resolution
