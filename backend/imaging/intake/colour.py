"""Brings any mode and colour profile to 8-bit sRGB."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageCms

WHITE = (255, 255, 255)
DEEP = frozenset({"I;16", "I;16B", "I;16L", "I;16N", "I"})
"""Pillow's modes of one 16-bit channel."""
WITH_PROFILE = frozenset({"RGB", "L", "CMYK"})
"""Modes that a colour profile is applied to; all others become RGB first."""


def to_srgb(image: Image.Image) -> Image.Image:
    """The picture as mode RGB in sRGB: profile applied, transparency laid on white, 16 bits rounded down to 8."""
    profile = image.info.get("icc_profile")
    if image.mode in DEEP:
        image = Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8), "L")
    alpha = None
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        image = image.convert("RGB")
    elif image.mode not in WITH_PROFILE:
        image = image.convert("RGB")
    if profile:
        image = _profiled(image, profile)
    elif image.mode != "RGB":
        image = image.convert("RGB")
    if alpha is not None:
        paper = Image.new("RGB", image.size, WHITE)
        paper.paste(image, mask=alpha)
        return paper
    return image


def _profiled(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture converted to sRGB; as it is when the profile is damaged or belongs to another mode."""
    try:
        converted = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")
    return converted if converted is not None else image.convert("RGB")
