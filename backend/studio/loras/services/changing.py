"""Changes how versions are called and judged, and deletes them with their files."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from studio.assets import services as assets
from studio.assets.models import Asset
from studio.loras.errors import LoraInUse, LoraNameTaken, LoraNotFound
from studio.loras.events import LoraChanged
from studio.loras.models import Lora, LoraVersion, Sample, Save
from studio.loras.selectors import versions
from studio.realtime.publish import publish


@transaction.atomic
def change(version: LoraVersion, **changes: object) -> None:
    """Write ``name`` (of the LoRA, so of all its versions), ``notes`` or ``winner`` (a save's id, or None).

    Raises LoraNameTaken (409), LoraNotFound (404) for a winner that is no save of the version.
    """
    if "name" in changes:
        _rename(version.lora, str(changes["name"]).strip())
    if "notes" in changes:
        version.notes = str(changes["notes"])
    if "winner" in changes:
        version.winner = _own_save(version, changes["winner"])
    version.save(update_fields=["notes", "winner"])
    tell(version)


def _rename(lora: Lora, name: str) -> None:
    if Lora.objects.filter(subject_id=lora.subject_id, name__iexact=name).exclude(id=lora.id).exists():
        raise LoraNameTaken(f"Another LoRA of this model is called {name}. Nothing was changed; choose another name.")
    lora.name = name
    lora.save(update_fields=["name"])


def _own_save(version: LoraVersion, wanted: object) -> Save | None:
    if wanted is None:
        return None
    found = Save.objects.filter(version=version, id=UUID(str(wanted))).first()
    if found is None:
        raise LoraNotFound("That save is not one of this version's. Nothing was changed; reload the page.")
    return found


@transaction.atomic
def delete_save(save: Save) -> None:
    """Delete a save with its files and samples. Raises LoraInUse (409) while its training goes on."""
    version = save.version
    _require_over(version)
    samples = Sample.objects.filter(version=version, step=save.step)
    gone = [*_files([save]), *_pictures(samples)]
    samples.delete()
    save.delete()
    _delete_files(gone)
    tell(version)


@transaction.atomic
def delete(version: LoraVersion) -> None:
    """Delete a version with its saves, samples and files. Raises LoraInUse (409) while its training goes on."""
    _require_over(version)
    saves = Save.objects.filter(version=version).select_related("diffusers", "kohya", "state")
    gone = [*_files(saves), *_pictures(Sample.objects.filter(version=version))]
    lora = version.lora
    tell(version)
    version.delete()
    if not lora.versions.exists():
        lora.delete()
    _delete_files(gone)


def _require_over(version: LoraVersion) -> None:
    if versions.is_live(version):
        raise LoraInUse("Its training is not over. Nothing was deleted; stop the training first.")


def _files(saves: Iterable[Save]) -> list[Asset]:
    return [file for save in saves for file in (save.diffusers, save.kohya, save.state) if file is not None]


def _pictures(samples: Iterable[Sample]) -> list[Asset]:
    ids = [sample.picture_id for sample in samples if sample.picture_id is not None]
    return list(Asset.objects.filter(id__in=ids))


def _delete_files(gone: Iterable[Asset]) -> None:
    for asset in gone:
        assets.delete(asset)


def tell(version: LoraVersion) -> None:
    """Say that a version changed."""
    publish(version.workspace_id, LoraChanged(subject=version.subject_id, version=version.id))
