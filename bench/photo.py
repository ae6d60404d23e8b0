"""The photo that the measurements use: 12 megapixels, made of a fixture with the grain of a real camera."""

from __future__ import annotations

import io

import pairs

SIZE = (4000, 3000)


def twelve_megapixels(seed: int = 0) -> bytes:
    """A JPEG of about 3 MB with EXIF; another seed gives another photo."""
    import numpy as np
    from PIL import Image

    grain = np.random.default_rng(seed)
    with Image.open(pairs.PHOTOS / "d2-marie.jpg") as fixture:
        large = fixture.convert("RGB").crop((0, 100, 800, 700)).resize(SIZE, Image.Resampling.BICUBIC)
    pixels = np.asarray(large, np.int16) + grain.normal(0, 3, (SIZE[1], SIZE[0], 1)).astype(np.int16)
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera", 1
    buffer = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=88, exif=exif)
    return buffer.getvalue()
