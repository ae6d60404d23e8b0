"""The thirteen colour words of the pocket base, and hex colours that deserve them."""

import numpy as np

ANCHORS = {
    "black": "1a1a1c",
    "white": "f4f4f0",
    "grey": "8c8c8c",
    "brown": "7a4a2a",
    "beige": "dcc79c",
    "red": "cc2222",
    "orange": "f28322",
    "yellow": "f5d020",
    "green": "24903c",
    "teal": "13a89e",
    "blue": "2456d0",
    "purple": "7e32b4",
    "pink": "f06eaa",
}
NAMES = list(ANCHORS)
HAIR_NAMES = [name for name in NAMES if name != "yellow"]
SPREAD = 26
FARTHEST = 18.0
MARGIN = 8.0


def channels(colour: str) -> np.ndarray:
    """Red, green and blue, 0 to 255, of six hex digits."""
    return np.array([int(colour[at : at + 2], 16) for at in (0, 2, 4)])


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE Lab (D65) of sRGB colours, last axis of 3, 0 to 255."""
    part = np.asarray(rgb, np.float64) / 255.0
    linear = np.where(part > 0.04045, ((part + 0.055) / 1.055) ** 2.4, part / 12.92)
    matrix = np.array([[0.4124, 0.2126, 0.0193], [0.3576, 0.7152, 0.1192], [0.1805, 0.0722, 0.9505]])
    x, y, z = np.moveaxis(linear @ matrix / np.array([0.9505, 1.0, 1.089]), -1, 0)

    def bent(v: np.ndarray) -> np.ndarray:
        return np.where(v > 0.008856, np.cbrt(v), 7.787 * v + 16 / 116)

    return np.stack([116 * bent(y) - 16, 500 * (bent(x) - bent(y)), 200 * (bent(y) - bent(z))], -1)


_ANCHOR_LAB = lab(np.stack([channels(colour) for colour in ANCHORS.values()]))


def shade(name: str, rng: np.random.Generator) -> str:
    """A random hex colour near the anchor of a word: nearer to it in Lab than to any other word by a clear margin."""
    anchor, own = channels(ANCHORS[name]), NAMES.index(name)
    tried = np.clip(anchor + rng.integers(-SPREAD, SPREAD + 1, (24, 3)), 0, 255)
    far = np.sqrt(((lab(tried)[:, None] - _ANCHOR_LAB) ** 2).sum(-1))
    second = np.delete(far, own, 1).min(1)
    good = np.flatnonzero((far[:, own] < FARTHEST) & (second - far[:, own] > MARGIN))
    chosen = tried[good[0]] if len(good) else anchor
    return "".join(f"{value:02x}" for value in chosen)
