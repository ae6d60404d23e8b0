"""What the engine child is told to do: one stage on one picture, with the files and numbers that it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeGuard

from django.conf import settings

from studio.assets import services as assets
from studio.assets.models import Asset
from studio.runs import kinds
from studio.runs.child.messages import Choice, File, Files, Perform
from studio.runs.kinds import Value
from studio.runs.models import Item, ItemStatus, StageRun
from studio.runs.services import scratch


def order(stage_run: StageRun, item: Item, shelf: Path) -> Perform:
    """The order for ``item``; what it makes goes onto ``shelf``. Raises what the run kind's ``load`` raises."""
    run, kind = stage_run.run, kinds.get(stage_run.run.kind)
    wanted = kind.pipeline.stage(item.stage).takes
    known: dict[str, Value] = dict(kind.load(run, item.index)) | _earlier(stage_run, item, wanted)
    files: Files = {}
    values: dict[str, Any] = {}
    for name in known.keys() & wanted.keys():
        value = known[name]
        if isinstance(value, Asset):
            files[name] = _file(value)
        elif are_assets(value):
            files[name] = [_file(one) for one in value]
        else:
            values[name] = value
    return Perform(
        pipeline=kind.pipeline.name,
        stage=item.stage,
        files=files,
        values=values,
        choices={key: Choice(**choice) for key, choice in run.recipe.get("engines", {}).items()},
        shelf=str(shelf),
        scratch=str(scratch.folder(run.id)),
        kept=str(scratch.kept(run.subject_id)),
        scratch_seconds=settings.ENV.studio_scratch_seconds,
        # One death may have been anybody's doing; the second says that the picture asks for too much.
        careful=item.tries > 0 or item.crashes > 1,
    )


def flat(files: Files) -> Iterator[File]:
    """All of the files, those of an output of several one by one."""
    for file in files.values():
        yield from file if isinstance(file, list) else [file]


def replaced(files: Files, by_path: Files) -> Files:
    """The same files, each that is in ``by_path`` as it is there."""

    def one(file: File) -> File:
        new = by_path.get(file.path, file)
        return new if isinstance(new, File) else file

    return {name: [one(part) for part in file] if isinstance(file, list) else one(file) for name, file in files.items()}


def are_assets(value: Value) -> TypeGuard[Sequence[Asset]]:
    """Whether it is several stored files."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, Asset) for one in value)


def _file(asset: Asset) -> File:
    return File(path=str(assets.local_path(asset)), is_picture=asset.content_type.startswith("image/"))


def _earlier(stage_run: StageRun, item: Item, wanted: Collection[str]) -> dict[str, Value]:
    """What of ``wanted`` the stages before gave for this picture."""
    if not stage_run.position:
        return {}
    done = Item.objects.filter(
        run=stage_run.run_id, index=item.index, status=ItemStatus.DONE, stage_run__position__lt=stage_run.position
    ).order_by("stage_run__position")
    outputs: dict[str, Any] = {}
    for earlier in done.values_list("outputs", flat=True):
        outputs.update({name: value for name, value in earlier.items() if name in wanted})
    ids = [key for value in outputs.values() for key in _ids(value)]
    if not ids:
        return outputs
    stored = {str(asset.id): asset for asset in Asset.objects.filter(id__in=ids)}
    return {name: _found(value, stored) for name, value in outputs.items()}


def _ids(written: Any) -> list[str]:
    """Ids of the stored files in an output as it was written down."""
    if isinstance(written, list):
        return [key for one in written for key in _ids(one)]
    return [written["asset"]] if isinstance(written, dict) and "asset" in written else []


def _found(written: Any, stored: Mapping[str, Asset]) -> Value:
    keys = _ids(written)
    if not keys:
        value: Value = written
        return value
    return [stored[key] for key in keys] if isinstance(written, list) else stored[keys[0]]
