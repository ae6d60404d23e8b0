"""Render portraits: `python -m tools.pocket.render FOLDER --count 12000 --seed 1`.

Writes FOLDER/pictures.npy (count, side, side, 3; uint8, sRGB) and FOLDER/portraits.jsonl (one Portrait a line).
Picture i depends on the seed and i alone, so any part of a series can be made again, on any number of processes.
"""

import argparse
import io
import json
import os
import re
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import resvg_py
from dicebear import Avatar, Style
from PIL import Image

from . import drawing
from .people import Portrait, portrait, subject
from .words import caption

OVERSAMPLED = 2
FRONT = {"short": "sideComed", "spiky": "spiky", "bun": "bun"}
REAR = {"bob": "neckHigh", "long straight": "longStraight", "long wavy": "longWavy"}
BEARDS = {"moustache": "moustacheTwirl", "goatee": "chinMoustache", "full beard": "fullBeard"}
CLOTHES = {"turtleneck": "turtleNeck", "jacket": "openJacket", "dress": "dress", "shirt": "shirt", "t-shirt": "tShirt"}
MOUTHS = {"smiling": "smile", "laughing": "laugh", "angry": "angry", "surprised": "agape", "sad": "sad"}
BROWS = {"smiling": "neutral", "laughing": "happy", "angry": "angry", "surprised": "raised", "sad": "sad"}


@cache
def _toon_head() -> Style:
    return Style(json.loads(files("dicebear_styles").joinpath("toon-head.json").read_text("utf-8")))


def head(drawn: Portrait) -> str:
    """The toon head of a portrait as the inside of an SVG picture of 768 by 768.

    Source: toon-head by Johan Melin, CC BY 4.0, drawn by DiceBear.
    """
    options = {
        "seed": "pocket",
        "hairVariant": FRONT.get(drawn.hair_style, "sideComed"),
        "hairProbability": 100,
        "rearHairVariant": REAR.get(drawn.hair_style, "neckHigh"),
        "rearHairProbability": 100 if drawn.hair_style in REAR else 0,
        "beardVariant": BEARDS.get(drawn.beard, "chin"),
        "beardProbability": 100 if drawn.beard else 0,
        "hairColor": f"#{drawn.hair}",
        "skinColor": f"#{drawn.skin}",
        "clothesColor": f"#{drawn.clothes_colour}",
        "clothesVariant": CLOTHES[drawn.clothes],
        "eyesVariant": "bow" if drawn.closed_eyes else "wide",
        "mouthVariant": MOUTHS[drawn.expression],
        "eyebrowsVariant": BROWS[drawn.expression],
    }
    text = Avatar(_toon_head(), options).to_string()
    return re.sub(r"<metadata.*?</metadata>", "", text, flags=re.DOTALL)


def svg(drawn: Portrait, rng: np.random.Generator) -> str:
    """The whole picture: ground, head, glasses and scar, framed and mirrored."""
    side = drawing.SIDE
    mirror = f' transform="translate({side} 0) scale(-1 1)"' if drawn.mirrored else ""
    across = side * ((1 - drawn.zoom) / 2 + drawn.shift)
    place = f"translate({across:.1f} {side * drawn.rise:.1f}) scale({drawn.zoom:.4f})"
    inner = head(drawn).replace("<svg ", f'<svg x="0" y="0" width="{side}" height="{side}" ', 1)
    worn = drawing.glasses(drawn.glasses, drawn.frame) + (drawing.scar() if drawn.scar else "")
    behind = drawing.ground(drawn.place, drawn.ground, rng)
    body = f'<g{mirror}>{behind}<g transform="{place}">{inner}{worn}</g></g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{body}</svg>'


def picture(drawn: Portrait, rng: np.random.Generator, side: int) -> np.ndarray:
    """Pixels (side, side, 3), uint8: drawn larger and reduced with a triangle filter, which keeps edges soft."""
    width = side * OVERSAMPLED
    png = resvg_py.svg_to_bytes(svg_string=svg(drawn, rng), width=width, height=width, skip_system_fonts=True)
    large = Image.open(io.BytesIO(bytes(png))).convert("RGB")
    return np.asarray(large.resize((side, side), Image.Resampling.BILINEAR))


def one(number: int, seed: int, side: int, choose: Callable[[int, int], Portrait]) -> tuple[np.ndarray, str]:
    """Picture `number` of a series and its line of JSON, with the full caption beside the attributes."""
    drawn = choose(seed, number)
    line = json.dumps(drawn.as_json() | {"caption": caption(drawn)})
    return picture(drawn, np.random.default_rng([seed, number, 1]), side), line


def series(folder: Path, count: int, seed: int, side: int, *, trigger: str = "", processes: int = 1) -> None:
    """Render a series into a folder; with a trigger word, the one synthetic subject instead of random people."""
    choose = partial(subject, trigger=trigger) if trigger else portrait
    work = partial(one, seed=seed, side=side, choose=choose)
    folder.mkdir(parents=True, exist_ok=True)
    pictures = np.lib.format.open_memmap(folder / "pictures.npy", "w+", np.uint8, (count, side, side, 3))
    with Pool(processes) as pool, (folder / "portraits.jsonl").open("w") as lines:
        for at, (pixels, line) in enumerate(pool.imap(work, range(count), chunksize=32)):
            pictures[at] = pixels
            lines.write(line + "\n")
    pictures.flush()


def read(folder: Path) -> tuple[np.ndarray, list[Portrait]]:
    """Pictures (memory-mapped) and portraits of a series written by `series`."""
    lines = [json.loads(line) for line in (folder / "portraits.jsonl").read_text().splitlines()]
    portraits = [Portrait(**{key: value for key, value in line.items() if key != "caption"}) for line in lines]
    return np.load(folder / "pictures.npy", mmap_mode="r"), portraits


def main() -> None:
    """Read the command line and render."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True, help="1 to train, 999 to test, 77 for the subject")
    parser.add_argument("--side", type=int, default=64)
    parser.add_argument("--trigger", default="", help="draw the synthetic subject under this word")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    series(asked.folder, asked.count, asked.seed, asked.side, trigger=asked.trigger, processes=asked.processes)


if __name__ == "__main__":
    main()
