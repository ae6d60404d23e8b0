"""Names of colours, told from CIELAB, and the colours that make up a region of a picture."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from imaging.picture import Pixels

GREY_CHROMA, GREY_VIOLET_CHROMA = 7.0, 10.0
"""Below it nobody calls a colour by its hue; violets look grey for longer."""
WHITE, WHITE_CHROMA = 89.0, 13.0
"""Lightness above which, and chroma below which, a tint is still white."""
PALE_CHROMA = 27.0
"""Below it a warm colour is beige or brown rather than yellow or orange."""
OLIVE_HUE = 90.0
"""Degrees; dark yellow below it has more red than green."""
SHARE = 0.25
"""Of a region; a colour that covers less is not named."""
SAMPLES, GROUPS = 4000, 3

GREYS = ((16, "black"), (36, "dark grey"), (72, "grey"), (90, "light grey"), (101, "white"))
HUES = (
    (14, "pink"),
    (43, "red"),
    (74, "orange"),
    (110, "yellow"),
    (165, "green"),
    (222, "teal"),
    (300, "blue"),
    (325, "purple"),
    (361, "pink"),
)
"""Hue angle in degrees of CIELAB below which a colour has the name."""


def name(lightness: float, a: float, b: float) -> str:
    """The everyday name of a CIELAB colour (lightness 0..100)."""
    chroma, hue = math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360
    grey = GREY_VIOLET_CHROMA if 300 < hue < 330 else GREY_CHROMA
    if lightness > WHITE and chroma < WHITE_CHROMA:
        return "white"
    if chroma < grey or (lightness < 17 and chroma < 20):
        return next(grey for limit, grey in GREYS if lightness < limit)
    if chroma < PALE_CHROMA and 30 < hue < 110:
        return "beige" if lightness > 62 else "brown"
    called = next(colour for limit, colour in HUES if hue < limit)
    return _by_lightness(called, lightness, chroma, hue)


def _by_lightness(called: str, lightness: float, chroma: float, hue: float) -> str:
    if called == "red" and lightness > 66:
        return "pink"
    if called in ("orange", "red") and lightness < 42 and chroma < 45:
        return "brown"
    if called == "orange" and lightness < 50:
        return "brown"
    if called == "yellow" and lightness < 50:
        return "brown" if hue < OLIVE_HUE else "olive"
    if called in ("green", "blue", "teal"):
        return f"dark {called}" if lightness < 32 else f"light {called}" if lightness > 78 else called
    return called


def dominant(picture: Pixels, region: npt.NDArray[np.bool_], least: float = SHARE) -> list[str]:
    """The colours that cover at least ``least`` of a region, the largest first; none for an empty region."""
    import cv2

    pixels = picture[region]
    if len(pixels) < GROUPS * 10:
        return []
    chosen = pixels[np.random.default_rng(0).choice(len(pixels), min(SAMPLES, len(pixels)), replace=False)]
    lab = cv2.cvtColor((chosen[None].astype(np.float32) / 255), cv2.COLOR_RGB2LAB)[0]
    cv2.setRNGSeed(0)
    _, labels, centres = cv2.kmeans(lab, GROUPS, np.empty(0), (3, 20, 1.0), 2, cv2.KMEANS_PP_CENTERS)
    found = sorted(
        ((float((labels == group).mean()), name(*centre)) for group, centre in enumerate(centres)), reverse=True
    )
    shares: dict[str, float] = {}
    shades: dict[str, str] = {}
    for share, called in found:
        # light and dark of one colour are its light and shade: the larger part names it
        plain = called.removeprefix("light ").removeprefix("dark ")
        shades.setdefault(plain, called)
        shares[plain] = shares.get(plain, 0.0) + share
    return [shades[plain] for plain, share in sorted(shares.items(), key=lambda pair: -pair[1]) if share >= least]
