"""A zip of photos gives its photos, and nothing it can do does more than that."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from imaging.errors import ArchiveRefused, ImagingError, TooManyBytes, UnreadablePicture
from imaging.intake import archive
from imaging.intake.limits import ArchiveLimits, Limits

SMALL = ArchiveLimits(max_entries=5, max_bytes=1_000_000, max_list_bytes=4096, ratio_from_bytes=50_000)
NOISE = random.Random(3).randbytes(20_000)


@pytest.fixture
def pack(tmp_path):
    def make(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
        path = tmp_path / "photos.zip"
        with zipfile.ZipFile(path, "w", method) as made:
            for name, content in files:
                made.writestr(name, content)
        return path

    return make


def names(path: Path) -> list[tuple[str, bool]]:
    return [(entry.name, bool(entry.refusal)) for entry in archive.entries(path)]


def test_photos_are_found_in_folders_and_litter_is_passed_over(pack):
    path = pack(
        ("a.jpg", NOISE), ("summer/", b""), ("summer/b.heic", NOISE), ("__MACOSX/._a.jpg", b"x"),
        (".DS_Store", b"x"), ("summer/.hidden.jpg", b"x"), ("Thumbs.db", b"x"), ("notes.txt", b"words"),
    )  # fmt: skip
    assert names(path) == [("a.jpg", False), ("b.heic", False), ("notes.txt", False)]


def test_an_entry_is_written_where_it_is_told_and_whole(pack, tmp_path):
    path = pack(("summer/a.jpg", NOISE))
    to = tmp_path / "out"
    archive.unpack(path, archive.entries(path)[0], to)
    assert to.read_bytes() == NOISE


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "/etc/passwd.jpg", "a/../../b.jpg", "..\\..\\b.jpg", "C:\\b.jpg"]
)
def test_a_name_that_leads_out_is_refused(pack, name):
    entry = archive.entries(pack((name, NOISE)))[0]
    assert "out of the archive" in entry.refusal
    assert "/" not in entry.name
    assert "\\" not in entry.name


def test_a_link_is_refused(pack):
    link = zipfile.ZipInfo("a.jpg")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "link" in archive.entries(pack((link, b"/etc/passwd")))[0].refusal


def test_an_archive_inside_is_refused(pack):
    assert "archive inside" in archive.entries(pack(("more.ZIP", NOISE)))[0].refusal


def test_a_locked_entry_is_refused(pack):
    path = pack(("a.jpg", NOISE))
    content = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(magic) + at] |= 1
    path.write_bytes(content)
    assert "password" in archive.entries(path)[0].refusal


def test_an_unusual_packing_is_refused(pack):
    assert "packed in a way" in archive.entries(pack(("a.jpg", NOISE), method=zipfile.ZIP_LZMA))[0].refusal


def test_too_many_entries_are_refused(pack):
    path = pack(*((f"{n}.jpg", b"x") for n in range(6)))
    with pytest.raises(ArchiveRefused, match="6 entries"):
        archive.entries(path, SMALL)


def test_too_much_together_is_refused_folded(pack):
    path = pack(*((f"{n}.jpg", random.Random(n).randbytes(400_000)) for n in range(3)))
    with pytest.raises(ArchiveRefused, match="unfold to"):
        archive.entries(path, SMALL)


def test_what_unfolds_like_no_photo_is_refused_folded(pack):
    with pytest.raises(ArchiveRefused, match="like no photos"):
        archive.entries(pack(("a.jpg", bytes(900_000))), SMALL)


def test_a_list_without_end_is_not_read(pack):
    path = pack(*((f"{'x' * 200}{n}.jpg", b"x") for n in range(40)))
    with pytest.raises(ArchiveRefused, match="damaged"):
        archive.entries(path, SMALL)


def test_entries_that_share_their_bytes_are_refused(pack):
    """The trick of the flat bomb: many entries of the list point at one kernel."""
    path = pack(("a.jpg", NOISE))
    content = path.read_bytes()
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    listed = content[start:end] * 4
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 4, 4, len(listed), start, 0)
    path.write_bytes(content[:start] + listed + tail)
    with pytest.raises(ArchiveRefused, match="over each other"):
        archive.entries(path)


def test_an_entry_that_lies_about_its_size_stops_at_the_limit(pack, tmp_path):
    path = pack(("a.jpg", NOISE * 4))
    with pytest.raises(TooManyBytes):
        archive.unpack(path, archive.entries(path)[0], tmp_path / "out", limits=Limits(max_bytes=30_000))
    assert (tmp_path / "out").stat().st_size <= 30_000


def test_a_damaged_entry_is_named(pack, tmp_path):
    path = pack(("a.jpg", NOISE), method=zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[1000] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(UnreadablePicture, match=r"a\.jpg"):
        archive.unpack(path, archive.entries(path)[0], tmp_path / "out")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
def test_a_cut_archive_is_refused(pack, share):
    path = pack(("a.jpg", NOISE))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ArchiveRefused):
        archive.entries(path)


def test_damage_is_refused_and_nothing_else(tmp_path):
    """300 archives with flipped, cut out and repeated bytes (one fixed seed)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for n in range(3):
            made.writestr(f"{n}.jpg", NOISE[: 3000 + n])
    chance = random.Random(20261125)
    path, refused = tmp_path / "a.zip", 0
    for _ in range(300):
        content = bytearray(buffer.getvalue())
        for _ in range(chance.randint(1, 6)):
            at = (
                chance.randrange(len(content))
                if chance.random() < 0.5
                else chance.randrange(len(content) - 300, len(content))
            )
            content[at] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            for entry in archive.entries(path):
                archive.unpack(path, entry, tmp_path / "out")
        except ImagingError as error:
            refused += bool(error.message)
    assert refused > 100


def test_what_is_an_archive_is_told_by_its_content(pack, tmp_path):
    assert archive.is_archive(pack(("a.jpg", NOISE)))
    photo = tmp_path / "photo.zip"
    photo.write_bytes(b"\xff\xd8\xff")
    assert not archive.is_archive(photo)
