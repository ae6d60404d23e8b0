"""What files of LoRAs are called and where they lie: DESIGN section 9."""

from __future__ import annotations

from studio.loras.models import LoraVersion

LAYOUTS = ("diffusers", "kohya")


def folder(version: LoraVersion) -> str:
    """Below the workspace."""
    return f"{version.subject.slug}/loras/version_{version.number}"


def filename(version: LoraVersion, step: int, layout: str) -> str:
    """``andie_000001500.safetensors``; kohya's says so, because both may lie in one folder of downloads."""
    ending = "" if layout == "diffusers" else f"_{layout}"
    return f"{version.subject.slug}_{step:09}{ending}.safetensors"


def sample(version: LoraVersion, step: int, index: int) -> str:
    """``andie_000001500_2.jpg``: the second prompt's."""
    return f"{version.subject.slug}_{step:09}_{index + 1}.jpg"
