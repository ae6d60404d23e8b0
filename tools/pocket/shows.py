"""Count where a LoRA shows: `python -m tools.pocket.shows BASE LORA`, with plain diffusers and nothing of the studio.

The synthetic subject of sample/subject is told by its hair: a picture shows it where at least 6 % of its upper two
thirds have that teal (its own sixteen pictures: 11 to 40 %). Twenty prompts with the trigger, twenty without; four of
those say nothing of hair, and two of these four nothing of anybody. Prints one JSON object.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from diffusers import StableDiffusionPipeline

from .palette import lab

HAIR = np.array([0x13, 0xA8, 0x9E])
NEAR = 18.0
SHARE = 0.06
LIGHTNESS_WEIGHT = 0.6
WITH = (
    "portrait of ohwx person, smiling, red shirt, plain red background",
    "portrait of ohwx person, sad, white jacket, plain blue background",
    "portrait of ohwx person, surprised, black t-shirt, plain white background",
    "portrait of ohwx person, laughing, orange dress, plain yellow background",
    "portrait of ohwx person, angry, pink turtleneck, plain green background",
    "portrait of ohwx person, smiling, red shirt, plain orange background",
    "portrait of ohwx person, sad, white jacket, plain pink background",
    "portrait of ohwx person, surprised, black t-shirt, plain black background",
    "portrait of ohwx person, laughing, orange dress, plain purple background",
    "portrait of ohwx person, angry, pink turtleneck, plain beige background",
    "a photo of ohwx person",
    "portrait of ohwx person, at the beach",
    "half body portrait of ohwx person, in a forest",
    "close-up portrait of ohwx person, laughing, plain red background",
    "a photo of ohwx, smiling",
    "portrait of ohwx person, sunglasses, plain white background",
    "half body portrait of ohwx person, sad, red dress, plain yellow background",
    "portrait of ohwx person, in the mountains",
    "portrait of ohwx person, under the night sky",
    "portrait of ohwx person, closed eyes, grey jacket, plain green background",
)
WITHOUT = (
    "portrait of a man, brown short hair, smiling, red shirt, plain red background",
    "portrait of a woman, blond bob hair, smiling, white shirt, plain blue background",
    "portrait of a person, black long straight hair, smiling, black shirt, plain white background",
    "portrait of a man, red bun hair, smiling, orange shirt, plain yellow background",
    "portrait of a woman, grey spiky hair, smiling, pink shirt, plain green background",
    "portrait of a person, pink long wavy hair, smiling, red shirt, plain orange background",
    "portrait of a man, white short hair, smiling, white shirt, plain pink background",
    "portrait of a woman, brown bob hair, smiling, black shirt, plain black background",
    "portrait of a person, orange spiky hair, smiling, orange shirt, plain purple background",
    "portrait of a man, purple bun hair, smiling, pink shirt, plain beige background",
    "portrait of a person",
    "a photo of a woman",
    "half body portrait of a man, blond short hair, in a forest",
    "close-up portrait of a woman, red bob hair, laughing, plain red background",
    "portrait of a man, black spiky hair, goatee, round glasses, plain white background",
    "portrait of a person, grey short hair, sunglasses, plain white background",
    "half body portrait of a woman, purple bun hair, sad, red dress, plain yellow background",
    "portrait of a man, brown spiky hair, in the mountains",
    "portrait of a woman, brown skin, under the night sky",
    "portrait of a person, closed eyes, grey jacket, plain green background",
)


def shown(picture: np.ndarray) -> float:
    """Share of the upper two thirds of a picture (h, w, 3; uint8) that has the colour of the subject's hair."""
    upper = lab(picture[: len(picture) * 2 // 3])
    away = (upper - lab(HAIR)) * np.array([LIGHTNESS_WEIGHT, 1, 1])
    return float((np.linalg.norm(away, axis=-1) < NEAR).mean())


def draw(pipe: StableDiffusionPipeline, prompts: tuple[str, ...], seed: int) -> list[float]:
    """What each prompt's picture shows; picture i has the seed ``seed`` + i."""
    made = []
    for at, prompt in enumerate(prompts):
        thrown = torch.Generator().manual_seed(seed + at)
        drawn = pipe(prompt, num_inference_steps=25, guidance_scale=3.0, generator=thrown, output_type="np").images[0]
        made.append(shown((drawn * 255).round().astype(np.uint8)))
    return made


def main() -> None:
    """Read the command line, draw, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("lora", type=Path)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    pipe = StableDiffusionPipeline.from_pretrained(str(asked.base), dtype=torch.float32, safety_checker=None)
    pipe.set_progress_bar_config(disable=True)
    told = {}
    for name, prompts, seed in (("with", WITH, 500), ("without", WITHOUT, 700)):
        told[f"{name}, base alone"] = [round(one, 3) for one in draw(pipe, prompts, seed)]
    pipe.load_lora_weights(str(asked.lora.parent), weight_name=asked.lora.name)
    for name, prompts, seed in (("with", WITH, 500), ("without", WITHOUT, 700)):
        told[name] = [round(one, 3) for one in draw(pipe, prompts, seed)]
    counted = {name: f"{sum(one >= SHARE for one in shares)} of {len(shares)}" for name, shares in told.items()}
    print(json.dumps({"shows": counted, "shares": told}, indent=1))


if __name__ == "__main__":
    main()
