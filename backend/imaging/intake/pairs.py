"""Pairs the pictures of an archive with the text files beside them, by folder and stem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from imaging.errors import UnreadablePicture
from imaging.intake.archive import Entry
from imaging.intake.kinds import HEAD, kind_of

WORDS = frozenset({".txt", ".caption"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".jpe", ".jfif"})
"""Names that promise a picture; what it is, its content says."""


@dataclass(frozen=True)
class Pair:
    """A picture, and the file that may hold its caption."""

    picture: Entry
    words: Entry | None


@dataclass
class Pairing:
    """What an archive holds, in its order."""

    pairs: list[Pair] = field(default_factory=list)
    lonely: list[Entry] = field(default_factory=list)
    """Captions without a picture."""
    neither: list[Entry] = field(default_factory=list)
    """Files that are neither, and those that the archive itself refuses to look at."""
    elsewhere: int = 0
    """Captions that were found in another folder than their picture."""


def paired(entries: Iterable[Entry]) -> Pairing:
    """Captions go to the pictures of the same folder and stem, capitals or not; two pictures may share one.

    A caption that is alone in its folder (``images/a.jpg``, ``captions/a.txt``) goes to the one picture of its stem.
    """
    found = Pairing()
    pictures, words = list[Entry](), dict[tuple[str, str], Entry]()
    for entry in entries:
        ending = PurePosixPath(entry.name).suffix.lower()
        if entry.refusal or ending not in WORDS | PICTURES:
            found.neither.append(entry)
        elif ending in WORDS:
            words[entry.folder, stem(entry)] = entry
        else:
            pictures.append(entry)
    beside = {entry.index: words.get((entry.folder, stem(entry))) for entry in pictures}
    used = {entry.index for entry in beside.values() if entry is not None}
    free = [entry for entry in words.values() if entry.index not in used]
    from_elsewhere = _alone(free, [entry for entry in pictures if beside[entry.index] is None])
    for picture in pictures:
        found.pairs.append(Pair(picture, beside[picture.index] or from_elsewhere.get(picture.index)))
    taken = {entry.index for entry in from_elsewhere.values()}
    found.elsewhere = len(taken)
    found.lonely = [entry for entry in free if entry.index not in taken]
    return found


def _alone(words: Iterable[Entry], pictures: Iterable[Entry]) -> Mapping[int, Entry]:
    """For pictures without words, by their index: those of the same stem elsewhere, where nothing is ambiguous."""
    words, pictures = list(words), list(pictures)
    said, shown = Counter(map(stem, words)), Counter(map(stem, pictures))
    by_stem = {stem(entry): entry for entry in words if said[stem(entry)] == 1}
    return {
        picture.index: by_stem[stem(picture)]
        for picture in pictures
        if shown[stem(picture)] == 1 and stem(picture) in by_stem
    }


def stem(entry: Entry) -> str:
    """What pairs: the name without its ending, in small letters."""
    return PurePosixPath(entry.name).stem.strip().lower()


def read_words(content: bytes) -> str:
    """The caption in a text file: UTF-8, UTF-16 with its mark, or what Windows writes; one line, no control signs.

    Raises UnreadablePicture for what is no text, such as a picture that is called one.
    """
    if kind_of(content[:HEAD]) is not None:
        raise UnreadablePicture("This is a picture that is named like a caption. Give it the ending of a picture.")
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text or "\ufffd" in text:
        raise UnreadablePicture("This is not a text file. Write the caption as plain text.")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
