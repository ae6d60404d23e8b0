"""Lets a file in: type by content, limits from the header, upright, sRGB, no metadata, written anew as JPEG."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from imaging.errors import ImagingError, TooManyBytes, TooManyPixels, TooSmall, UnreadablePicture, UnsupportedType
from imaging.intake.colour import to_srgb
from imaging.intake.kinds import HEAD, Kind, kind_of
from imaging.intake.limits import UPLOAD, Limits

QUALITY = 95
MAX_SCANS = 64
"""Scans of a progressive JPEG; cameras and editors write about ten, and each is a walk over the whole picture."""


@dataclass(frozen=True)
class Admitted:
    """A photo as it is kept. The same file always gives the same bytes with the same version of Pillow."""

    content: bytes
    """JPEG, quality 95, without chroma subsampling: upright, sRGB, no metadata at all."""
    sha256: str
    """Of ``content``: the name it is stored under."""
    width: int
    height: int
    kind: Kind
    """What it was when it came."""


def admit(file: bytes | Path, limits: Limits = UPLOAD) -> Admitted:
    """Let a file in or say why not; of an animation the first picture is taken.

    Raises TooManyBytes, UnsupportedType, TooManyPixels and TooSmall before decoding a single pixel, UnreadablePicture
    when decoding fails. Nothing of the file but its pixels goes on: no EXIF, GPS, XMP, comment, thumbnail, or payload.
    """
    content = _read(file, limits)
    kind = kind_of(content[:HEAD])
    if kind is None:
        raise UnsupportedType(
            "This file is not a JPEG, PNG, WebP or HEIC photo. Export it as JPEG and upload it again."
        )
    if kind == "JPEG" and content.count(b"\xff\xda") > MAX_SCANS:
        raise UnreadablePicture("This JPEG is built of too many scans to be opened. Export it again.", kind=kind)
    try:
        with _open(content, kind) as image:
            _check_size(image.size, limits)
            pixels = _decode(image)
    except ImagingError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(limits) from error
    except Exception as error:
        # Decoders fail in a dozen ways on damaged files (OSError, SyntaxError, struct.error, ...): all mean the same.
        raise UnreadablePicture(
            "This photo is damaged and cannot be opened to its end. Upload the original again.", kind=kind
        ) from error
    written = encode(pixels)
    return Admitted(written, hashlib.sha256(written).hexdigest(), pixels.width, pixels.height, kind)


def _read(file: bytes | Path, limits: Limits) -> bytes:
    size = file.stat().st_size if isinstance(file, Path) else len(file)
    if size > limits.max_bytes:
        raise TooManyBytes(
            f"This file has {size / 2**20:.1f} MB and may have {limits.max_bytes / 2**20:.0f}. "
            "Export it as JPEG with a lower quality.",
            measured=size,
            allowed=limits.max_bytes,
        )
    return file.read_bytes() if isinstance(file, Path) else file


def _open(content: bytes, kind: Kind) -> Image.Image:
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        return Image.open(io.BytesIO(content), formats=[kind])
    except UnidentifiedImageError as error:
        raise UnreadablePicture(
            f"This file begins like a {kind} photo and is not one. Upload the original again.", kind=kind
        ) from error


def _check_size(size: tuple[int, int], limits: Limits) -> None:
    width, height = size
    if width * height > limits.max_pixels:
        raise _too_many_pixels(limits, width * height)
    if min(size) < limits.min_side:
        raise TooSmall(
            f"This photo is {min(size)} px on its short side and needs {limits.min_side}. Upload the original.",
            measured=min(size),
            needed=limits.min_side,
        )


def _too_many_pixels(limits: Limits, pixels: int | None = None) -> TooManyPixels:
    allowed = round(limits.max_pixels / 1e6)
    has = "more" if pixels is None else f"{pixels / 1e6:.1f}"
    return TooManyPixels(
        f"This photo may have {allowed} megapixels and has {has}. Export it smaller.",
        measured=pixels,
        allowed=limits.max_pixels,
    )


def _decode(image: Image.Image) -> Image.Image:
    image.load()
    return to_srgb(_upright(image))


def _upright(image: Image.Image) -> Image.Image:
    try:
        # In place: most photos need no turning, and a copy of twelve megapixels takes as long as decoding them.
        ImageOps.exif_transpose(image, in_place=True)
    except Exception:  # noqa: BLE001 damaged EXIF says nothing about the pixels: the photo is taken as it lies
        return image
    return image


def encode(image: Image.Image) -> bytes:
    """A picture as it is kept: JPEG without metadata and without chroma subsampling."""
    image.info = {}  # Pillow would write a comment it finds here
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return buffer.getvalue()
