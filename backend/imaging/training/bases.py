"""The bases that can be trained on and drawn with, as the dashboard lists them: told from small files and headers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from imaging.errors import MissingWeights, UnreadableTensors, UnusableInput
from imaging.formats import tensor_file
from imaging.networks import local_models
from imaging.training import kept
from imaging.training.families import FAMILIES, family_of
from imaging.training.family import Base

KIND = "bases"
"""The folder of bases below the operator's models."""
POCKET = "pocket"
EMBEDDED = Path(__file__).parents[1] / "weights" / POCKET
LEARNED = ("unet", "text_encoder", "text_encoder_2", "vae")
"""Parts that a pipeline may have and that are not told without their weights."""
LICENCE = re.compile(r"^license(?:_name)?:\s*[\"']?([\w.+-]+)", re.MULTILINE)
UNKNOWN_LICENCE = "not stated"
PLAIN_CHANNELS = 4
"""Into the UNet of a base; an inpainting one takes more."""

Where = Literal["embedded", "folder", "file"]
Shapes = Mapping[str, Mapping[str, tuple[int, ...]]]
"""Network, then layer, to the shape of its weight."""


@dataclass(frozen=True)
class Card:
    """A base on this machine."""

    key: str
    folder: Path
    where: Where

    @property
    def label(self) -> str:
        """Its name for people."""
        return "Pocket" if self.where == "embedded" else self.folder.stem if self.where == "file" else self.folder.name

    @cached_property
    def family(self) -> type[Base] | None:
        """The family that trains it; None when none does."""
        return next((family for family in FAMILIES if family.recognises(self.folder)), None)

    @cached_property
    def resolution(self) -> int:
        """Pixels of a side that it was made for; 0 when it does not say."""
        unet, vae = _json(self.folder / "unet/config.json"), _json(self.folder / "vae/config.json")
        levels = len(vae.get("block_out_channels") or ())
        size = unet.get("sample_size")
        return int(size) * 2 ** (levels - 1) if isinstance(size, int) and levels else 0

    @cached_property
    def prediction(self) -> str:
        """``epsilon`` or ``v_prediction``: what its denoiser says."""
        return str(_json(self.folder / "scheduler/scheduler_config.json").get("prediction_type") or "epsilon")

    @cached_property
    def licence(self) -> str:
        """As the model card beside it says."""
        try:
            found = LICENCE.search((self.folder / "README.md").read_text(errors="replace")[:20_000])
        except OSError:
            found = None
        return found[1] if found else UNKNOWN_LICENCE

    @cached_property
    def size(self) -> int:
        """Bytes of its weights."""
        files = [self.folder] if self.where == "file" else _weights(self.folder)
        return sum(file.stat().st_size for file in files)

    @cached_property
    def why_not(self) -> str:
        """Why it cannot be trained on, and what to do; empty when it can."""
        return next(self._faults(), "")

    def _faults(self) -> Iterator[str]:
        if self.where == "file":
            yield "This is a single file. Convert it to a diffusers folder and put that beside it."
        if not (self.folder / "model_index.json").is_file():
            yield "Its folder has no model_index.json. Put the whole diffusers folder there."
        if self.family is None:
            yield f"No training knows its kind. Known are {', '.join(family.name for family in FAMILIES)}."
        missing = [part for part in _parts(self.folder) if not _weights(self.folder / part)]
        if missing:
            yield f"It has no safetensors file in {', '.join(missing)}. Put the whole folder there."
        if _json(self.folder / "unet/config.json").get("in_channels") != PLAIN_CHANNELS:
            yield "It is made for inpainting. Put its plain version there."
        if self.prediction not in ("epsilon", "v_prediction"):
            yield f"It predicts {self.prediction}, which no training knows. Choose another base."

    @cached_property
    def shapes(self) -> Shapes:
        """The layers that a LoRA may adapt, from the headers of the weight files. Raises UnreadableTensors."""
        adapted = self.family.kohya_prefixes if self.family else {}
        return {network: _layers(self.folder / network) for network in adapted}

    @cached_property
    def fingerprint(self) -> str:
        """What it is, to the bit as good as certainly."""
        return kept.fingerprint(self.folder)


def all_bases() -> list[Card]:
    """The embedded one, then the operator's by name; those that are not ready come last."""
    return sorted(_found(), key=lambda card: (bool(card.why_not), card.where != "embedded", card.label.lower()))


def find(key: str) -> Path:
    """The folder of a base. Raises MissingWeights where it is looked for, UnusableInput for one that is not ready."""
    return card(key).folder


def card(key: str) -> Card:
    """A base that is ready. Raises MissingWeights where it is looked for, UnusableInput for one that is not ready."""
    found = next((one for one in _found() if one.key == key), None)
    if found is None:
        raise MissingWeights(
            f"The base {key} is not on this machine. Put its folder at {local_models.folder() / KIND / key} and try "
            "again."
        )
    if found.why_not:
        raise UnusableInput(f"The base {found.label} cannot be used. {found.why_not}")
    # a family may refuse what its card lets through
    family_of(found.folder)
    return found


def _found() -> Iterator[Card]:
    if EMBEDDED.is_dir():
        yield Card(POCKET, EMBEDDED, "embedded")
    root = local_models.folder() / KIND
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        if path.is_dir() and not path.name.startswith("."):
            yield Card(path.name, path, "folder")
        elif path.suffix == ".safetensors":
            yield Card(path.name, path, "file")


def _parts(folder: Path) -> list[str]:
    """The parts of the pipeline that have weights."""
    named = _json(folder / "model_index.json")
    return [part for part in LEARNED if isinstance(named.get(part), list) and named[part][0]]


def _weights(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.safetensors") if path.is_file()] if folder.is_dir() else []


def _layers(folder: Path) -> dict[str, tuple[int, ...]]:
    found = dict[str, tuple[int, ...]]()
    for path in _weights(folder):
        for name, tensor in tensor_file.read_header(path).tensors.items():
            if name.endswith(".weight") and len(tensor.shape) >= 2 and "embedding" not in name:
                found[name.removesuffix(".weight")] = tensor.shape
    if not found:
        raise UnreadableTensors(f"No layer was found in {folder.name} of the base. Put the whole folder there.")
    return found


def _json(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
