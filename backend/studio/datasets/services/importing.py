"""Takes a zip of pictures and their captions, reports on every file of it, and asks for the check of what it took."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import transaction

from imaging.errors import TooManyBytes, UnreadablePicture, UnusableInput
from imaging.intake import archive
from imaging.intake.admit import Admitted, admit
from imaging.intake.archive import Entry
from imaging.intake.limits import CAPTION, DATASET
from imaging.intake.pairs import Pair, Pairing, paired, read_words
from imaging.intake.thumbnails import thumbnails
from studio.assets import services as assets
from studio.assets.services import Stored
from studio.datasets import selectors
from studio.datasets.errors import NothingToImport, TooManyPictures
from studio.datasets.models import Author, Dataset, DatasetItem, ItemState
from studio.datasets.services import checking, collecting
from studio.datasets.services.telling import changed
from studio.runs.models import Run
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use

MOST = 500
"""Pictures of one archive."""
LONGEST = 2000
"""Signs of a caption; a base reads about 300."""
MOST_BYTES = 1024**3
"""Of one archive."""


@dataclass(frozen=True)
class NotTaken:
    """A file that was left out, and why, in a sentence."""

    name: str
    code: str
    why: str


@dataclass
class Report:
    """What became of every file of an archive."""

    pictures: int = 0
    captions: int = 0
    left_out: list[NotTaken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, entry: Entry, code: str, why: str) -> None:
        """Name a file by where it lies in the archive."""
        self.left_out.append(NotTaken(f"{entry.folder}/{entry.name}".lstrip("/"), code, why))

    def to_json(self) -> dict[str, Any]:
        """The report as the API answers it."""
        return asdict(self)


@dataclass(frozen=True)
class Kept:
    """A picture of the archive that lies in storage and has no row yet."""

    entry: Entry
    stored: Stored
    words: str


def look_into(dataset: Dataset, file: Path) -> Report:
    """What ``take_archive`` would take and why not the rest; nothing is kept. Raises what that raises."""
    found = _opened(dataset, file)
    report = _of_what_is_passed_over(found)
    with tempfile.TemporaryDirectory(prefix="studio-import-") as folder:
        words = [said for _, _, said in _taken(dataset, file, found.pairs, Path(folder), report)]
    _count(words, found, report)
    return report


def take_archive(dataset: Dataset, file: Path) -> tuple[Run, Report]:
    """Put the pictures of a zip into a dataset, each with the words of the text file beside it.

    They are withheld until they were screened, like any photo. Raises ConsentMissing (403), ArchiveRefused of
    imaging.errors, TooManyPictures and NothingToImport (422); nothing is kept then.
    """
    found = _opened(dataset, file)
    report = _of_what_is_passed_over(found)
    kept = list[Kept]()
    try:
        with tempfile.TemporaryDirectory(prefix="studio-import-") as folder:
            for pair, admitted, words in _taken(dataset, file, found.pairs, Path(folder), report):
                kept.append(Kept(pair.picture, _store(dataset, admitted, Path(folder)), words))
        _count([one.words for one in kept], found, report)
        run = _record(dataset, kept, report)
    except Exception:
        for one in kept:
            assets.discard(one.stored)
        raise
    return run, report


def make_of_archive(subject: Subject, file: Path, *, name: str) -> tuple[Dataset, Run, Report]:
    """A new dataset of a zip, named after it. Raises what ``take_archive`` raises; then there is no new dataset."""
    made = collecting.make(subject, _free_name(subject, PurePosixPath(name).stem.strip()[:50] or "Import"))
    try:
        run, report = take_archive(made, file)
    except Exception:
        collecting.delete(made)
        raise
    return made, run, report


def _free_name(subject: Subject, name: str) -> str:
    taken = {known.lower() for known in Dataset.objects.filter(subject=subject).values_list("name", flat=True)}
    numbered = (f"{name} {number}" for number in count(2))
    return name if name.lower() not in taken else next(one for one in numbered if one.lower() not in taken)


def _opened(dataset: Dataset, file: Path) -> Pairing:
    subjects.require_consent(dataset.subject, to=Use.TRAIN)
    if file.stat().st_size > MOST_BYTES:
        raise TooManyBytes(f"This archive has more than {MOST_BYTES / 2**30:.0f} GB. Send it in several.")
    found = paired(archive.entries(file))
    if len(found.pairs) > MOST:
        raise TooManyPictures(
            f"This archive has {len(found.pairs)} pictures and may have {MOST}. Nothing was taken; send it in several."
        )
    return found


def _of_what_is_passed_over(found: Pairing) -> Report:
    report = Report()
    for entry in found.neither:
        report.leave_out(entry, "archive_refused" if entry.refusal else "unsupported_type", _why_neither(entry))
    for entry in found.lonely:
        report.leave_out(entry, "no_picture", "There is no picture of the same name beside it.")
    return report


def _taken(
    dataset: Dataset, file: Path, pairs: Iterable[Pair], room: Path, report: Report
) -> Iterator[tuple[Pair, Admitted, str]]:
    """Every picture that can be let in, with its words; the others go into the report."""
    rows = DatasetItem.objects.filter(dataset=dataset).values_list("asset__sha256", "original__sha256")
    known = {sha256 for row in rows for sha256 in row}
    for pair in pairs:
        try:
            admitted = _admitted(file, pair.picture, room)
        except UnusableInput as refusal:
            report.leave_out(pair.picture, refusal.code, refusal.message)
            continue
        if admitted.sha256 in known:
            report.leave_out(pair.picture, "known", "The same picture is in the dataset already.")
            continue
        known.add(admitted.sha256)
        yield pair, admitted, _words(file, pair, room, report)


def _why_neither(entry: Entry) -> str:
    return entry.refusal or "It is neither a picture nor a caption. Pictures are JPEG, PNG, WebP or HEIC."


def _admitted(file: Path, entry: Entry, room: Path) -> Admitted:
    photo = room / "picture"
    archive.unpack(file, entry, photo, limits=DATASET)
    return admit(photo, DATASET)


def _store(dataset: Dataset, admitted: Admitted, room: Path) -> Stored:
    content = room / "admitted.jpg"
    content.write_bytes(admitted.content)
    return assets.put(
        dataset.workspace,
        content=content,
        folder=selectors.folder(dataset),
        filename=f"{dataset.subject.slug}.jpg",
        thumbnails=dict(thumbnails(content)),
    )


def _words(file: Path, pair: Pair, room: Path, report: Report) -> str:
    """The caption beside a picture; what cannot be read is reported, and the picture is taken without words."""
    if pair.words is None:
        return ""
    text = room / "words"
    try:
        archive.unpack(file, pair.words, text, limits=CAPTION)
        words = read_words(text.read_bytes())
    except TooManyBytes:
        report.leave_out(pair.words, "too_many_bytes", "It is far too long for a caption.")
        return ""
    except UnreadablePicture as refusal:
        report.leave_out(pair.words, refusal.code, refusal.message)
        return ""
    if len(words) > LONGEST:
        report.notes.append(f"The caption {pair.words.name} was cut to {LONGEST} signs.")
    return words[:LONGEST]


def _count(words: list[str], found: Pairing, report: Report) -> None:
    report.pictures = len(words)
    report.captions = sum(map(bool, words))
    silent = report.pictures - report.captions
    if silent:
        report.notes.append(f"{_pictures(silent)} came without a caption. Write one or run a captioner.")
    if found.elsewhere:
        report.notes.append(f"Captions of {_pictures(found.elsewhere)} lay in another folder, under the same name.")


def _pictures(count: int) -> str:
    return "1 picture" if count == 1 else f"{count} pictures"


@transaction.atomic
def _record(dataset: Dataset, kept: Iterable[Kept], report: Report) -> Run:
    """Rows, numbers and the check in one transaction. What came in meanwhile is left out."""
    now = Dataset.objects.select_for_update(of=("self",)).select_related("subject", "workspace").get(id=dataset.id)
    items = []
    for one in kept:
        now.last_number += 1
        items.append(
            DatasetItem(
                dataset=now,
                number=now.last_number,
                name=PurePosixPath(one.entry.name).stem[:160],
                origin=f"file:{one.stored.sha256}",
                asset=assets.record(now.workspace, one.stored, quarantined=True),
                state=ItemState.PENDING,
                caption=one.words,
                author=Author.FILE if one.words else Author.NOBODY,
            )
        )
    there = set(DatasetItem.objects.filter(dataset=now).values_list("origin", flat=True))
    if any(item.origin in there for item in items):
        raise NothingToImport("The same archive is being imported already. Nothing was taken; wait for it.")
    DatasetItem.objects.bulk_create(items, batch_size=500)
    now.save(update_fields=["last_number"])
    run = checking.check(now, items, report=report.to_json())
    if run is None:
        raise NothingToImport(
            "No picture of this archive can be taken. Nothing was changed; the report says why.",
            report=report.to_json(),
        )
    changed(now)
    return run
