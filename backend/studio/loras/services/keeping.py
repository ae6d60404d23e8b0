"""Keeps what a training gives: its saves with their files, its samples, and what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from studio.assets import services as assets
from studio.assets.models import Asset
from studio.loras.events import LoraSaved
from studio.loras.models import LoraVersion, Sample, Save
from studio.loras.selectors import names
from studio.loras.services.changing import tell
from studio.realtime.publish import publish
from studio.runs.kinds import Value
from studio.runs.models import Run

Outputs = Mapping[str, Value]


def keep(run: Run, outputs: Outputs, *, asked: bool) -> None:
    """A save with all that came with it, or only samples where no files did. A version that is gone keeps nothing."""
    version = LoraVersion.objects.filter(run=run).select_related("subject").first()
    if version is None:
        return
    step = cast(int, outputs["step"])
    _name(version, step, outputs)
    _keep_samples(version, step, outputs)
    save = _keep_save(version, step, outputs, asked=asked) if "diffusers" in outputs else None
    publish(
        version.workspace_id,
        LoraSaved(
            subject=version.subject_id,
            version=version.id,
            run=run.id,
            save=save.id if save else None,
            step=step,
        ),
    )


def _name(version: LoraVersion, step: int, outputs: Outputs) -> None:
    """Files get the name of the step they were made at, which is earlier where somebody asked for them."""
    for layout in names.LAYOUTS:
        if isinstance(file := outputs.get(layout), Asset):
            _rename(file, names.filename(version, step, layout))
    drawn = cast("Sequence[Mapping[str, Any]]", outputs.get("drawn") or [])
    pictures = cast("Sequence[Asset]", outputs.get("samples") or [])
    for index, one in enumerate(drawn):
        if (at := one.get("sample")) is not None:
            _rename(pictures[at], names.sample(version, step, index))


def _rename(file: Asset, filename: str) -> None:
    if file.filename != filename:
        file.filename = filename
        file.save(update_fields=["filename"])


def _keep_save(version: LoraVersion, step: int, outputs: Outputs, *, asked: bool) -> Save:
    before = Save.objects.filter(version=version, step=step).first()
    if before is not None and asked:
        # what was paid for stays; the same step asked for again is the same file
        return before
    if before is not None:
        before.delete()
        for file in (before.diffusers, before.kohya):
            assets.delete(file)
    state = cast("Asset | None", outputs.get("state"))
    save = Save.objects.create(
        version=version,
        step=step,
        loss=_number(outputs.get("loss")),
        likeness=_number(outputs.get("likeness")),
        overfit=_number(outputs.get("overfit")),
        points=[] if asked else outputs.get("points") or [],
        asked=asked,
        diffusers=cast(Asset, outputs["diffusers"]),
        kohya=cast(Asset, outputs["kohya"]),
        state=state,
    )
    if state is not None:
        _forget_states(version, but=save)
    LoraVersion.objects.filter(id=version.id).update(
        likeness_of=outputs.get("likeness_of") or version.likeness_of,
        seconds_per_step=_number(outputs.get("seconds_per_step")) or version.seconds_per_step,
        libraries=outputs.get("libraries") or version.libraries,
    )
    return save


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _forget_states(version: LoraVersion, *, but: Save) -> None:
    """The state is four times the LoRA and only the newest is gone on from."""
    older = Save.objects.filter(version=version, state__isnull=False).exclude(id=but.id).select_related("state")
    gone = [save.state for save in older]
    older.update(state=None)
    for state in gone:
        if state is not None:
            assets.delete(state)


def _keep_samples(version: LoraVersion, step: int, outputs: Outputs) -> None:
    drawn = cast("Sequence[Mapping[str, Any]]", outputs.get("drawn") or [])
    pictures = cast("Sequence[Asset]", outputs.get("samples") or [])
    known = set(Sample.objects.filter(version=version, step=step).values_list("index", flat=True))
    used = set[int]()
    for index, one in enumerate(drawn):
        if index in known:
            continue
        at = one.get("sample")
        used |= {at} if at is not None else set()
        Sample.objects.create(
            version=version,
            step=step,
            index=index,
            prompt=one["prompt"],
            seed=one["seed"],
            picture=pictures[at] if at is not None else None,
            why=str(one.get("why") or "")[:300],
        )
    for at, picture in enumerate(pictures):
        if at not in used:
            assets.delete(picture)


def over(run: Run) -> None:
    """The training ended, whatever came of it: the pages that show it look again."""
    version = LoraVersion.objects.filter(run=run).first()
    if version is not None:
        tell(version)
