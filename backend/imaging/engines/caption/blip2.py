"""Captions by BLIP-2 (Li et al. 2023): a language model behind a frozen eye; answers to a prompt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from imaging.capabilities import CAPTION, Description, Seen
from imaging.engine import Options, engine
from imaging.networks import local_models
from imaging.networks.speaking import Speaker, open_speaker, reduced, tidied
from imaging.picture import Pixels


class Blip2Options(Options):
    """Which copy, what it is asked, and how long it may speak."""

    model: str = Field("blip2-opt-2.7b", title="Model", description="Folder below models/captioners.")
    prompt: str = Field("a photo of", max_length=200, title="Prompt", description="Words that the caption begins with.")
    longest: int = Field(40, ge=8, le=75, title="Longest", description="Tokens of a caption.")


@dataclass(frozen=True)
class Blip2:
    """An opened BLIP-2."""

    speaker: Speaker
    prompt: str
    longest: int

    def describe(self, picture: Pixels, seen: Seen) -> Description:
        """One sentence that goes on from the prompt."""
        inputs = self.speaker.inputs(images=reduced(picture), text=self.prompt)
        spoken = self.speaker.speak(inputs, max_new_tokens=self.longest)
        text: str = self.speaker.processor.decode(spoken[0], skip_special_tokens=True)
        return Description(tidied(text.strip().removeprefix(self.prompt)), {})


def _folder(options: Blip2Options) -> Path:
    return local_models.captioner(options.model, by="Salesforce")


@engine(
    "blip2",
    "BLIP-2",
    does=CAPTION,
    licence="MIT",
    runs_on="gpu",
    vram_gb=8,
    options=Blip2Options,
    seconds=2,
    needs=_folder,
)
@contextmanager
def blip2(options: Blip2Options) -> Iterator[Blip2]:
    """One sentence by a larger language model. Its weights are the operator's to bring."""
    folder = _folder(options)
    yield Blip2(open_speaker(folder, "Blip2ForConditionalGeneration"), options.prompt, options.longest)
