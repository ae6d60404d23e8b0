"""A picture by the engine against a bare `pipe()` of diffusers with the same weights, words, seed and steps.

Both are warm. Ours checks the wish, seeds the picture by itself, reports every step, and shows how the picture
develops; screening and marking are stages of the product around it and are not counted. The engine must not read the
weights again for the second run: how often it did is in the remarks.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pairs
import torch
from diffusers import StableDiffusionPipeline
from lora_training import SIDE, base

from imaging.capabilities import IMAGE_GENERATION, Wish
from imaging.engines import CATALOGUE
from imaging.engines.image_generation.diffusers import WARM
from imaging.networks import local_models
from imaging.stage import Choice, Rack

STEPS, GUIDANCE = 25, 5.0
PROMPT = "portrait of a person, smiling, red shirt, plain blue background"


def main() -> None:
    """One comparison."""
    asked = pairs.arguments(__doc__).parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as room, Rack(CATALOGUE) as rack:
        os.environ[local_models.VARIABLE] = room
        folder = base(Path(room) / "bases" / "bench")
        choice = Choice("stable-diffusion", {"steps": STEPS, "guidance": GUIDANCE})
        pipe = StableDiffusionPipeline.from_pretrained(str(folder), dtype=torch.float32, safety_checker=None)
        pipe.set_progress_bar_config(disable=True)

        def ours() -> None:
            wish = Wish(prompt=PROMPT, negative="", base="bench", seed=3, width=SIDE, height=SIDE, loras=())
            rack.choose(IMAGE_GENERATION, choice).draw(wish)

        def bare() -> None:
            pipe(
                PROMPT, num_inference_steps=STEPS, guidance_scale=GUIDANCE, width=SIDE, height=SIDE,
                generator=torch.Generator().manual_seed(3), output_type="np",
            )  # fmt: skip

        ours(), bare()
        record = pairs.in_turns(
            "2 pictures of 25 steps", pairs.cpu(lambda: [ours() for _ in range(2)]),
            pairs.cpu(lambda: [bare() for _ in range(2)]), pairs=asked.pairs, unit="ms CPU", wanted=1.02,
            peer_name="bare pipe()", notes=f"Weights read {WARM.opened} time in all.",
        )  # fmt: skip
    pairs.write([record], asked.json, packages=("torch", "diffusers"))


if __name__ == "__main__":
    main()
