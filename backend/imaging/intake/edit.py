"""Makes the cropped and turned version of a photo that was let in; the original stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from imaging.errors import TooSmall
from imaging.intake.admit import encode

MIN_SIDE = 400
"""Pixels of the shortest side of what is left; an upload needs 800, of which a part may be chosen."""
WHOLE = (0.0, 0.0, 1.0, 1.0)
TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""Degrees clockwise and what Pillow, which turns the other way, calls it."""


@dataclass(frozen=True)
class Edit:
    """What is done to a photo: first the crop, then the turn."""

    rotation: int = 0
    """Degrees clockwise: 0, 90, 180 or 270."""
    crop: tuple[float, float, float, float] = WHOLE
    """x0, y0, x1, y1 in 0..1 of the upright original."""

    @property
    def changes_nothing(self) -> bool:
        """True for the original itself."""
        return self.rotation == 0 and self.crop == WHOLE


def apply(original: Path, edit: Edit, *, min_side: int = MIN_SIDE) -> bytes:
    """The edited photo as JPEG bytes, encoded as an upload is. Raises TooSmall when the crop leaves less than
    ``min_side`` pixels."""
    with Image.open(original, formats=["JPEG"]) as image:
        box = _box(image.size, edit.crop)
        sides = (box[2] - box[0], box[3] - box[1])
        if min(sides) < min_side:
            raise TooSmall(
                f"This crop is {min(sides)} px on its short side and needs {min_side}. Nothing was changed; choose a "
                "larger part of the photo.",
                measured=min(sides),
                needed=min_side,
            )
        kept = image.convert("RGB").crop(box)
    turn = TURNS.get(edit.rotation)
    return encode(kept if turn is None else kept.transpose(turn))


def _box(size: tuple[int, int], crop: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    """The crop in whole pixels of a picture of ``size`` (width, height)."""
    width, height = size
    left, top, right, bottom = crop
    return round(left * width), round(top * height), round(right * width), round(bottom * height)
