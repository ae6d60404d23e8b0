"""What is let in comes out upright, in sRGB, without a trace of metadata, and always as the same bytes."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from imaging.errors import TooManyBytes, TooSmall, UnsupportedType
from imaging.intake.admit import admit
from imaging.intake.limits import Limits

pillow_heif.register_heif_opener()

WIDTH, HEIGHT = 1000, 820
RED, GREEN, BLUE, GREY = (200, 30, 30), (30, 160, 30), (30, 30, 200), (128, 128, 128)


def corners() -> Image.Image:
    """A picture that tells its orientation: red top left, green top right, blue bottom left, grey bottom right."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), GREY)
    picture.paste(RED, (0, 0, WIDTH // 2, HEIGHT // 2))
    picture.paste(GREEN, (WIDTH // 2, 0, WIDTH, HEIGHT // 2))
    picture.paste(BLUE, (0, HEIGHT // 2, WIDTH // 2, HEIGHT))
    return picture


def written(picture: Image.Image, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content), formats=["JPEG"])
    picture.load()
    return picture


def at(picture: Image.Image, x: float, y: float) -> np.ndarray:
    return np.asarray(picture.getpixel((int(x * picture.width), int(y * picture.height))), float)


def assert_upright(picture: Image.Image, tolerance: float = 12) -> None:
    for x, y, colour in ((0.25, 0.25, RED), (0.75, 0.25, GREEN), (0.25, 0.75, BLUE), (0.75, 0.75, GREY)):
        np.testing.assert_allclose(at(picture, x, y), colour, atol=tolerance)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "JPEG"), ("PNG", "PNG"), ("WEBP", "WEBP"), ("HEIF", "HEIF")])
def test_the_four_types_are_let_in(kind, name):
    admitted = admit(written(corners(), kind, quality=95))
    picture = opened(admitted.content)
    assert admitted.kind == name
    assert (admitted.width, admitted.height) == picture.size == (WIDTH, HEIGHT)
    assert picture.format == "JPEG"
    assert admitted.sha256 == hashlib.sha256(admitted.content).hexdigest()
    assert_upright(picture)


def test_the_same_file_gives_the_same_bytes():
    content = written(corners(), "JPEG")
    assert admit(content) == admit(content)


def test_a_path_is_as_good_as_bytes(tmp_path):
    content = written(corners(), "PNG")
    (tmp_path / "photo.anything").write_bytes(content)
    assert admit(tmp_path / "photo.anything") == admit(content)


def test_chroma_is_kept_whole():
    picture = opened(admit(written(corners(), "PNG")).content)
    assert [component[1:3] for component in picture.layer] == [(1, 1)] * 3


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_sideways_photo_is_turned_upright(orientation, kind):
    transposed = {
        1: lambda p: p,
        2: lambda p: p.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda p: p.transpose(Image.Transpose.ROTATE_180),
        4: lambda p: p.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda p: p.transpose(Image.Transpose.TRANSPOSE),
        6: lambda p: p.transpose(Image.Transpose.ROTATE_90),
        7: lambda p: p.transpose(Image.Transpose.TRANSVERSE),
        8: lambda p: p.transpose(Image.Transpose.ROTATE_270),
    }[orientation](corners())
    exif = Image.Exif()
    exif[0x0112] = orientation
    admitted = admit(written(transposed, kind, exif=exif, quality=95))
    assert (admitted.width, admitted.height) == (WIDTH, HEIGHT)
    assert_upright(opened(admitted.content))


def test_a_sideways_heic_is_turned_once():
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = corners().transpose(Image.Transpose.ROTATE_90)
    admitted = admit(written(turned, "HEIF", exif=exif.tobytes(), quality=95))
    assert (admitted.width, admitted.height) == (WIDTH, HEIGHT)
    assert_upright(opened(admitted.content))


def with_secrets(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "SECRET-DESCRIPTION"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[29] = "N", (52.0, 31.0, 12.0), "SECRET-GPS"
    options = {"exif": exif, "xmp": b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>"}
    if kind == "JPEG":
        options["comment"] = b"SECRET-COMMENT"
    if kind == "PNG":
        del options["xmp"]
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", "SECRET-TEXT")
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", "SECRET-XMP")
    return written(corners(), kind, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_no_metadata_goes_on(kind):
    content = with_secrets(kind)
    assert b"SECRET" in content
    admitted = admit(content)
    picture = opened(admitted.content)
    assert b"SECRET" not in admitted.content
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert [marker for marker, _ in picture.applist] == ["APP0"]


PAYLOAD = b"PK\x03\x04<script>alert('payload')</script>" * 40


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hangs_behind_a_picture_is_gone(kind):
    admitted = admit(written(corners(), kind) + PAYLOAD)
    assert b"payload" not in admitted.content
    assert_upright(opened(admitted.content))


def test_a_script_inside_a_jpeg_comment_is_gone():
    admitted = admit(written(corners(), "JPEG", comment=PAYLOAD))
    assert b"payload" not in admitted.content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        b"%PDF-1.7",
        b"PK\x03\x04zip",
        b"MZ\x90\x00",
        b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1avif",
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isom",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"GIF89a",
    ],
)
def test_other_types_are_refused_by_content(content):
    with pytest.raises(UnsupportedType):
        admit(content + b"\x00" * 100 if content else content)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "JPEG2000"])
def test_real_pictures_of_other_types_are_refused(kind):
    with pytest.raises(UnsupportedType):
        admit(written(corners(), kind))


def test_too_many_bytes_are_refused_before_they_are_looked_at(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff" + b"\x00" * 2000)
    with pytest.raises(TooManyBytes) as refused:
        admit(path, Limits(max_bytes=2000))
    assert refused.value.facts == {"measured": 2003, "allowed": 2000}


@pytest.mark.parametrize("size", [(1200, 799), (799, 1200), (640, 640), (1, 1)])
def test_the_short_side_is_measured_and_told(size):
    with pytest.raises(TooSmall) as refused:
        admit(written(Image.new("RGB", size), "PNG"))
    assert refused.value.facts == {"measured": min(size), "needed": 800}
    assert str(min(size)) in refused.value.message


def test_eight_hundred_is_enough():
    assert admit(written(Image.new("RGB", (800, 800)), "PNG")).width == 800


def mode_of(mode: str) -> Image.Image:
    half = {
        "L": 200,
        "1": 1,
        "LA": (200, 255),
        "RGBA": (*GREEN, 255),
        "P": 0,
        "CMYK": (0, 255, 255, 0),
    }
    picture = Image.new(mode, (900, 900), half[mode])
    if mode == "P":
        picture.putpalette(bytes(GREEN) * 256)
    return picture


@pytest.mark.parametrize(
    ("mode", "kind", "colour"),
    [
        ("L", "PNG", (200, 200, 200)),
        ("L", "JPEG", (200, 200, 200)),
        ("1", "PNG", (255, 255, 255)),
        ("LA", "PNG", (200, 200, 200)),
        ("RGBA", "PNG", GREEN),
        ("RGBA", "WEBP", GREEN),
        ("P", "PNG", GREEN),
        ("CMYK", "JPEG", (255, 0, 0)),
    ],
)
def test_every_mode_becomes_rgb(mode, kind, colour):
    options = {"lossless": True} if kind == "WEBP" else {}
    picture = opened(admit(written(mode_of(mode), kind, **options)).content)
    assert picture.mode == "RGB"
    np.testing.assert_allclose(at(picture, 0.5, 0.5), colour, atol=6)


def test_sixteen_bits_keep_their_brightness():
    ramp = np.tile(np.linspace(0, 65535, 900).astype(np.uint16), (900, 1))
    picture = opened(admit(written(Image.fromarray(ramp), "PNG")).content)
    np.testing.assert_allclose(at(picture, 0.5, 0.5), [127, 127, 127], atol=3)
    assert at(picture, 0.99, 0.5)[0] > 245


@pytest.mark.parametrize("alpha", [0, 128])
@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_transparency_is_laid_on_white(alpha, kind):
    picture = Image.new("RGBA", (900, 900), (0, 0, 0, alpha))
    options = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    result = opened(admit(written(picture, kind, **options)).content)
    np.testing.assert_allclose(at(result, 0.5, 0.5), [255 - alpha] * 3, atol=6)


def test_a_palette_with_a_transparent_colour_is_laid_on_white():
    picture = mode_of("P")
    result = opened(admit(written(picture, "PNG", transparency=0)).content)
    np.testing.assert_allclose(at(result, 0.5, 0.5), [255, 255, 255], atol=2)


def swapped_profile() -> bytes:
    """A profile whose red and blue are exchanged, made from littleCMS's sRGB by exchanging the colorant tags."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert profile.count(b"rXYZ") == profile.count(b"bXYZ") == 1
    return profile.replace(b"rXYZ", b"\x00tmp").replace(b"bXYZ", b"rXYZ").replace(b"\x00tmp", b"bXYZ")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_colour_profile_is_applied_and_dropped(kind):
    picture = Image.new("RGB", (900, 900), (220, 20, 20))
    content = written(picture, kind, icc_profile=swapped_profile(), quality=95)
    result = opened(admit(content).content)
    red, _, blue = at(result, 0.5, 0.5)
    assert blue > 180
    assert red < 60
    assert "icc_profile" not in result.info


@pytest.mark.parametrize("profile", [b"rubbish" * 40, b"\x00" * 200])
def test_a_damaged_profile_is_ignored(profile):
    result = opened(admit(written(corners(), "JPEG", icc_profile=profile, quality=95)).content)
    assert_upright(result)


def test_a_profile_of_another_mode_is_ignored():
    grey = written(Image.new("L", (900, 900), 90), "PNG", icc_profile=swapped_profile())
    np.testing.assert_allclose(at(opened(admit(grey).content), 0.5, 0.5), [90] * 3, atol=4)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_the_first_picture_of_an_animation_is_taken(kind):
    second = Image.new("RGB", (WIDTH, HEIGHT))
    admitted = admit(written(corners(), kind, save_all=True, append_images=[second], duration=100, lossless=True))
    assert_upright(opened(admitted.content))
