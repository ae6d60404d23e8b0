"""Makes the set of 300 photos that the studio must get through: good ones, broken ones, duplicates, another person.

    .venv/bin/python tests/photo_set.py FOLDER [--count 300] [--seed 1]

Variants of the repository's own photos: the portrait is cut, turned, coloured and set before other backgrounds. One
seed gives one set. Beside the photos lies manifest.json, which says what each of them is.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from PIL import Image, ImageEnhance, ImageOps

TESTS = Path(__file__).parent
ME = TESTS.parent / "sample" / "source-1.jpg"
"""The one the set is of: the composite that ships as the sample's source."""
OTHERS = [TESTS / "fixtures" / "photos" / f"{name}.jpg" for name in ("d2-marie", "team-4", "d2-ivana-square")]

Kind = Literal["good", "near", "duplicate", "other", "broken"]
SHARES: dict[Kind, int] = {"near": 20, "duplicate": 25, "other": 20, "broken": 15}
"""Of 300; the rest is good."""
FORMATS = {"heic": 12, "png": 8, "webp": 12}
"""Of 300 good ones; the rest is JPEG, every fifth of them turned by EXIF alone."""


@dataclass(frozen=True)
class Entry:
    """One file of the set."""

    name: str
    kind: Kind
    of: str = ""
    """The file that a duplicate equals, or that a near-duplicate looks like."""
    code: str = ""
    """The error that a broken one must be answered with."""


