"""A desk of photos as a whole: what is kept, warned, alike, or odd, known before a single row is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from imaging.reports import duplicates, likeness
from imaging.reports.shots import Measured, Shot, advise
from studio.photos.models import MODELS, Decision, PhotoStatus, Role, SourcePhoto
from studio.photos.selectors.rows import is_offered, measure
from studio.subjects import selectors as subjects
from studio.subjects.models import Subject, Use

WANTED = {Decision.KEEP: 10, Decision.NONE: 0, Decision.REJECT: -10}
"""What a decision adds to the rank of a photo among its copies."""
NAMED = 3
"""So many odd photos are named in a sentence; more are counted."""


@dataclass(frozen=True)
class SamePerson:
    """What comparing all sources says."""

    verdict: str
    """same, odd, or mixed: no person is on more than half of them."""
    measured: int
    odd: list[UUID]
    sentence: str


@dataclass
class Desk:
    """The photos of one role, as ids in the order of their numbers; refused ones are only counted."""

    order: list[UUID] = field(default_factory=list)
    refused: list[UUID] = field(default_factory=list)
    pending: list[UUID] = field(default_factory=list)
    warned: list[UUID] = field(default_factory=list)
    kept: list[UUID] = field(default_factory=list)
    rejected: list[UUID] = field(default_factory=list)
    stacks: list[list[UUID]] = field(default_factory=list)
    """Copies of one photo, the best first."""
    same_person: SamePerson | None = None


def desk(subject: Subject, role: Role) -> Desk:
    """The whole desk in one query, whatever its size; no report is read."""
    found = Desk()
    prints: list[tuple[UUID, str, float]] = []
    likenesses: list[tuple[UUID, int, list[float]]] = []
    rows: Any = MODELS[role].objects.filter(subject=subject).order_by("number")
    columns = [
        "id",
        "number",
        "status",
        "decision",
        "fingerprint",
        "rank",
        *(["vector"] if role is Role.SOURCE else []),
    ]
    for photo, number, status, decision, fingerprint, rank, *vector in rows.values_list(*columns):
        if status == PhotoStatus.REFUSED:
            found.refused.append(photo)
            continue
        found.order.append(photo)
        _sort(found, photo, status, decision)
        if fingerprint:
            prints.append((photo, fingerprint, rank + WANTED[decision]))
        if any(vector) and decision != Decision.REJECT:
            likenesses.append((photo, number, vector[0]))
    groups = duplicates.stacks([one for _, one, _ in prints], [rank for *_, rank in prints])
    found.stacks = [[prints[at][0] for at in group] for group in groups]
    if subjects.allows(subject, Use.SWAP):
        found.same_person = _same_person(likenesses)
    return found


def _sort(found: Desk, photo: UUID, status: str, decision: str) -> None:
    if status == PhotoStatus.PENDING:
        found.pending.append(photo)
    if status == PhotoStatus.WARNED:
        found.warned.append(photo)
    if decision == Decision.KEEP:
        found.kept.append(photo)
    if decision == Decision.REJECT:
        found.rejected.append(photo)


def _same_person(rows: Sequence[tuple[UUID, int, list[float]]]) -> SamePerson | None:
    """Of ids, numbers and identity vectors; None before two are measured."""
    if len(rows) < 2:
        return None
    compared = likeness.compare([vector for *_, vector in rows])
    odd = [rows[at] for at in compared.odd]
    if not compared.agreed:
        sentence = f"These {len(rows)} do not show one person"
        return SamePerson("mixed", len(rows), [], sentence)
    if not odd:
        return SamePerson("same", len(rows), [], f"Same person in all {len(rows)}")
    return SamePerson("odd", len(rows), [photo for photo, *_ in odd], _odd_sentence([number for _, number, _ in odd]))


def _odd_sentence(numbers: Sequence[int]) -> str:
    if len(numbers) > NAMED:
        return f"{len(numbers)} look like someone else"
    names = [f"s{number}" for number in numbers]
    if len(names) == 1:
        return f"{names[0]} looks like someone else"
    return f"{', '.join(names[:-1])} and {names[-1]} look like someone else"


def shots(subject: Subject) -> list[Shot]:
    """The photos that would help most, from the reports of the sources a swap may use."""
    if not subjects.allows(subject, Use.SWAP):
        return []
    rows = SourcePhoto.objects.filter(subject=subject).only("status", "decision", "report")
    measured = [
        _measured(photo.report) for photo in rows.iterator(chunk_size=500) if is_offered(photo) and photo.report
    ]
    return advise([one for one in measured if one is not None])


def _measured(report: dict[str, Any]) -> Measured | None:
    """None for a report that names no face, or was made by the screen alone."""
    face = next((face for face in report["faces"] if face["chosen"]), None)
    if face is None:
        return None
    top, bottom = face["box"][1], face["box"][3]
    return Measured(
        yaw=face["yaw"],
        face_height=face["height"],
        face_share=round(bottom - top, 3),
        sharpness=measure(report, "sharpness") or 0,
        lost_light=measure(report, "exposure") or 0,
    )
