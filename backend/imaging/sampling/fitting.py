"""Loads a LoRA file into a diffusers pipeline, all of it or not at all.

diffusers drops what it does not know with no more than a line in its log, and a picture without the LoRA looks like one
of a LoRA that learned nothing.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from imaging.errors import UnusableInput

NETWORKS = ("unet", "text_encoder", "text_encoder_2")
HARMLESS = "safe to ignore"
"""What diffusers says of a file that has nothing for a text encoder."""
ARCHITECTURES = (("stable-diffusion-xl", "Stable Diffusion XL"), ("stable-diffusion-v1", "Stable Diffusion"))
VERSIONS = (("sdxl", "Stable Diffusion XL"), ("sd_v1", "Stable Diffusion"))


def fit(pipe: Any, file: Path, name: str, *, base: str) -> None:
    """Load ``file`` as the adapter ``name``. Raises UnusableInput naming the LoRA's base and this one."""
    tensors, told = _header(file)
    try:
        with _heard() as complaints:
            pipe.load_lora_weights(str(file.parent), weight_name=file.name, adapter_name=name)
        if complaints:
            raise ValueError(complaints[0])
        live = sum(_adapters(getattr(pipe, network, None), name) for network in NETWORKS)
        if live != tensors:
            raise ValueError(f"{tensors - live} of its {tensors} tensors fit no layer.")
    except (ValueError, RuntimeError, KeyError, IndexError, AttributeError, TypeError) as problem:
        pipe.unload_lora_weights()
        why = " ".join(str(problem).split())[:160]
        raise UnusableInput(
            f"The LoRA {file.stem} {made_for(told)} and does not fit {base}: {why} Choose another LoRA, or its base."
        ) from problem


def made_for(told: dict[str, str]) -> str:
    """What the metadata of a file say it was trained on, as the end of "The LoRA ..."."""
    families = [
        label
        for said, known in (
            (told.get("modelspec.architecture", ""), ARCHITECTURES),
            (told.get("ss_base_model_version", ""), VERSIONS),
        )
        for beginning, label in known
        if said.startswith(beginning)
    ]
    names = [name for name in (told.get("ss_sd_model_name"), *families) if name and name != "None"]
    return f"was made for {' of '.join(names[:1])}" if names else "does not say which base it was made for"


def _header(file: Path) -> tuple[int, dict[str, str]]:
    """How many tensors it brings, alphas apart, and what it says about itself."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, framework="pt") as opened:
            names = [name for name in opened.keys() if not name.endswith("alpha")]  # noqa: SIM118
            return len(names), opened.metadata() or {}
    except (SafetensorError, OSError) as problem:
        raise UnusableInput(
            f"{file.name} is no safetensors file, whatever its name says. Export the LoRA as safetensors."
        ) from problem


def _adapters(network: Any, name: str) -> int:
    if network is None:
        return 0
    return sum(".lora_" in key and key.endswith(f".{name}.weight") for key, _ in network.named_parameters())


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _heard() -> Iterator[list[str]]:
    """All that is complained of meanwhile, in logs and warnings."""
    ear, loggers, complaints = _Ear(), [logging.getLogger(name) for name in ("diffusers", "peft")], list[str]()
    for logger in loggers:
        logger.addHandler(ear)
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            yield complaints
        said = [*ear.heard, *(str(one.message) for one in warned if one.category is not DeprecationWarning)]
        complaints += [one for one in said if HARMLESS not in one]
    finally:
        for logger in loggers:
            logger.removeHandler(ear)
