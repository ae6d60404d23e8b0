"""Pictures wider than the portraits, for the VAE alone: what it has not seen it cannot keep.

In the draft teal hair, in no training picture, came back purple, and then no LoRA can learn it.
"""

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFilter


def _colour(rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(int(value) for value in rng.integers(0, 256, 3))


def _shape(pen: ImageDraw.ImageDraw, side: int, rng: np.random.Generator) -> None:
    spots = [float(value) for value in rng.uniform(-side / 8, side * 9 / 8, 8)]
    box = [min(spots[0], spots[2]), min(spots[1], spots[3]), max(spots[0], spots[2]), max(spots[1], spots[3])]
    colour, width = _colour(rng), int(rng.integers(2, 12))
    kind = rng.integers(5)
    if kind == 0:
        pen.ellipse(box, fill=colour)
    elif kind == 1:
        pen.rectangle(box, fill=colour)
    elif kind == 2:
        pen.polygon(spots, fill=colour)
    elif kind == 3:
        pen.line(spots, fill=colour, width=width)
    else:
        pen.ellipse(box, outline=colour, width=width)


def shapes(side: int, rng: np.random.Generator) -> np.ndarray:
    """A flat ground or a gradient with random shapes in random colours: (side, side, 3), uint8."""
    first, second = np.array(_colour(rng), float), np.array(_colour(rng), float)
    y, x = np.mgrid[0:side, 0:side] / side
    turn = rng.uniform(0, 2 * np.pi)
    part = np.clip(0.5 + (x - 0.5) * np.cos(turn) + (y - 0.5) * np.sin(turn), 0, 1) * rng.integers(2)
    small = Image.fromarray((first + (second - first) * part[..., None]).astype(np.uint8))
    large = small.resize((2 * side, 2 * side), Image.Resampling.BILINEAR)
    pen = ImageDraw.Draw(large)
    for _ in range(int(rng.integers(1, 12))):
        _shape(pen, 2 * side, rng)
    return np.asarray(large.resize((side, side), Image.Resampling.BILINEAR))


def noise(side: int, rng: np.random.Generator) -> np.ndarray:
    """Coloured noise of a random smoothness: (side, side, 3), uint8."""
    grain = (rng.normal(size=(side, side, 3)) * 50 + 128).clip(0, 255).astype(np.uint8)
    soft = np.asarray(Image.fromarray(grain).filter(ImageFilter.GaussianBlur(rng.uniform(1, 4))), np.float64)
    level = (soft - soft.mean((0, 1))) / (soft.std((0, 1)) + 1e-3)
    return np.asarray((level * rng.uniform(5, 50, 3) + np.array(_colour(rng))).clip(0, 255).astype(np.uint8))


def series(count: int, side: int, seed: int) -> np.ndarray:
    """`count` pictures, three of four with shapes: (count, side, side, 3), uint8."""
    made = []
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        made.append(noise(side, rng) if number % 4 == 3 else shapes(side, rng))
    return np.stack(made)


def turned(pixels: torch.Tensor, rng: np.random.Generator, chance: float) -> torch.Tensor:
    """Turn the hues of some pictures: (batch, 3, h, w) in -1..1, each by its own angle about grey."""
    angles = rng.uniform(0, 2 * np.pi, len(pixels)) * (rng.random(len(pixels)) < chance)
    cosine, sine = np.cos(angles)[:, None, None], np.sin(angles)[:, None, None]
    axis = np.full((3, 3), 1 / 3)
    cross = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / np.sqrt(3)
    turn = torch.from_numpy(cosine * np.eye(3) + (1 - cosine) * axis + sine * cross).to(pixels)
    return torch.einsum("bij,bjhw->bihw", turn, pixels).clamp(-1, 1)
