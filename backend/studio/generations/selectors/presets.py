"""Words to begin with and styles: those that come with the studio, and those that a workspace keeps."""

from __future__ import annotations

from typing import TypedDict

from studio.accounts.models import Workspace
from studio.generations.models import PresetKind, PromptPreset


class PresetDict(TypedDict):
    """A preset as the API shows it."""

    id: str
    kind: str
    name: str
    prompt: str
    negative: str
    builtin: bool


_STYLES = (
    ("studio-portrait", "Studio portrait", "{prompt}, studio portrait, softbox light, plain grey background, 85 mm",
     "blurry, distorted, text"),
    ("film", "35 mm film", "{prompt}, 35 mm film photo, natural light, grain", "illustration, blurry, text"),
    ("golden-hour", "Golden hour", "{prompt}, golden hour, warm light from the side, outdoors", "blurry, overexposed"),
    ("editorial", "Editorial", "editorial photo of {prompt}, magazine cover, crisp light", "blurry, text, watermark"),
    ("drawing", "Pencil drawing", "pencil drawing of {prompt}, paper texture, fine lines", "photo, blurry"),
)  # fmt: skip
_PROMPTS = (
    ("portrait", "Portrait", "a portrait of {trigger}, soft light, looking at the camera", "blurry, distorted"),
    ("places", "Places", "a photo of {trigger} {by the sea|in a city|in a garden|in a library}, soft light", "blurry"),
    ("framing", "Framing", "a {close-up|half-length portrait|full-length photo} of {trigger}, plain wall", "blurry"),
)  # fmt: skip


def builtin() -> list[PresetDict]:
    """Those that come with the studio."""
    kinds = ((PresetKind.PROMPT, _PROMPTS), (PresetKind.STYLE, _STYLES))
    return [
        PresetDict(id=key, kind=kind.value, name=name, prompt=prompt, negative=negative, builtin=True)
        for kind, presets in kinds
        for key, name, prompt, negative in presets
    ]


def shown(preset: PromptPreset) -> PresetDict:
    """One of a workspace."""
    return PresetDict(
        id=str(preset.id), kind=preset.kind, name=preset.name, prompt=preset.prompt, negative=preset.negative,
        builtin=False,
    )  # fmt: skip


def listed(workspace: Workspace) -> list[PresetDict]:
    """The workspace's own by name, then those that come with the studio; one query."""
    own = PromptPreset.objects.filter(workspace=workspace).order_by("name")
    return [*(shown(preset) for preset in own), *builtin()]


def style(workspace: Workspace, key: str) -> PresetDict | None:
    """A style by its id, or None."""
    return next((one for one in listed(workspace) if one["kind"] == PresetKind.STYLE and one["id"] == key), None)