def make(folder: Path, *, count: int = 300, seed: int = 1) -> list[Entry]:
    """Write the set into ``folder`` and answer its manifest, in the order of the file names."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    counts = {kind: max(1, round(share * count / 300)) for kind, share in SHARES.items()}
    slots: list[Kind] = [kind for kind, many in counts.items() for _ in range(many)]
    slots += ["good"] * (count - len(slots))
    chance.shuffle(slots)
    # What others are made of comes first, so that it is there when they are made.
    slots.sort(key=lambda kind: kind != "good")
    endings = _endings(slots.count("good"))
    made: list[Entry] = []
    numbers = list(range(1, count + 1))
    chance.shuffle(numbers)
    originals: list[str] = []
    for number, kind in zip(numbers, slots, strict=True):
        entry = _entry(folder, f"IMG_{number:04}", kind, chance, endings, originals)
        made.append(entry)
        if kind == "good" and entry.name.endswith(".jpg"):
            originals.append(entry.name)
    made.sort(key=lambda entry: entry.name)
    (folder / "manifest.json").write_text(json.dumps([asdict(entry) for entry in made], indent=1) + "\n")
    return made


def _endings(goods: int) -> Iterator[str]:
    # The first is a JPEG at any size of the set: duplicates are copies of JPEGs.
    fancy = [ending for ending, many in FORMATS.items() for _ in range(round(many * goods / 220))]
    yield from ["jpg", *fancy, *["jpg"] * goods]


def _entry(
    folder: Path, stem: str, kind: Kind, chance: random.Random, endings: Iterator[str], originals: list[str]
) -> Entry:
    if kind == "good":
        ending = next(endings)
        _write(folder / f"{stem}.{ending}", _portrait(ME, chance), chance)
        return Entry(f"{stem}.{ending}", kind)
    if kind == "other":
        _write(folder / f"{stem}.jpg", _portrait(chance.choice(OTHERS), chance), chance)
        return Entry(f"{stem}.jpg", kind)
    if kind == "broken":
        code, content = chance.choice(BROKEN)(chance)
        (folder / f"{stem}.jpg").write_bytes(content)
        return Entry(f"{stem}.jpg", kind, code=code)
    # Each original is used once, so that counts are plain.
    original = originals.pop(chance.randrange(len(originals)))
    content = (folder / original).read_bytes()
    (folder / f"{stem}.jpg").write_bytes(content if kind == "duplicate" else _nearly(content, chance))
    return Entry(f"{stem}.jpg", kind, of=original)


@cache
def _opened(path: Path) -> Image.Image:
    with Image.open(path) as photo:
        return photo.convert("RGB")


def _portrait(path: Path, chance: random.Random) -> Image.Image:
    """Another photo of the same face: cut, turned, before another background, in another light. 900 to 1400 px."""
    person = _opened(path)
    edge = round(min(person.size) * chance.uniform(0, 0.08))
    person = person.crop((edge, edge, person.width - edge, person.height - edge))
    if chance.random() < 0.5:
        person = ImageOps.mirror(person)
    width, height = chance.randrange(900, 1401, 20), chance.randrange(900, 1401, 20)
    side = round(min(width, height) * chance.uniform(0.8, 1.0))
    person = person.rotate(chance.uniform(-7, 7), Image.Resampling.BICUBIC).resize((side, side))
    scene = _background((width, height), chance)
    scene.paste(person, (round((width - side) * chance.random()), height - side), _soft_edge(side))
    scene = ImageEnhance.Brightness(scene).enhance(chance.uniform(0.85, 1.15))
    return ImageEnhance.Color(scene).enhance(chance.uniform(0.7, 1.2))


def _background(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """A coarse pattern of colours, smoothed: no two are alike, and none has a face in it."""
    grain = Image.new("RGB", (4, 4))
    grain.putdata([tuple(chance.randrange(30, 220) for _ in range(3)) for _ in range(16)])
    return grain.resize(size, Image.Resampling.BICUBIC)


@cache
def _soft_edge(side: int) -> Image.Image:
    mask = Image.new("L", (64, 64), 0)
    mask.paste(255, (5, 5, 59, 64))
    return mask.resize((side, side), Image.Resampling.BICUBIC)


def _write(path: Path, photo: Image.Image, chance: random.Random) -> None:
    if path.suffix == ".heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
        photo.save(path, "HEIF", quality=70)
    elif path.suffix == ".png":
        photo.quantize(128).convert("RGB").save(path, "PNG")
    elif path.suffix == ".webp":
        photo.save(path, "WEBP", quality=85, method=2)
    elif chance.random() < 0.2:
        exif = Image.Exif()
        exif[0x0112] = 6
        photo.transpose(Image.Transpose.ROTATE_90).save(path, "JPEG", quality=87, exif=exif)
    else:
        photo.save(path, "JPEG", quality=chance.randrange(82, 93))


def _nearly(content: bytes, chance: random.Random) -> bytes:
    """The same picture to the eye: a little brighter, written again."""
    with Image.open(io.BytesIO(content)) as photo:
        upright = ImageOps.exif_transpose(photo)
    again = ImageEnhance.Brightness(upright).enhance(chance.uniform(1.02, 1.05))
    buffer = io.BytesIO()
    again.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _cut_off(chance: random.Random) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    _portrait(ME, chance).save(buffer, "JPEG", quality=85)
    content = buffer.getvalue()
    return "unreadable_picture", content[: len(content) // 2]


def _words(chance: random.Random) -> tuple[str, bytes]:
    return "unsupported_type", f"Note {chance.random()}: these are words, whatever the name says.\n".encode()


def _nothing(_: random.Random) -> tuple[str, bytes]:
    return "unsupported_type", b""


def _tiny(chance: random.Random) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    _portrait(ME, chance).resize((240, 200)).save(buffer, "JPEG")
    return "too_small", buffer.getvalue()


BROKEN: list[Callable[[random.Random], tuple[str, bytes]]] = [_cut_off, _words, _nothing, _tiny]


def main() -> None:
    """Make the set and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    entries = make(asked.folder, count=asked.count, seed=asked.seed)
    size = sum((asked.folder / entry.name).stat().st_size for entry in entries)
    kinds = {kind: sum(entry.kind == kind for entry in entries) for kind in ("good", *SHARES)}
    sys.stdout.write(f"{len(entries)} files, {size / 2**20:.0f} MB: {kinds}\n")


if __name__ == "__main__":
    main()
