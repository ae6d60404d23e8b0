"""How far copies of the fixture photos are from their originals, how far different photos are, and how quick it is."""

from __future__ import annotations

import io
import itertools
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance

from imaging.reports.duplicates import NEAR, stacks
from imaging.reports.fingerprint import fingerprint
from imaging.reports.likeness import compare

ROOT = Path(__file__).parents[1]
FILES = sorted([*(ROOT / "tests" / "fixtures" / "photos").glob("*.*g"), *(ROOT / "sample").glob("*.jpg")])


def encoded(picture: Image.Image, quality: int) -> Image.Image:
    """The picture written as JPEG and read again."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer)


def cropped(picture: Image.Image, kept: float, at: float = 0.5) -> Image.Image:
    """The part ``kept`` of both sides; ``at`` 0 is the upper left corner, 0.5 the middle."""
    width, height = picture.width * kept, picture.height * kept
    left, top = (picture.width - width) * at, (picture.height - height) * at
    return picture.crop((round(left), round(top), round(left + width), round(top + height)))


def scaled(picture: Image.Image, by: int) -> Image.Image:
    """Smaller by a whole number."""
    return picture.resize((picture.width // by, picture.height // by))


VARIANTS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "JPEG quality 70": lambda picture: encoded(picture, 70),
    "JPEG quality 30": lambda picture: encoded(picture, 30),
    "half the size": lambda picture: scaled(picture, 2),
    "a quarter of the size": lambda picture: scaled(picture, 4),
    "brightness 0.7": lambda picture: ImageEnhance.Brightness(picture).enhance(0.7),
    "brightness 1.3": lambda picture: ImageEnhance.Brightness(picture).enhance(1.3),
    "contrast 1.3": lambda picture: ImageEnhance.Contrast(picture).enhance(1.3),
    "crop of 98 %": lambda picture: cropped(picture, 0.98),
    "crop of 96 %": lambda picture: cropped(picture, 0.96),
    "crop of 96 %, from a corner": lambda picture: cropped(picture, 0.96, 0),
    "crop of 90 %": lambda picture: cropped(picture, 0.9),
    "mirrored": lambda picture: picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
}


def printed(picture: Image.Image) -> str:
    """Its perceptual hash."""
    return fingerprint(np.asarray(picture.convert("RGB")))


def apart(one: str, other: str) -> int:
    """Bits in which two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Print the tables of bench/README.md."""
    originals = {file.name: Image.open(file).convert("RGB") for file in FILES}
    prints = {name: printed(picture) for name, picture in originals.items()}
    print(f"| variant of {len(originals)} photos | median bits | most | found (<= {NEAR}) |\n|---|---|---|---|")
    copies: dict[tuple[str, str], str] = {}
    for variant, make in VARIANTS.items():
        found = {name: printed(make(picture)) for name, picture in originals.items()}
        copies |= {(name, variant): hashed for name, hashed in found.items() if variant != "mirrored"}
        bits = sorted(apart(prints[name], hashed) for name, hashed in found.items())
        near = sum(one <= NEAR for one in bits)
        print(f"| {variant} | {bits[len(bits) // 2]} | {bits[-1]} | {near} of {len(bits)} |")
    pairs = sorted(apart(one, other) for one, other in itertools.combinations(prints.values(), 2))
    print(f"\n{len(pairs)} pairs of different photos: least {pairs[0]}, median {pairs[len(pairs) // 2]}")
    different = [
        apart(one, other)
        for ((name, _), one), ((second, _), other) in itertools.combinations(copies.items(), 2)
        if name != second
    ]
    print(f"{len(different)} pairs of their variants: least {min(different)}")
    chance = np.random.default_rng(0)
    for count in (1_000, 10_000):
        hashes = [f"{value:016x}" for value in chance.integers(0, 2**63, count)]
        print(f"stacks of {count:,}: {seconds(lambda hashes=hashes: stacks(hashes, [0] * len(hashes))):.3f} s")
    vectors = chance.normal(0, 0.02, (1_000, 128)).tolist()
    print(f"likeness of 1,000: {seconds(lambda: compare(vectors)):.3f} s")


if __name__ == "__main__":
    main()
