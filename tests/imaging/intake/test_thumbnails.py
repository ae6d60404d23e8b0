"""Three WebP copies: the right sizes, the right colours, nothing but pixels."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from imaging.intake.thumbnails import SIDES, thumbnails


def jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=95, xmp=b"<x>SECRET</x>", comment=b"SECRET")
    return buffer.getvalue()


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (1600, 1600), (2500, 801)])
def test_the_longest_side_is_that_of_the_name(size):
    made = thumbnails(jpeg(Image.new("RGB", size, (180, 60, 20))))
    assert sorted(made) == sorted(SIDES)
    for side, content in made.items():
        picture = Image.open(io.BytesIO(content))
        assert picture.format == "WEBP"
        assert max(picture.size) == side
        assert min(picture.size) == pytest.approx(side * min(size) / max(size), abs=1)
        np.testing.assert_allclose(picture.getpixel((5, 5)), (180, 60, 20), atol=6)
        assert b"SECRET" not in content


def test_a_small_picture_is_not_enlarged():
    made = thumbnails(jpeg(Image.new("RGB", (800, 900))))
    assert [Image.open(io.BytesIO(made[side])).size for side in (1200, 480)] == [(800, 900), (427, 480)]


def test_fine_detail_is_averaged_and_not_aliased():
    """Black and white lines of one pixel must come out as an even grey."""
    lines = Image.fromarray(np.tile(np.array([0, 255], np.uint8), (2400, 1200)))
    picture = np.asarray(Image.open(io.BytesIO(thumbnails(jpeg(lines.convert("RGB")))[480])).convert("L"), float)
    assert abs(picture.mean() - 127) < 6
    assert picture.std() < 6


def test_a_path_is_as_good_as_bytes(tmp_path):
    content = jpeg(Image.new("RGB", (1300, 900), (1, 2, 3)))
    (tmp_path / "photo.jpg").write_bytes(content)
    assert thumbnails(tmp_path / "photo.jpg") == thumbnails(content)
