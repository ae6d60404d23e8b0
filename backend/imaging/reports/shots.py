"""Which next photos would help a model most, from what was measured of those it has. Pure: numbers in, advice out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from imaging.reports.measures import DARK_SHARE, FACE_GOOD, FACE_SOFT, SHARP_GOOD, SHARP_SOFT

FRONTAL, TURNED, TURNED_MOST = 10.0, 18.0, 38.0
"""Degrees: looks at the camera up to the first, half turned between the others; further, no age can be checked."""
CLOSE, HALF = 0.4, 0.15
"""Face height in parts of the picture's: a close-up from the first, half length from the second, full length below."""
WELL_LIT = 5.0
"""Percent of the face that may be lost in shadow or highlights."""


@dataclass(frozen=True)
class Measured:
    """What the report of one usable source says of it."""

    yaw: float
    """Degrees; positive when the head is turned to its own left."""
    face_height: float
    """Pixels."""
    face_share: float
    """Face height in parts of the picture's height, 0..1."""
    sharpness: float
    """Variance of the Laplacian."""
    lost_light: float
    """Percent of the face in black shadow or burnt out."""

    @property
    def is_clear(self) -> bool:
        """Sharp, large and well lit enough to teach a direction of view."""
        return self.sharpness >= SHARP_SOFT and self.face_height >= FACE_SOFT and self.lost_light <= 100 * DARK_SHARE


@dataclass(frozen=True)
class Shot:
    """A photo that would help: what to take, and why it helps."""

    key: str
    title: str
    reason: str
    example: Measured
    """A photo that would do: with it among the sources, this advice is not given again."""


@dataclass(frozen=True)
class _Wish:
    key: str
    title: str
    lack: str
    """What is not among the sources, and what follows from it: ends "5 sources, and ..."."""
    is_met: Callable[[Measured], bool]
    example: Measured


def advise(photos: Sequence[Measured], *, most: int = 3) -> list[Shot]:
    """The most helpful next photos, best first; empty when every direction, distance and light is there."""
    open_wishes = [wish for wish in WISHES if not any(wish.is_met(photo) for photo in photos)]
    return [Shot(wish.key, wish.title, _reason(len(photos), wish.lack), wish.example) for wish in open_wishes[:most]]


def _reason(count: int, lack: str) -> str:
    if count == 0:
        return "There is no source yet."
    return f"{count} source{'s' if count > 1 else ''}, and {lack}."


def _like(yaw: float = 0.0, height: float = 600.0, share: float = 0.45) -> Measured:
    return Measured(yaw=yaw, face_height=height, face_share=share, sharpness=200.0, lost_light=1.0)


def _turned(photo: Measured, sign: int) -> bool:
    return photo.is_clear and TURNED <= sign * photo.yaw <= TURNED_MOST


WISHES: tuple[_Wish, ...] = (
    _Wish(
        "frontal",
        "Straight at the camera, sharp, even light",
        "no clear look at the camera, which most targets need",
        lambda photo: photo.is_clear and abs(photo.yaw) <= FRONTAL,
        _like(),
    ),
    _Wish(
        "turned_left",
        "Head half turned to their left, daylight",
        "no clear view of the right cheek: targets turned that way come out soft",
        lambda photo: _turned(photo, 1),
        _like(yaw=28.0),
    ),
    _Wish(
        "turned_right",
        "Head half turned to their right, daylight",
        "no clear view of the left cheek: targets turned that way come out soft",
        lambda photo: _turned(photo, -1),
        _like(yaw=-28.0),
    ),
    _Wish(
        "close",
        "Close-up: the face fills half of the height",
        "none from near, where skin and eyes show",
        lambda photo: photo.is_clear and photo.face_share >= CLOSE and photo.face_height >= FACE_GOOD,
        _like(height=900.0, share=0.55),
    ),
    _Wish(
        "full",
        "Full length, standing",
        "none that shows height and build",
        lambda photo: photo.face_share < HALF,
        _like(height=250.0, share=0.1),
    ),
    _Wish(
        "half",
        "From the hips up, face to the camera",
        "none that shows the shoulders together with the face",
        lambda photo: HALF <= photo.face_share < CLOSE,
        _like(height=500.0, share=0.25),
    ),
    _Wish(
        "sharp",
        "Tack-sharp: hold still, focus on the eyes",
        "none fully sharp, so fine details will be missing",
        lambda photo: photo.sharpness >= SHARP_GOOD,
        _like(),
    ),
    _Wish(
        "light",
        "Facing a window, without hard shadow",
        "none lit evenly enough to keep all of the face",
        lambda photo: photo.lost_light <= WELL_LIT,
        _like(),
    ),
)
"""In the order in which they help a likeness: eyes first, then sides, distances, quality."""
