"""Captions by Qwen3-VL: follows an instruction, so it can be told what to leave out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from imaging.capabilities import CAPTION, Description, Seen
from imaging.engine import Options, engine
from imaging.networks import local_models
from imaging.networks.speaking import Speaker, open_speaker, reduced, tidied
from imaging.picture import Pixels

PLACE = "<|image_pad|>"
"""Stands once in the prompt, and once for each patch in what the model reads."""
INSTRUCTION = (
    "Describe this picture in one sentence of at most forty words for training an image model. "
    "Say the framing, the pose, the expression, the clothing, the light and the background. "
    "Do not mention hair, eyes, skin, age, face shape or anything permanent about the person, no mood and no quality. "
    "Begin with the framing."
)


class Qwen3VLOptions(Options):
    """Which copy, what it is told, and how long it may speak."""

    model: str = Field("Qwen3-VL-4B-Instruct", title="Model", description="Folder below models/captioners.")
    instruction: str = Field(
        INSTRUCTION, max_length=1000, title="Instruction", description="What to say and leave out."
    )
    longest: int = Field(128, ge=8, le=400, title="Longest", description="Tokens of a caption.")


@dataclass(frozen=True)
class Qwen3VL:
    """An opened Qwen3-VL; eyes and words apart, since its own processor also wants videos and torchvision."""

    speaker: Speaker
    eyes: Any
    instruction: str
    longest: int

    def describe(self, picture: Pixels, seen: Seen) -> Description:
        """The answer to the instruction; what was said before it is cut off."""
        words, looked = self.speaker.processor, self.eyes(images=[reduced(picture)], return_tensors="pt")
        content = [{"type": "image"}, {"type": "text", "text": self.instruction}]
        prompt = words.apply_chat_template(
            [{"role": "user", "content": content}], add_generation_prompt=True, tokenize=False
        )
        places = int(looked["image_grid_thw"][0].prod()) // self.eyes.merge_size**2
        read = words(prompt.replace(PLACE, PLACE * places), return_tensors="pt")
        spoken = self.speaker.speak({**read, **looked}, max_new_tokens=self.longest)
        answer = spoken[0, read["input_ids"].shape[1] :]
        return Description(tidied(words.decode(answer, skip_special_tokens=True)), {})


def _folder(options: Qwen3VLOptions) -> Path:
    return local_models.captioner(options.model, by="Qwen")


@engine(
    "qwen3-vl",
    "Qwen3-VL",
    does=CAPTION,
    licence="Apache-2.0",
    runs_on="gpu",
    vram_gb=10,
    options=Qwen3VLOptions,
    seconds=3,
    needs=_folder,
)
@contextmanager
def qwen3_vl(options: Qwen3VLOptions) -> Iterator[Qwen3VL]:
    """Sentences that keep to an instruction: the best choice with a GPU. Its weights are the operator's to bring."""
    from transformers import AutoImageProcessor, AutoTokenizer

    folder = _folder(options)
    words = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    eyes = AutoImageProcessor.from_pretrained(str(folder), local_files_only=True)
    speaker = open_speaker(folder, "Qwen3VLForConditionalGeneration", processor=words)
    yield Qwen3VL(speaker, eyes, options.instruction, options.longest)
