"""The generated set of photos is what its manifest says, and the same for the same seed."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from imaging.errors import ImagingError
from imaging.intake.admit import admit
from photo_set import SHARES, Entry, make

COUNT = 40


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Entry]]:
    folder = tmp_path_factory.mktemp("photos")
    return folder, make(folder, count=COUNT)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_kind_has_its_share(photos) -> None:
    folder, entries = photos
    assert Counter(entry.kind for entry in entries) == {"near": 3, "duplicate": 3, "other": 3, "broken": 2, "good": 29}
    assert sum(SHARES.values()) == 80
    assert {path.name for path in folder.iterdir()} == {entry.name for entry in entries} | {"manifest.json"}
    assert {Path(entry.name).suffix for entry in entries} == {".jpg", ".heic", ".png", ".webp"}


def test_broken_ones_are_refused_as_the_manifest_says_and_the_others_let_in(photos) -> None:
    folder, entries = photos
    for entry in entries:
        try:
            admit(folder / entry.name)
            code = ""
        except ImagingError as problem:
            code = problem.code
        assert code == entry.code, entry


def test_only_duplicates_are_the_same_file(photos) -> None:
    folder, entries = photos
    hashes = {entry.name: digest(folder / entry.name) for entry in entries if entry.kind != "broken"}
    for entry in entries:
        if entry.kind == "duplicate":
            assert hashes.pop(entry.name) == hashes[entry.of]
    assert len(set(hashes.values())) == len(hashes)


def test_the_same_seed_gives_the_same_set(photos, tmp_path: Path) -> None:
    folder, entries = photos
    assert make(tmp_path, count=COUNT) == entries
    assert [digest(tmp_path / entry.name) for entry in entries] == [digest(folder / entry.name) for entry in entries]
