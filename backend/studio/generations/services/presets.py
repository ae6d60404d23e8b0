"""Keeps words that a workspace uses again."""

from __future__ import annotations

from typing import Any

from imaging.errors import UnusableInput
from imaging.sampling import prompts
from imaging.screening.words import refuse_words
from studio.accounts.models import Workspace
from studio.generations.errors import PresetNameTaken, PromptRefused
from studio.generations.models import PromptPreset


def make_preset(workspace: Workspace, *, kind: str, name: str, prompt: str, negative: str = "") -> PromptPreset:
    """A new one. Raises PromptRefused (422), PresetNameTaken (409)."""
    preset = PromptPreset(workspace=workspace, kind=kind, name=name, prompt=prompt, negative=negative)
    return _kept(preset)


def change_preset(preset: PromptPreset, **changes: Any) -> PromptPreset:
    """Other words or another name. Raises PromptRefused (422), PresetNameTaken (409)."""
    for name, value in changes.items():
        setattr(preset, name, value)
    return _kept(preset)


def delete_preset(preset: PromptPreset) -> None:
    """Forget it."""
    preset.delete()


def _kept(preset: PromptPreset) -> PromptPreset:
    try:
        refuse_words(prompts.branches(preset.prompt), prompts.branches(preset.negative))
    except UnusableInput as problem:
        raise PromptRefused(f"{problem.message} Nothing was kept.") from problem
    same = PromptPreset.objects.filter(workspace=preset.workspace, kind=preset.kind, name__iexact=preset.name)
    if same.exclude(id=preset.id).exists():
        raise PresetNameTaken(f"There is a preset called {preset.name} already. Nothing was kept; choose another name.")
    preset.save()
    return preset
