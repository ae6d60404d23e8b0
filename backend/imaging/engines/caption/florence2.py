"""Captions by Florence-2 (Xiao et al. 2023), in the copies that transformers opens without foreign code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from imaging.capabilities import CAPTION, Description, Seen
from imaging.engine import Options, engine
from imaging.networks import local_models
from imaging.networks.speaking import Speaker, open_speaker, reduced, tidied
from imaging.picture import Pixels


class Detail(StrEnum):
    """How much is said; the values are the model's own task words, and the whole of its prompt."""

    SHORT = "<CAPTION>"
    DETAILED = "<DETAILED_CAPTION>"
    MOST = "<MORE_DETAILED_CAPTION>"


class Florence2Options(Options):
    """Which copy, and how much it says."""

    model: str = Field("Florence-2-large-ft", title="Model", description="Folder below models/captioners.")
    detail: Detail = Field(Detail.DETAILED, title="Detail", description="How much is said.")
    longest: int = Field(120, ge=8, le=400, title="Longest", description="Tokens of a caption.")


@dataclass(frozen=True)
class Florence2:
    """An opened Florence-2."""

    speaker: Speaker
    detail: Detail
    longest: int

    def describe(self, picture: Pixels, seen: Seen) -> Description:
        """One or more sentences; the task word stands alone, or the model answers something else."""
        shown = reduced(picture)
        inputs = self.speaker.inputs(images=shown, text=self.detail.value)
        spoken = self.speaker.speak(inputs, max_new_tokens=self.longest, num_beams=3)
        # the answer is cut out between special tokens, so they must still be there
        text = self.speaker.processor.batch_decode(spoken, skip_special_tokens=False)[0]
        answer = self.speaker.processor.post_process_generation(text, task=self.detail.value, image_size=shown.size)
        return Description(tidied(str(answer[self.detail.value])), {})


def _folder(options: Florence2Options) -> Path:
    return local_models.captioner(options.model, by="florence-community")


@engine(
    "florence2",
    "Florence-2",
    does=CAPTION,
    licence="MIT",
    vram_gb=2,
    options=Florence2Options,
    seconds=8,
    needs=_folder,
)
@contextmanager
def florence2(options: Florence2Options) -> Iterator[Florence2]:
    """Detailed sentences by a small model. Its weights (the florence-community copies) are the operator's to bring."""
    folder = _folder(options)
    yield Florence2(open_speaker(folder, "Florence2ForConditionalGeneration"), options.detail, options.longest)
