"""The families of base models that can be trained on: a new one is its file and a line here."""

from pathlib import Path

from imaging.errors import UnusableInput
from imaging.training.families.sdxl import StableDiffusionXL
from imaging.training.families.stable_diffusion import StableDiffusion
from imaging.training.family import Base, Machine

FAMILIES: tuple[type[Base], ...] = (StableDiffusion, StableDiffusionXL)


def family_of(folder: Path) -> type[Base]:
    """The family of a base. Raises UnusableInput for a folder that none of them knows."""
    for family in FAMILIES:
        if family.recognises(folder):
            return family
    known = ", ".join(family.name for family in FAMILIES)
    raise UnusableInput(f"{folder.name} is not a base that can be trained on. Choose one of: {known}.")


def open_base(folder: Path, machine: Machine) -> Base:
    """The opened base of a diffusers folder."""
    return family_of(folder).open(folder, machine)
