"""Captions by BLIP (Li et al. 2022): short and general, quick enough for a CPU."""

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


class BlipOptions(Options):
    """Which copy, and how long it may speak."""

    model: str = Field("blip-image-captioning-large", title="Model", description="Folder below models/captioners.")
    longest: int = Field(40, ge=8, le=75, title="Longest", description="Tokens of a caption.")


@dataclass(frozen=True)
class Blip:
    """An opened BLIP."""

    speaker: Speaker
    longest: int

    def describe(self, picture: Pixels, seen: Seen) -> Description:
        """One general sentence."""
        spoken = self.speaker.speak(self.speaker.inputs(images=reduced(picture)), max_new_tokens=self.longest)
        return Description(tidied(self.speaker.processor.decode(spoken[0], skip_special_tokens=True)), {})


def _folder(options: BlipOptions) -> Path:
    return local_models.captioner(options.model, by="Salesforce")


@engine("blip", "BLIP", does=CAPTION, licence="BSD-3-Clause", vram_gb=2, options=BlipOptions, seconds=4, needs=_folder)
@contextmanager
def blip(options: BlipOptions) -> Iterator[Blip]:
    """Short, general sentences, also without a GPU. Its weights are the operator's to bring."""
    folder = _folder(options)
    yield Blip(open_speaker(folder, "BlipForConditionalGeneration"), options.longest)
