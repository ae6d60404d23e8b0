"""Looks into a zip of photos without trusting a word of it: bombs are refused folded, names never become paths."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from imaging.errors import ArchiveRefused, TooManyBytes, UnreadablePicture, UnusableInput
from imaging.intake.limits import ARCHIVE, UPLOAD, ArchiveLimits, Limits

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
_CHUNK = 1 << 16
_LITTER = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Entry:
    """A file of the archive that may be a photo."""

    index: int
    """Its place in the list of the archive."""
    name: str
    """Its last name, without folders, for people to read."""
    refusal: str = ""
    """Why it is not looked at; empty when it is."""
    folder: str = ""
    """The folders it lies in, for telling apart what has the same name; never a path to write to."""


def is_archive(file: Path) -> bool:
    """Whether a file begins like a zip."""
    with file.open("rb") as opened:
        return opened.read(4) in _MAGIC


def entries(file: Path, limits: ArchiveLimits = ARCHIVE) -> tuple[Entry, ...]:
    """What is in the archive, in its order; folders, dot files and what systems leave behind are passed over.

    Nothing is unpacked. Raises ArchiveRefused for a damaged archive and for one that would unfold to too much.
    """
    with _opened(file, limits) as archive:
        infos = archive.infolist()
        if len(infos) > limits.max_entries:
            raise ArchiveRefused(
                f"This archive has {len(infos):,} entries and may have {limits.max_entries:,}. Send it in several.",
                measured=len(infos),
                allowed=limits.max_entries,
            )
        _require_no_bomb(infos, file.stat().st_size, limits)
        return tuple(
            Entry(index, _last_name(info), _refusal(info), _folder(info))
            for index, info in enumerate(infos)
            if not _is_litter(info)
        )


def unpack(file: Path, entry: Entry, to: Path, *, limits: Limits = UPLOAD, archive: ArchiveLimits = ARCHIVE) -> None:
    """Write one entry to ``to``, a path that the archive has no say in.

    Raises TooManyBytes as soon as more comes out than a photo may have, whatever the archive announces, and
    UnreadablePicture when the entry is damaged.
    """
    try:
        with _opened(file, archive) as opened, opened.open(opened.infolist()[entry.index]) as source:
            _copy(source, to, limits.max_bytes)
    except UnusableInput:
        raise
    except Exception as problem:
        # zlib.error, BadZipFile, EOFError, NotImplementedError, struct.error, RuntimeError: all mean the same.
        raise UnreadablePicture(f"{entry.name} is damaged inside the archive. Send the photo by itself.") from problem


def _copy(source: IO[bytes], to: Path, most: int) -> None:
    came = 0
    with to.open("wb") as sink:
        while chunk := source.read(_CHUNK):
            came += len(chunk)
            if came > most:
                raise TooManyBytes(
                    f"This file has more than {most / 2**20:.0f} MB. Export it as JPEG with a lower quality.",
                    allowed=most,
                )
            sink.write(chunk)


class _Frugal(io.BufferedReader):
    """A file that never gives much at once, because zipfile reads the whole list of an archive in one go."""

    def __init__(self, file: Path, most: int) -> None:
        super().__init__(io.FileIO(file))
        self._size = file.stat().st_size
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        """As a file does. Raises BadZipFile when more than the limit is asked for."""
        wanted = self._size - self.tell() if size is None or size < 0 else size
        if wanted > self._most:
            raise zipfile.BadZipFile("the list of the archive is too long")
        return super().read(size)


@contextmanager
def _opened(file: Path, limits: ArchiveLimits) -> Iterator[zipfile.ZipFile]:
    with _Frugal(file, limits.max_list_bytes) as reader:
        try:
            archive = zipfile.ZipFile(reader)
        except Exception as problem:
            # A hostile list makes zipfile fail in a dozen ways, all of which mean that it cannot be read.
            raise ArchiveRefused("This archive is damaged or cut off. Pack it again and send that.") from problem
        with archive:
            yield archive


def _require_no_bomb(infos: list[zipfile.ZipInfo], size: int, limits: ArchiveLimits) -> None:
    unfolded = sum(info.file_size for info in infos)
    if unfolded > limits.max_bytes:
        raise ArchiveRefused(
            f"This archive would unfold to {unfolded / 2**30:.1f} GB and may to {limits.max_bytes / 2**30:.0f}. "
            "Send it in several.",
            measured=unfolded,
            allowed=limits.max_bytes,
        )
    packed = sum(info.compress_size + _LOCAL_HEADER for info in infos)
    if packed > size:
        raise ArchiveRefused("The entries of this archive lie over each other. Pack the photos again and send that.")
    if any(
        info.file_size > limits.ratio_from_bytes and info.file_size > limits.max_ratio * max(1, info.compress_size)
        for info in infos
    ):
        raise ArchiveRefused("This archive unfolds like no photos do. Pack the photos again and send that.")


def _last_name(info: zipfile.ZipInfo) -> str:
    return PurePosixPath(info.filename.replace("\\", "/")).name[:120] or "nameless"


def _folder(info: zipfile.ZipInfo) -> str:
    parts = [part for part in info.filename.replace("\\", "/").split("/")[:-1] if part not in ("", ".", "..")]
    return "/".join(parts)


def _is_litter(info: zipfile.ZipInfo) -> bool:
    """Folders, dot files, and what macOS and Windows leave beside pictures."""
    parts = [part for part in info.filename.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if info.is_dir() or not parts:
        return True
    return any(part.startswith(".") or part == "__MACOSX" for part in parts) or parts[-1].lower() in _LITTER


def _refusal(info: zipfile.ZipInfo) -> str:
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or (len(name) > 1 and name[1] == ":"):
        return "Its name leads out of the archive."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "It is a link and not a file."
    if info.flag_bits & _ENCRYPTED:
        return "It is locked with a password. Pack it without one."
    if info.compress_type not in _METHODS:
        return "It is packed in a way that is not read here. Pack it as a usual zip."
    if name.lower().endswith((".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")):
        return "It is an archive inside the archive. Send it by itself."
    return ""
