"""Brings a foreign LoRA file in: through the consent gate, by its content, in both layouts."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from imaging.errors import TooManyBytes
from imaging.formats import lora_file, lora_metadata
from imaging.formats.lora_file import Adapter
from imaging.training import bases
from imaging.training.bases import Card
from studio.assets import services as assets
from studio.assets.services import Stored
from studio.loras.models import Kind, LoraVersion, Save
from studio.loras.selectors import names
from studio.loras.services.changing import tell
from studio.loras.services.laying import about_base, lora_of, next_number
from studio.subjects import services as subjects
from studio.subjects.errors import AttestationRequired
from studio.subjects.models import Subject, Use

LARGEST = 700 * 1000 * 1000
"""Bytes of a file: rank 128 on every layer of SDXL in half precision."""


def bring(
    subject: Subject, *, file: Path, base: str, attestation: str, name: str = "", trigger: str = ""
) -> LoraVersion:
    """A version of kind imported, with one save in both layouts.

    Raises ConsentMissing (403), AttestationRequired (422), TooManyBytes (413), MissingWeights for an unknown base,
    UnreadableTensors (415) for a pickle or a damaged file, WrongBase (422) naming both bases, UnusableInput (422).
    """
    subjects.require_consent(subject, to=Use.TRAIN)
    if not attestation.strip():
        raise AttestationRequired(
            "Nothing was kept. Say whom the LoRA shows and that they have agreed, then send it again."
        )
    if file.stat().st_size > LARGEST:
        raise TooManyBytes(f"A LoRA may have {LARGEST // 1_000_000} MB and this file has more. Export a lower rank.")
    card = bases.card(base)
    assert card.family is not None
    adapter = lora_file.read(file, card.shapes, card.family.kohya_prefixes, card.label)
    with tempfile.TemporaryDirectory(prefix="studio-lora-") as folder, transaction.atomic():
        Subject.objects.select_for_update().get(id=subject.id)
        version = _lay_out(subject, card, adapter, attestation=attestation, name=name, trigger=trigger)
        stored = _put(version, card, adapter, file, Path(folder))
        Save.objects.create(
            version=version,
            step=version.steps,
            **{layout: assets.record(subject.workspace, one) for layout, one in stored.items()},
        )
        tell(version)
    return version


def _lay_out(
    subject: Subject, card: Card, adapter: Adapter, *, attestation: str, name: str, trigger: str
) -> LoraVersion:
    said = adapter.told.get("modelspec.trigger_phrase", "")
    return LoraVersion.objects.create(
        workspace_id=subject.workspace_id,
        subject=subject,
        lora=lora_of(subject, name=name, trigger=trigger or said[:60]),
        number=next_number(subject),
        kind=Kind.IMPORTED,
        attestation=attestation.strip(),
        recipe={"rank": adapter.rank, "alpha": adapter.alpha},
        steps=_steps(adapter.told),
        trainer=adapter.told.get("modelspec.implementation", "")[:60],
        **about_base(card),
    )


def _steps(told: Mapping[str, str]) -> int:
    said = told.get("ss_steps", told.get("ss_max_train_steps", ""))
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def _put(version: LoraVersion, card: Card, adapter: Adapter, file: Path, folder: Path) -> dict[str, Stored]:
    """Both files in storage. What the file says of itself stays; what it does not say is added."""
    assert card.family is not None
    kept = {name: value for name, value in adapter.told.items() if name.startswith(("ss_", "modelspec."))}
    told = {**lora_metadata.of_import(title=version.lora.name, trigger=version.lora.trigger, base=card.label), **kept}
    lora_file.write_diffusers(file, adapter, told, folder / "diffusers.safetensors")
    lora_file.write_kohya(file, adapter, card.family.kohya_prefixes, told, folder / "kohya.safetensors")
    return {
        layout: assets.put(
            version.subject.workspace,
            content=folder / f"{layout}.safetensors",
            folder=names.folder(version),
            filename=names.filename(version, version.steps, layout),
        )
        for layout in names.LAYOUTS
    }
