"""Every picture we make is marked from the moment it exists, and nothing but one module can write one."""

from __future__ import annotations

import ast
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

import imaging
from imaging.formats.marked import DigitalSource, develop, read_mark
from imaging.intake.admit import admit
from imaging.intake.limits import Limits

IMAGING = Path(imaging.__file__).parent
PIXELS = np.random.default_rng(3).integers(60, 190, (96, 128, 3), np.uint8)


@pytest.mark.parametrize("source", DigitalSource)
def test_the_mark_is_read_back(tmp_path, source):
    picture = develop(PIXELS, tmp_path / "made.jpg", made_by=source)
    assert read_mark(picture.path) is source
    assert source.value.encode() in picture.path.read_bytes()
    assert source.value.startswith("http://cv.iptc.org/newscodes/digitalsourcetype/")


def test_the_mark_is_xmp_that_others_can_read(tmp_path):
    picture = develop(PIXELS, tmp_path / "made.jpg", made_by=DigitalSource.COMPOSITE_WITH_AI)
    with Image.open(picture.path) as file:
        packet = ElementTree.fromstring(file.info["xmp"].decode().strip("\ufeff"))
    found = packet.findall(".//{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType")
    assert [element.text for element in found] == [DigitalSource.COMPOSITE_WITH_AI.value]


def test_there_is_no_other_metadata_and_no_unfinished_file(tmp_path):
    picture = develop(PIXELS, tmp_path / "made.jpg", made_by=DigitalSource.COMPOSITE_WITH_AI)
    with Image.open(picture.path) as file:
        file.load()
        assert [name for name, _ in file.applist] == ["APP0", "APP1"]
        assert not file.getexif()
        assert [component[1:3] for component in file.layer] == [(1, 1)] * 3
    assert [path.name for path in tmp_path.iterdir()] == ["made.jpg"]


def test_pixels_survive(tmp_path):
    smooth = np.repeat(np.linspace(40, 210, 128, dtype=np.uint8)[None, :, None], 96, 0).repeat(3, 2)
    picture = develop(smooth, tmp_path / "made.jpg", made_by=DigitalSource.MADE_BY_AI)
    assert np.abs(picture.pixels().astype(int) - smooth).max() <= 3


def test_a_photo_has_no_mark_and_an_upload_loses_a_false_one(tmp_path):
    picture = develop(PIXELS, tmp_path / "made.jpg", made_by=DigitalSource.COMPOSITE_WITH_AI)
    admitted = admit(picture.path, Limits(min_side=16))
    (tmp_path / "again.jpg").write_bytes(admitted.content)
    assert read_mark(tmp_path / "again.jpg") is None


def test_only_the_mark_and_the_intake_write_pictures():
    """Calls that could write an encoded picture: Image.save, cv2.imwrite, cv2.imencode."""
    writers = set()
    for path in IMAGING.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            called = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
            if called in {"save", "imwrite", "imencode", "imwritemulti"}:
                writers.add(str(path.relative_to(IMAGING)))
    # Neither of the last two leaves the studio: pictures that only a training looks at, and glimpses that go by.
    passing = {"training/class_pictures.py", "stages/generate.py"}
    assert writers == {"formats/marked.py", "intake/admit.py", "intake/thumbnails.py", *passing}
