"""Versions of LoRAs, always within a workspace, in the same few queries however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from imaging.training import samples
from imaging.training.recipe import LoraRecipe
from studio.accounts.models import Workspace
from studio.assets.models import Asset
from studio.loras.errors import LoraNotFound
from studio.loras.models import Kind, LoraVersion, Sample, Save
from studio.loras.selectors import choosing, names
from studio.runs.models import FINISHED, RunStatus

MOST_POINTS = 1000
"""Of the loss chart."""
COLUMNS = ("id", "version_id", "step", "likeness", "overfit", "loss")


def of_workspace(workspace: Workspace) -> QuerySet[LoraVersion]:
    """All of a workspace with what a card shows of them: three queries for any number."""
    saves = Save.objects.order_by("step").only(*COLUMNS)
    first = Sample.objects.filter(index=0, picture__isnull=False).select_related("picture").order_by("step")
    return (
        LoraVersion.objects.filter(workspace=workspace)
        .select_related("lora", "subject", "run", "dataset__dataset")
        .prefetch_related(Prefetch("saves", queryset=saves), Prefetch("samples", queryset=first))
        .order_by("-created_at", "-id")
    )


def narrowed(workspace: Workspace, wish: Mapping[str, Any]) -> QuerySet[LoraVersion]:
    """Those that a list asks for: by ``subject`` (id or slug), ``number``, ``base``, ``run`` and ``status``."""
    rows = of_workspace(workspace)
    if subject := wish.get("subject"):
        rows = rows.filter(subject=subject) if _is_id(subject) else rows.filter(subject__slug=subject)
    for name in ("number", "base", "run"):
        if wish.get(name) is not None:
            rows = rows.filter(**{name: wish[name]})
    if status := wish.get("status"):
        rows = (
            rows.filter(run__status=status)
            if status != RunStatus.SUCCEEDED
            else rows.exclude(
                run__isnull=False, run__status__in=[each for each in RunStatus.values if each != RunStatus.SUCCEEDED]
            )
        )
    return rows


def _is_id(text: object) -> bool:
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True


def get(workspace: Workspace, version: UUID) -> LoraVersion:
    """One, with all of its saves and samples. Raises LoraNotFound (404)."""
    saves = Save.objects.select_related("diffusers", "kohya").order_by("step")
    drawn = Sample.objects.select_related("picture").order_by("step", "index")
    found = (
        LoraVersion.objects.filter(workspace=workspace, id=version)
        .select_related("lora", "subject", "run", "dataset__dataset", "continues__version")
        .prefetch_related(Prefetch("saves", queryset=saves), Prefetch("samples", queryset=drawn))
        .first()
    )
    if found is None:
        raise LoraNotFound("There is no such version in this workspace. It may have been deleted; go back and reload.")
    return found


def get_save(workspace: Workspace, save: UUID) -> Save:
    """One save, with its version and files. Raises LoraNotFound (404)."""
    found = (
        Save.objects.filter(version__workspace=workspace, id=save)
        .select_related("version__subject", "version__lora", "version__run", "diffusers", "kohya", "state")
        .first()
    )
    if found is None:
        raise LoraNotFound("There is no such save in this workspace. It may have been deleted; go back and reload.")
    return found


def is_live(version: LoraVersion) -> bool:
    """Whether its training still goes on."""
    return version.run is not None and version.run.status not in FINISHED


def title(version: LoraVersion) -> str:
    """Such as ``Andie, version 3``."""
    return f"{version.lora.name}, version {version.number}"


def status(version: LoraVersion) -> str:
    """Of its run; what was imported, or whose run is forgotten, is there or it is not."""
    if version.run is not None:
        return version.run.status
    return RunStatus.SUCCEEDED if version.saves.all() else RunStatus.FAILED


def card(version: LoraVersion) -> dict[str, Any]:
    """A version in a list. No query when it comes from ``of_workspace`` or ``get``."""
    saves = list(version.saves.all())
    best = choosing.best(version, saves)
    dataset = version.dataset
    return {
        "id": version.id,
        "number": version.number,
        "title": title(version),
        "name": version.lora.name,
        "trigger": version.trigger,
        "subject": version.subject_id,
        "kind": version.kind,
        "status": status(version),
        "progress": version.run.progress if version.run else 1.0,
        "run": version.run_id,
        "base": {"key": version.base, "label": version.base_label},
        "dataset": dataset and {"id": dataset.dataset_id, "name": dataset.dataset.name, "version": dataset.number},
        "steps": version.steps,
        "save_count": len(saves),
        "last_step": saves[-1].step if saves else 0,
        "best": best and {**best, "picture": _first_picture(version, int(best["step"]))},
        "picked": version.winner_id is not None,
        "created_at": version.created_at,
    }


def _first_picture(version: LoraVersion, step: int) -> Asset | None:
    shown = [sample for sample in version.samples.all() if sample.picture_id is not None and sample.step <= step]
    return max(shown, key=lambda sample: (sample.step, -sample.index)).picture if shown else None


def whole(version: LoraVersion, *, here: bool) -> dict[str, Any]:
    """All of a version that came from ``get``; ``here`` says whether its base is on this machine."""
    run, continued = version.run, version.continues
    saves = list(version.saves.all())
    return {
        **card(version),
        "base": {
            "key": version.base,
            "label": version.base_label,
            "family": version.base_family,
            "resolution": version.base_resolution,
            "licence": version.base_licence,
            "fingerprint": version.base_fingerprint,
            "here": here,
        },
        "recipe": version.recipe,
        "preset": version.preset,
        "notes": version.notes,
        "prompts": _prompts(version),
        "saves": [_save(save, version, choosing.advice(version, saves)) for save in saves],
        "samples": _strips(version.samples.all()),
        "losses": thinned([point for save in saves for point in save.points]),
        "price": run.price if run else 0,
        "captured": run.captured if run else 0,
        "released": run.released if run else 0,
        "seconds_per_step": version.seconds_per_step,
        "continues": continued
        and {"version": continued.version_id, "number": continued.version.number, "step": continued.step},
        "trainer": {"version": version.trainer, "libraries": version.libraries},
        "winner": version.winner_id,
        "error_code": run.error_code if run else "",
        "error_detail": run.error_detail if run else "",
        "likeness_of": version.likeness_of,
        "overfit_limit": choosing.OVERFIT_LIMIT,
        "finished_at": run.finished_at if run else version.created_at,
    }


def _prompts(version: LoraVersion) -> list[dict[str, Any]]:
    """The rows of samples: as they were drawn, else as they will be."""
    rows = {sample.index: sample for sample in version.samples.all()}
    if rows or version.kind == Kind.IMPORTED:
        return [{"prompt": rows[index].prompt, "seed": rows[index].seed} for index in sorted(rows)]
    coming = samples.wishes(LoraRecipe.model_validate(version.recipe), version.trigger)
    return [{"prompt": wish.prompt, "seed": wish.seed} for wish in coming]


def _save(save: Save, version: LoraVersion, advice: choosing.Advice | None) -> dict[str, Any]:
    recommended = advice is not None and advice.step == save.step
    drawn = [sample.picture for sample in version.samples.all() if sample.step == save.step]
    pictures = [picture for picture in drawn if picture is not None and not picture.quarantined]
    return {
        "id": save.id,
        "step": save.step,
        "loss": save.loss,
        "likeness": save.likeness,
        "overfit": save.overfit,
        "recommended": recommended,
        "reason": advice.reason if advice and recommended else "",
        "winner": version.winner_id == save.id,
        "samples": [reverse("asset", args=[picture.id]) for picture in pictures],
        "pictures": pictures,
        "files": {layout: file_address(save, layout) for layout in names.LAYOUTS},
        "sizes": {"diffusers": save.diffusers.size, "kohya": save.kohya.size},
        "filename": save.diffusers.filename,
        "asked": save.asked,
        "created_at": save.created_at,
    }


def file_address(save: Save, layout: str) -> str:
    """Where a file of a save is downloaded."""
    return reverse("asset", args=[save.diffusers_id if layout == "diffusers" else save.kohya_id])


def _strips(samples: Iterable[Sample]) -> list[dict[str, Any]]:
    """All rows of samples, those between saves too, by step."""
    strips: dict[int, list[dict[str, Any]]] = {}
    for sample in samples:
        shown = {"index": sample.index, "picture": sample.picture, "why": sample.why}
        strips.setdefault(sample.step, []).append(shown)
    return [{"step": step, "pictures": row} for step, row in sorted(strips.items())]


def thinned(points: Sequence[Any]) -> list[Any]:
    """At most MOST_POINTS of them, evenly; the last one always is among them."""
    stride = -(-len(points) // MOST_POINTS) or 1
    return list(points[::-stride][::-1]) if stride > 1 else list(points)
