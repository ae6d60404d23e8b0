"""Quality by measurement: BRISQUE, sharpness, and how much is lost in shadow and highlight."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from imaging.capabilities import QUALITY, Face, Quality
from imaging.engine import NoOptions, engine
from imaging.engines.quality.measured.brisque import Brisque, open_brisque
from imaging.picture import Pixels

SURROUNDINGS = 2.0
"""BRISQUE looks at a square of this many face heights: the face, hair and a little of what is behind."""
FACE_SIDE, SURROUNDINGS_SIDE, PICTURE_SIDE = 256, 512, 1024
"""Pixels on the longer side to which the face (for sharpness), its surroundings (for BRISQUE) and a picture without a
face (for both) are scaled. At one scale a picture and its enlargement, and two photos, can be compared."""
BLACK, WHITE = 16, 250
"""Luma below and above which a pixel holds no detail."""


@dataclass(frozen=True)
class Measured:
    """An opened meter."""

    brisque: Brisque

    def measure(self, picture: Pixels, face: Face | None) -> Quality:
        """BRISQUE of the face's surroundings, sharpness and light of the face; of the whole picture without one."""
        import cv2

        near, wide = (picture, picture) if face is None else (around(picture, face, 1.0), around(picture, face))
        wide = scaled(wide, PICTURE_SIDE if face is None else SURROUNDINGS_SIDE)
        luma = np.asarray(cv2.cvtColor(near, cv2.COLOR_RGB2GRAY), np.uint8)
        return Quality(
            brisque=min(max(self.brisque.score(wide), 0.0), 100.0),
            sharpness=sharpness(scaled(luma, PICTURE_SIDE if face is None else FACE_SIDE)),
            dark_share=float((luma < BLACK).mean()),
            bright_share=float((luma > WHITE).mean()),
        )


def around(picture: Pixels, face: Face, heights: float = SURROUNDINGS) -> Pixels:
    """A square around a face, its side in face heights, cut off at the picture's border."""
    points = face.landmarks[:, :2]
    middle = (points.min(0) + points.max(0)) / 2
    reach = face.height * heights / 2
    left, top = (int(max(value, 0)) for value in middle - reach)
    right, bottom = (int(np.ceil(value)) for value in middle + reach)
    part = picture[top : max(bottom, top + 2), left : max(right, left + 2)]
    return np.ascontiguousarray(part)


def scaled(picture: Pixels, side: int) -> Pixels:
    """The picture with its longer side scaled to ``side`` pixels; an enlarged one is a soft one."""
    import cv2

    scale = side / max(picture.shape[:2])
    size = (max(2, round(picture.shape[1] * scale)), max(2, round(picture.shape[0] * scale)))
    return np.asarray(
        cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), np.uint8
    )


def sharpness(luma: Pixels) -> float:
    """Variance of the Laplacian of ``[height, width]``."""
    import cv2

    return float(cv2.Laplacian(luma, cv2.CV_64F).var())


@engine("measured", "Measured quality", does=QUALITY, licence="Apache-2.0", seconds=0.2)
@contextmanager
def measured(_options: NoOptions) -> Iterator[Measured]:
    """Measures BRISQUE, sharpness and exposure; needs no network."""
    yield Measured(open_brisque())
