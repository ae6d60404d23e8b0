"""Captions by ranking, as CLIP-Interrogator does: CLIP (Radford et al. 2021) says which word of a list fits best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from imaging.capabilities import CAPTION, Description, Part, Seen
from imaging.engine import Options, engine
from imaging.networks import local_models
from imaging.networks.speaking import Speaker, open_speaker, reduced
from imaging.picture import Pixels

if TYPE_CHECKING:
    import torch

LISTS: Mapping[Part, tuple[tuple[str, ...], ...]] = {
    Part.POSE: (
        ("close-up", "portrait", "half-length portrait", "full-length portrait"),
        ("standing", "sitting", "walking", "lying down", "leaning against a wall"),
        ("smiling", "laughing", "a serious face", "a surprised face", "closed eyes"),
    ),
    Part.CLOTHING: (
        ("a t-shirt", "a shirt", "a sweater", "a hoodie", "a suit", "a dress", "a coat", "a jacket", "sportswear"),
        ("a hat", "a cap", "a beanie", "glasses", "sunglasses", "headphones", "no hat and no glasses"),
    ),
    Part.LOCATION: (
        (
            "a plain background",
            "a room",
            "a kitchen",
            "an office",
            "a cafe",
            "a street",
            "a park",
            "a forest",
            "a beach",
            "mountains",
            "a city at night",
            "a stage",
            "a gym",
            "a car",
        ),
        ("daylight", "golden evening light", "studio light", "lamp light", "dim light", "backlight"),
    ),
    Part.FEATURES: (("blond hair", "brown hair", "black hair", "red hair", "grey hair", "a bald head"),),
}
"""Words that exclude one another, list by list. A list says one thing or nothing."""
UNSAID = frozenset({"no hat and no glasses", "a bald head"})
"""Answers that keep a list from guessing, and that no caption repeats."""


class ClipWordsOptions(Options):
    """Which copy, and how sure it must be."""

    model: str = Field("clip-vit-large-patch14", title="Model", description="Folder below models/captioners.")
    surely: float = Field(
        0.5, ge=0.2, le=0.95, title="Surely", description="Share of its list that a word must win to be said."
    )


@dataclass(frozen=True)
class ClipWords:
    """An opened CLIP with its lists read once: for each part, the words of a list and their vectors ``[n, d]``."""

    speaker: Speaker
    lists: list[tuple[Part, tuple[str, ...], torch.Tensor]]
    surely: float

    def describe(self, picture: Pixels, seen: Seen) -> Description:
        """The word that wins each list clearly enough."""
        looked = self.speaker.inputs(images=reduced(picture))
        vector = unit(self.speaker, "get_image_features", looked)
        scale = self.speaker.model.logit_scale.exp()
        said: dict[Part, list[str]] = {}
        for part, words, read in self.lists:
            shares = (scale * vector @ read.T).softmax(-1)[0]
            share, best = shares.max(-1)
            if float(share) >= self.surely and words[int(best)] not in UNSAID:
                said.setdefault(part, []).append(words[int(best)])
        parts = {part: ", ".join(words) for part, words in said.items()}
        order = (Part.POSE, Part.CLOTHING, Part.LOCATION)
        return Description(", ".join(parts[part] for part in order if part in parts), parts)


def unit(speaker: Speaker, ask: str, inputs: Any) -> torch.Tensor:
    """Vectors ``[n, d]`` of length 1 by one of CLIP's two sides: get_image_features or get_text_features."""
    import torch

    with torch.inference_mode():
        given = getattr(speaker.model, ask)(**{name: tensor.to(speaker.device) for name, tensor in inputs.items()})
    vectors: torch.Tensor = getattr(given, "pooler_output", given)
    return vectors / vectors.norm(dim=-1, keepdim=True)


def _folder(options: ClipWordsOptions) -> Path:
    return local_models.captioner(options.model, by="openai")


@engine(
    "clip-words",
    "CLIP word lists",
    does=CAPTION,
    licence="MIT",
    vram_gb=2,
    options=ClipWordsOptions,
    seconds=2,
    needs=_folder,
)
@contextmanager
def clip_words(options: ClipWordsOptions) -> Iterator[ClipWords]:
    """The words of fixed lists that fit best, when one fits clearly. Its weights are the operator's to bring."""
    folder = _folder(options)
    speaker = open_speaker(folder, "CLIPModel")
    lists = []
    for part, groups in LISTS.items():
        for words in groups:
            read = speaker.inputs(text=[f"a photo of a person, {word}" for word in words], padding=True)
            lists.append((part, words, unit(speaker, "get_text_features", read)))
    yield ClipWords(speaker, lists, options.surely)
