"""The 64-bit perceptual hash of a picture: near for copies of one photo, far for different photos."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from imaging.picture import Pixels

SIDE, KEPT = 32, 8


def fingerprint(pixels: Pixels) -> str:
    """The DCT hash as 16 hexadecimal digits; compare two by the number of differing bits.

    pHash, after Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010), 3.2.1: grey,
    32 x 32, DCT-II, and of the 8 x 8 lowest frequencies without the constant ones, whether each lies above their
    median.
    """
    grey = Image.fromarray(pixels).convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    small = np.asarray(grey, np.float64)
    low = (_COSINES @ small @ _COSINES.T).ravel()
    bits = low > np.median(low)
    return np.packbits(bits).tobytes().hex()


def _cosines() -> npt.NDArray[np.float64]:
    """``[8, 32]``: frequencies 1 to 8 of the DCT-II over 32 samples."""
    frequency, sample = np.arange(1, KEPT + 1)[:, None], np.arange(SIDE)[None, :]
    return np.cos(np.pi * frequency * (2 * sample + 1) / (2 * SIDE))


_COSINES = _cosines()
