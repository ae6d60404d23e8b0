"""Bombs, cut and damaged files: refused with a reason, cheaply, and never with anything but an ImagingError."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from imaging.errors import ImagingError, TooManyPixels, UnreadablePicture
from imaging.intake.admit import admit
from imaging.intake.limits import Limits

pillow_heif.register_heif_opener()
SMALL = Limits(min_side=16)
BACKEND = Path(__file__).parents[3] / "backend"


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_declaring(width: int, height: int, body: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def jpeg_declaring(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64)).save(buffer, "JPEG")
    content = bytearray(buffer.getvalue())
    start = content.index(b"\xff\xc0") + 5
    content[start : start + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def webp_declaring(width: int, height: int) -> bytes:
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + b"\x00\x00\x00\x00" + canvas
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


@pytest.mark.parametrize("size", [(10_000, 6_000), (20_000, 20_000), (60_000, 60_000), (2**31 - 1, 1000)])
def test_a_png_that_declares_too_much_is_refused(size):
    with pytest.raises(TooManyPixels):
        admit(png_declaring(*size))


@pytest.mark.parametrize("size", [(10_000, 6_000), (65_000, 65_000)])
def test_a_jpeg_that_declares_too_much_is_refused(size):
    with pytest.raises(TooManyPixels):
        admit(jpeg_declaring(*size))


def test_a_webp_that_declares_too_much_is_refused():
    with pytest.raises((TooManyPixels, UnreadablePicture)):
        admit(webp_declaring(16_383, 16_383))


def test_a_real_bomb_is_refused_without_being_decoded():
    """60 megapixels that fit into 60 KB: decoding them would take 180 MB; a process of its own must stay far below."""
    row = b"\x00" * (1 + 3 * 10_000)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(6_000)) + packer.flush()
    bomb = png_declaring(10_000, 6_000, body)
    assert len(bomb) < 300_000
    program = (
        "import resource, sys\n"
        "from imaging.errors import TooManyPixels\n"
        "from imaging.intake.admit import admit\n"
        "bomb = sys.stdin.buffer.read()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    admit(bomb)\nexcept TooManyPixels:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], input=bomb, capture_output=True, check=True, env={"PYTHONPATH": str(BACKEND)}
    )
    assert int(ran.stdout) < 40 * 1024  # KiB


def test_the_web_process_can_admit_without_a_pixel_library():
    program = (
        "import io, sys\nfrom PIL import Image\nfrom imaging.intake.admit import admit\n"
        "from imaging.intake.thumbnails import thumbnails\n"
        "buffer = io.BytesIO(); Image.new('RGB', (900, 900)).save(buffer, 'JPEG')\n"
        "thumbnails(admit(buffer.getvalue()).content)\n"
        "print(*{'cv2', 'onnxruntime', 'torch', 'ai_edge_litert', 'django'} & set(sys.modules))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, env={"PYTHONPATH": str(BACKEND)}
    )
    assert ran.stdout.strip() == ""


def test_a_jpeg_of_endless_scans_is_refused(files):
    """Each empty scan of a progressive JPEG costs a few bytes to write and a walk over the whole picture to read."""
    content = files["PROGRESSIVE"]
    last = content.rindex(b"\xff\xda")
    with pytest.raises(UnreadablePicture, match="scans"):
        admit(content[:-2] + content[last:-2] * 80 + content[-2:], SMALL)


@pytest.fixture(scope="module")
def files():
    picture = Image.effect_mandelbrot((240, 180), (-2, -1.5, 1, 1.5), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a description"
    made = {}
    for kind in ("JPEG", "PNG", "WEBP", "HEIF"):
        buffer = io.BytesIO()
        picture.save(buffer, kind, exif=exif.tobytes())
        made[kind] = buffer.getvalue()
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", progressive=True)
    made["PROGRESSIVE"] = buffer.getvalue()
    return made


KINDS = ["JPEG", "PNG", "WEBP", "HEIF", "PROGRESSIVE"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_file_is_let_in(files, kind):
    assert admit(files[kind], SMALL).width > 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_file_is_refused(files, kind, share):
    content = files[kind]
    with pytest.raises(UnreadablePicture):
        admit(content[: int(len(content) * share)], SMALL)


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_let_in_or_refused_and_nothing_else(files, kind):
    """200 files a type, each with some bytes flipped, cut out, repeated or replaced (one fixed seed)."""
    chance = random.Random(20261122)
    outcomes = {"in": 0, "refused": 0}
    for _ in range(200):
        try:
            admit(damaged(bytearray(files[kind]), chance), SMALL)
            outcomes["in"] += 1
        except ImagingError as error:
            outcomes["refused"] += bool(error.message) and not error.retryable
    assert sum(outcomes.values()) == 200
    assert outcomes["refused"] > 0


def damaged(content: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(content))
        way = chance.randrange(4)
        if way == 0:
            content[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            del content[at : at + chance.randint(1, 40)]
        elif way == 2:
            content[at:at] = content[max(0, at - 30) : at]
        else:
            content[at] = chance.choice([0, 255, 127])
        if not content:
            break
    return bytes(content)


def test_the_limits_of_this_process_were_not_touched():
    """Pillow's own guards stay as they are: nothing here switches them off for the rest of the process."""
    from PIL import ImageFile

    assert Image.MAX_IMAGE_PIXELS is not None
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
