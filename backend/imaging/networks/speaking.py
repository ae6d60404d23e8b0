"""Opens a model that looks at a picture and speaks, from a folder on disk, with transformers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imaging.errors import MissingWeights

LARGEST_SIDE = 1024
"""Pixels; the memory of the large models grows with the picture."""
PREAMBLE = re.compile(
    r"^(?:the|this)\s+(?:image|photo|photograph|picture)\s+(?:shows|depicts|features|captures|is of|presents)\s+", re.I
)
HEDGE = re.compile(r"\b(?:possibly|probably|perhaps|appears to be|seems to be|it looks like)\s+", re.I)
NOISE = re.compile(r"[^.]*\b(?:watermark|high quality|masterpiece|resolution|overall mood|atmosphere)\b[^.]*\.?", re.I)


@dataclass(frozen=True)
class Speaker:
    """A processor and its model on a device."""

    processor: Any
    model: Any
    device: str

    def inputs(self, **given: Any) -> Any:
        """What the processor makes of text and pictures."""
        return self.processor(return_tensors="pt", **given)

    def speak(self, inputs: Any, **how: Any) -> Any:
        """Token numbers ``[1, n]``; the same picture always gets the same words."""
        import torch

        here = {name: tensor.to(self.device) for name, tensor in inputs.items()}
        floating = {name: one.to(self.model.dtype) for name, one in here.items() if one.is_floating_point()}
        with torch.inference_mode():
            return self.model.generate(**{**here, **floating}, do_sample=False, **how)


def open_speaker(folder: Path, kind: str, processor: Any = None) -> Speaker:
    """Load a model class of transformers from a folder. Raises MissingWeights naming what the folder lacks.

    ``processor`` replaces the one that the folder describes.
    """
    import torch
    import transformers

    device = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = torch.bfloat16 if device == "cuda" else torch.float32
    try:
        if processor is None:
            processor = transformers.AutoProcessor.from_pretrained(str(folder), local_files_only=True)
        model = getattr(transformers, kind).from_pretrained(str(folder), dtype=dtype, local_files_only=True)
    except (OSError, ValueError) as problem:
        said = str(problem).splitlines()[0][:200]
        raise MissingWeights(f"The model in {folder} is not complete: {said} Put the missing file there.") from problem
    return Speaker(processor, model.to(device).eval(), device)


def reduced(picture: Any) -> Any:
    """A Pillow picture of pixels ``[h, w, 3]``, its longer side at most LARGEST_SIDE."""
    from PIL import Image

    opened = Image.fromarray(picture)
    opened.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    return opened


def tidied(text: str) -> str:
    """A model's sentence without what no training wants: preambles, hedges, talk of quality and mood."""
    kept = NOISE.sub("", HEDGE.sub("", PREAMBLE.sub("", " ".join(text.split()))))
    kept = " ".join(kept.split()).strip(" .,")
    return kept[:1].lower() + kept[1:] if kept[:2].istitle() or kept[:2] == "A " else kept
