"""What a LoRA file says about itself: kohya's ``ss_*`` and ModelSpec 1.0.1, all values strings."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

SPEC = "1.0.1"
"""https://github.com/Stability-AI/ModelSpec"""


@dataclass(frozen=True)
class About:
    """What is known of one save of a training."""

    title: str
    trigger: str
    architecture: str
    """stable-diffusion-v1/lora and the like."""
    kohya_base: str
    base_name: str
    licence: str
    rank: int
    alpha: float
    resolution: tuple[int, int]
    step: int
    seed: int
    prediction: str
    """``epsilon`` or ``v``."""
    finished: datetime
    captions: Sequence[str] = ()
    rates: Mapping[str, float] = field(default_factory=dict)
    """Network to learning rate."""
    optimizer: str = "adamw"
    min_snr: float | None = None
    noise_offset: float = 0.0
    thumbnail: bytes | None = None
    """A JPEG or WebP of about 256 pixels."""


def told(about: About) -> dict[str, str]:
    """All of it, for the ``__metadata__`` of a safetensors file."""
    return {**_model_spec(about), **_kohya(about)}


def of_import(*, title: str, trigger: str, base: str) -> dict[str, str]:
    """The little that is known of a file which somebody brought and which says nothing of itself."""
    return {
        "modelspec.sai_model_spec": SPEC,
        "modelspec.title": title,
        "modelspec.trigger_phrase": trigger,
        "ss_output_name": title,
        "ss_sd_model_name": base,
        "ss_network_module": "networks.lora",
    }


def _model_spec(about: About) -> dict[str, str]:
    width, height = about.resolution
    said = {
        "sai_model_spec": SPEC,
        "architecture": about.architecture,
        "implementation": "diffusers",
        "title": about.title,
        "resolution": f"{width}x{height}",
        "date": about.finished.astimezone(UTC).isoformat(timespec="seconds"),
        "trigger_phrase": about.trigger,
        "usage_hint": f"Write {about.trigger} where the prompt names whom it shows.",
        "prediction_type": about.prediction,
        "license": about.licence,
        "tags": "lora",
    }
    if about.thumbnail is not None:
        kind = "webp" if about.thumbnail.startswith(b"RIFF") else "jpeg"
        said["thumbnail"] = f"data:image/{kind};base64," + base64.b64encode(about.thumbnail).decode()
    return {f"modelspec.{name}": value for name, value in said.items()}


def _kohya(about: About) -> dict[str, str]:
    rates = list(about.rates.values())
    said: dict[str, object] = {
        "v2": False,
        "base_model_version": about.kohya_base,
        "network_module": "networks.lora",
        "network_dim": about.rank,
        "network_alpha": about.alpha,
        "network_args": "{}",
        "output_name": about.title,
        "sd_model_name": about.base_name,
        "steps": about.step,
        "max_train_steps": about.step,
        "seed": about.seed,
        "resolution": f"({about.resolution[0]}, {about.resolution[1]})",
        "num_train_images": len(about.captions),
        "optimizer": about.optimizer,
        "noise_offset": about.noise_offset or None,
        "min_snr_gamma": about.min_snr,
        "learning_rate": rates[0] if rates else None,
        "unet_lr": about.rates.get("unet"),
        "text_encoder_lr": about.rates.get("text_encoder"),
        "training_finished_at": about.finished.timestamp(),
        "tag_frequency": json.dumps({about.title: tag_frequency(about.captions)}),
    }
    return {f"ss_{name}": str(value) for name, value in said.items()}


def tag_frequency(captions: Sequence[str]) -> dict[str, int]:
    """How many captions say each of the parts between commas; the WebUI shows them as suggestions."""
    return dict(Counter(part.strip() for caption in captions for part in caption.split(",") if part.strip()))
