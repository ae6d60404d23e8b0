"""Schedulers by the names people know, each as a class of diffusers and its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Scheduler:
    """One way from noise to a picture."""

    label: str
    kind: str
    """Class name in diffusers."""
    settings: Mapping[str, Any] = field(default_factory=dict)


SCHEDULERS: dict[str, Scheduler] = {
    "dpmpp_2m": Scheduler("DPM++ 2M", "DPMSolverMultistepScheduler"),
    "dpmpp_2m_karras": Scheduler("DPM++ 2M Karras", "DPMSolverMultistepScheduler", {"use_karras_sigmas": True}),
    "euler": Scheduler("Euler", "EulerDiscreteScheduler"),
    "euler_a": Scheduler("Euler ancestral", "EulerAncestralDiscreteScheduler"),
    "unipc": Scheduler("UniPC", "UniPCMultistepScheduler"),
    "ddim": Scheduler("DDIM", "DDIMScheduler"),
    "heun": Scheduler("Heun", "HeunDiscreteScheduler"),
    "lcm": Scheduler("LCM", "LCMScheduler"),
}
OWN = "base"
"""Beside them: the base's own scheduler, unchanged."""


def scheduler(name: str, own: Any) -> Any:
    """A new scheduler of diffusers over the noise schedule of a base's ``own``. KeyError for a name nobody knows."""
    import diffusers

    if name == OWN:
        return type(own).from_config(own.config)
    chosen = SCHEDULERS[name]
    return getattr(diffusers, chosen.kind).from_config(own.config, **chosen.settings)
