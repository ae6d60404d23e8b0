"""Measure a base: `python -m tools.pocket.evaluate WORK FOLDER` prints one JSON object and writes WORK/evaluated.png.

Sixty held prompts (portraits of a series that was never trained on, plain grounds) are drawn with fixed seeds and
looked at by the frozen judge; the judge itself, and the VAE, are measured on unseen renders first.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from diffusers import StableDiffusionPipeline
from PIL import Image

from . import judge as judging
from .people import Portrait, portrait
from .render import read
from .train_vae import decibels, kept, tensor
from .variety import turned
from .words import caption

HELD_SERIES = 4242
PROMPTS = 60
STEPS = 25
COLUMNS = 12


def held() -> list[Portrait]:
    """The sixty portraits whose captions are the prompts."""
    drawn = (portrait(HELD_SERIES, number) for number in range(10 * PROMPTS))
    return [one for one in drawn if not one.place][:PROMPTS]


def draw(pipe: StableDiffusionPipeline, prompts: list[str], guidance: float, batch: int = 10) -> np.ndarray:
    """One picture a prompt (n, h, w, 3), uint8; picture i has the seed 1000 + i."""
    made = []
    for at in range(0, len(prompts), batch):
        some = prompts[at : at + batch]
        thrown = [torch.Generator().manual_seed(1000 + at + number) for number in range(len(some))]
        drawn = pipe(some, num_inference_steps=STEPS, guidance_scale=guidance, generator=thrown, output_type="np")
        made.append((drawn.images * 255).round().astype(np.uint8))
    return np.concatenate(made)


def sheet(pixels: np.ndarray, target: Path, zoom: int = 2) -> None:
    """All pictures in rows of twelve."""
    count, high, wide, _ = pixels.shape
    rows = -(-count // COLUMNS)
    whole = np.full((rows * high, COLUMNS * wide, 3), 255, np.uint8)
    for at, one in enumerate(pixels):
        y, x = at // COLUMNS * high, at % COLUMNS * wide
        whole[y : y + high, x : x + wide] = one
    Image.fromarray(whole).resize((whole.shape[1] * zoom, whole.shape[0] * zoom), Image.Resampling.NEAREST).save(target)


def measure(work: Path, base: Path, guidance: float) -> dict[str, object]:
    """All figures of a base; one thread."""
    torch.set_num_threads(1)
    pipe = StableDiffusionPipeline.from_pretrained(str(base), dtype=torch.float32, safety_checker=None)
    pipe.set_progress_bar_config(disable=True)
    judge, digest = judging.load(work)
    pictures, portraits = read(work / "test")
    renders = tensor(pictures[:256])
    through, hues = kept(pipe.vae, renders), turned(renders, np.random.default_rng(0), 1.0)
    own = tensor(read(work / "subject")[0])
    people = held()
    started = time.process_time()
    drawn = draw(pipe, [caption(one) for one in people], guidance)
    seconds = (time.process_time() - started) / len(people)
    sheet(drawn, work / "evaluated.png")
    found = judging.accuracy(judge, tensor(drawn), people)
    return {
        "judge": {"sha256": digest, "unseen renders": judging.accuracy(judge, tensor(pictures), portraits)},
        "judge on renders through the VAE": judging.accuracy(judge, through, portraits[:256]),
        "vae dB": {
            "unseen renders": round(decibels(through, renders), 2),
            "hues turned at random": round(decibels(kept(pipe.vae, hues), hues), 2),
            "the synthetic subject": round(decibels(kept(pipe.vae, own), own), 2),
        },
        "held prompts": {**found, "mean": round(float(np.mean(list(found.values()))), 4)},
        "guidance": guidance,
        "steps": STEPS,
        "cpu seconds a picture": round(seconds, 2),
    }


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("--guidance", type=float, default=4.0)
    parser.add_argument("--write", type=Path, help="write the figures here as well, such as FOLDER/figures.json")
    asked = parser.parse_args()
    figures = json.dumps(measure(asked.work, asked.base, asked.guidance), indent=2)
    print(figures)
    if asked.write:
        asked.write.write_text(figures + "\n")


if __name__ == "__main__":
    main()
