"""Writes photos: upload, the report on each, the chosen face, quarantine, deletion."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from imaging.intake.admit import admit
from imaging.intake.thumbnails import thumbnails
from imaging.reports import measures
from imaging.reports.check import Check, assemble, with_check
from studio.accounts.models import User
from studio.assets import services as assets
from studio.photos import selectors
from studio.photos.errors import AttestationRequired, NoSuchFace, PhotoInUse, PhotoUnusable
from studio.photos.events import PhotoChanged
from studio.photos.models import MODELS, LastNumber, PhotoStatus, Role, SourcePhoto
from studio.photos.selectors import AnyPhoto
from studio.realtime.publish import publish
from studio.runs import services as runs
from studio.runs.models import FINISHED, Run
from studio.subjects import selectors as subjects
from studio.subjects.models import Subject, Use

log = logging.getLogger(__name__)

FOLDERS: Mapping[Role, str] = {Role.SOURCE: "sources", Role.TARGET: "targets"}
AGE_CODES = frozenset({"age_refused"})
FREE = " It cost nothing."
"""What runs add to every failure; of a report, which never costs, it need not be said."""
NOT_FINISHED = (
    "The check of this photo could not be finished, so it was refused to be safe. Delete it and upload it again."
)


def upload(
    subject: Subject, role: Role, *, file: Path, name: str, by: User, attestation: str | None = None
) -> tuple[AnyPhoto, bool]:
    """Let a file in and ask for its report; says whether it is new. The same content again gives the photo there is.

    ``attestation`` is for targets: None records the default statement. Raises UnusableInput of imaging.errors for a
    file that is not let in, AttestationRequired for an empty statement.
    """
    statement = _statement(role, by, attestation)
    original = assets.sha256_of(file)
    admitted = admit(file)
    known = selectors.same_content(subject, role, admitted.sha256)
    if known is not None:
        _remember_original(known, original)
        return known, False
    with tempfile.TemporaryDirectory(prefix="studio-upload-") as folder:
        content = Path(folder) / "photo.jpg"
        content.write_bytes(admitted.content)
        photo, new = _keep(
            subject, role, content=content, sha256=admitted.sha256, name=name, by=by, statement=statement
        )
        _remember_original(photo, original)
        return photo, new


def _remember_original(photo: AnyPhoto, sha256: str) -> None:
    """Keep the hash of the file as it was sent, so that the same file need not be sent again; the first one counts."""
    if not photo.original_sha256:
        photo.original_sha256 = sha256
        photo.save(update_fields=["original_sha256"])


def _statement(role: Role, by: User, attestation: str | None) -> str:
    if role is Role.SOURCE:
        return ""
    if attestation is None:
        return f"By uploading it, {by.email} confirmed the right to use this photo."
    if not attestation.strip():
        raise AttestationRequired(
            "A target photo shows a second person. Nothing was kept; confirm that you may use it and send it again."
        )
    return attestation.strip()


def _keep(
    subject: Subject, role: Role, *, content: Path, sha256: str, name: str, by: User, statement: str
) -> tuple[AnyPhoto, bool]:
    """Number the photo and write its rows. The lock on the subject makes numbers and duplicates one at a time."""
    small = thumbnails(content)
    with transaction.atomic():
        Subject.objects.select_for_update().get(id=subject.id)
        known = selectors.same_content(subject, role, sha256)
        if known is not None:
            return known, False
        number = _next_number(subject, role)
        stored = assets.put(
            subject.workspace,
            content=content,
            folder=f"{subject.slug}/{FOLDERS[role]}",
            filename=selectors.filename(subject, role, number),
            thumbnails=dict(small),
        )
        fields: dict[str, Any] = {"attestation": statement} if role is Role.TARGET else {}
        photo: AnyPhoto = MODELS[role].objects.create(
            workspace=subject.workspace,
            subject=subject,
            number=number,
            name=name[:120],
            # Withheld until the screen has let it through: whatever goes wrong before leaves it unseen.
            asset=assets.record(subject.workspace, stored, quarantined=True),
            uploaded_by=by,
            **fields,
        )
        request_report(photo)
    return photo, True


def _next_number(subject: Subject, role: Role) -> int:
    last, _ = LastNumber.objects.get_or_create(subject=subject, role=role)
    last.number += 1
    last.save(update_fields=["number"])
    return last.number


def locked(photo: AnyPhoto) -> AnyPhoto | None:
    """The photo as it is now, locked until the transaction ends; None when it was deleted."""
    rows: Any = MODELS[Role(photo.role)].objects.select_related("subject__workspace", "report_run")
    found: AnyPhoto | None = rows.select_for_update(of=("self",)).filter(id=photo.id).first()
    return found


@transaction.atomic
def request_report(photo: AnyPhoto) -> Run:
    """Ask for the report where consent allows it, for the screen alone where it does not."""
    subject = photo.subject
    kind = "report" if subjects.allows(subject, Use.SWAP) else "screening"
    skip = frozenset({"identify"}) if kind == "report" and photo.role is Role.TARGET else frozenset[str]()
    run = runs.request(
        workspace=subject.workspace,
        kind=kind,
        subject=subject,
        title=f"Report on {selectors.label(photo)}" if kind == "report" else f"Check of {selectors.label(photo)}",
        recipe={"role": str(photo.role), "photo": str(photo.id)},
        pictures=1,
        prices={},
        skip=skip,
    )
    photo.report_run = run
    photo.save(update_fields=["report_run"])
    _changed(photo)
    return run


@transaction.atomic
def choose_face(photo: AnyPhoto, index: int) -> AnyPhoto:
    """Use another of the faces the report found, and measure anew. Raises NoSuchFace, PhotoUnusable, PhotoInUse."""
    if photo.status == PhotoStatus.REFUSED:
        raise PhotoUnusable("This photo was refused, so no face of it can be chosen. Delete it.")
    faces = (photo.report or {}).get("faces", [])
    if not 0 <= index < len(faces):
        raise NoSuchFace(
            f"The report found {len(faces)} faces and there is no number {index}. Count from 0, largest first.",
            faces=len(faces),
        )
    _require_idle(photo)
    photo.chosen_face = index
    photo.status = PhotoStatus.PENDING
    photo.save(update_fields=["chosen_face", "status"])
    request_report(photo)
    return photo


@transaction.atomic
def delete(photo: AnyPhoto) -> None:
    """Delete rows and files. Raises PhotoInUse (409) while a run that needs the photo has not finished."""
    _require_idle(photo, but_its_report=True)
    asset = photo.asset
    if photo.report_run is not None and photo.report_run.status not in FINISHED:
        runs.cancel(photo.report_run)
    event = PhotoChanged(
        subject=photo.subject_id, role=Role(photo.role), photo=photo.id, status=PhotoStatus(photo.status)
    )
    photo.delete()
    assets.delete(asset)
    publish(photo.workspace_id, event)


def _require_idle(photo: AnyPhoto, *, but_its_report: bool = False) -> None:
    """A recipe names its photos by id, so a search of the text of the subject's live recipes finds every user."""
    live = Run.objects.filter(subject_id=photo.subject_id).exclude(status__in=FINISHED)
    if but_its_report and photo.report_run_id:
        live = live.exclude(id=photo.report_run_id)
    if any(str(photo.id) in str(recipe) for recipe in live.values_list("recipe", flat=True)):
        raise PhotoInUse(
            "A run that has not finished uses this photo. Nothing was changed; wait for it or cancel it first."
        )


def note_screened(photo: AnyPhoto, screening: Sequence[Mapping[str, Any]], *, final: bool) -> None:
    """The screen let the photo through: it may be shown. ``final`` when nothing more will be measured for now."""
    assets.release(photo.asset)
    if photo.report is None or final:
        photo.report = _with_first_look(screening)
    if final:
        photo.status = _status_of(photo.report)
        forget_likeness(photo)
    photo.save(update_fields=["report", "status"])
    _changed(photo)


def forget_likeness(photo: AnyPhoto) -> None:
    """Drop the identity vector: a photo that may only be screened, or was refused, has none."""
    if isinstance(photo, SourcePhoto) and photo.vector is not None:
        photo.vector = None
        photo.save(update_fields=["vector"])


def _with_first_look(screening: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return assemble(screening, measured=False, faces=[], yaw=None, identity_distance=None)


def note_inspected(photo: AnyPhoto, report: Mapping[str, Any]) -> None:
    """The report of a measured photo; the likeness, where it is compared at all, comes later."""
    photo.report = {**report, "measured": True}
    photo.status = _status_of(photo.report)
    photo.save(update_fields=["report", "status"])
    _changed(photo)


def note_identified(photo: SourcePhoto, vector: list[float] | None) -> None:
    """Keep the identity vector and compare it with the subject's other sources."""
    photo.vector = vector
    if vector is not None and photo.report is not None:
        distance = selectors.nearest_distance(photo, vector)
        rounded = None if distance is None else round(distance, 4)
        photo.report = with_check(photo.report, measures.identity(distance), identity_distance=rounded)
        photo.status = _status_of(photo.report)
    photo.save(update_fields=["vector", "report", "status"])
    _changed(photo)


def note_refused(photo: AnyPhoto, code: str, detail: str) -> None:
    """Quarantine: the screen refused the photo, or broke; closed either way."""
    assets.quarantine(photo.asset)
    refused = code in ("content_refused", "age_refused")
    sentence = detail.removesuffix(FREE) if refused else NOT_FINISHED
    check = (
        Check("age", "Age", "refuse", None, "", sentence)
        if code in AGE_CODES
        else Check("content", "Content", "refuse", None, "", sentence)
    )
    photo.report = assemble([check.to_json()], measured=False, faces=[], yaw=None, identity_distance=None)
    photo.status = PhotoStatus.REFUSED
    photo.save(update_fields=["report", "status"])
    forget_likeness(photo)
    _changed(photo)


def note_unmeasured(photo: AnyPhoto, detail: str) -> None:
    """The screen let it through, yet it could not be measured: usable, with a warning."""
    report = photo.report or _with_first_look([])
    if report["verdict"] != "refuse":
        report = {
            **report,
            "verdict": "warn",
            "sentence": f"This photo could not be measured. {detail.removesuffix(FREE)}",
        }
    photo.report = report
    photo.status = PhotoStatus.WARNED
    photo.save(update_fields=["report", "status"])
    _changed(photo)


def _status_of(report: Mapping[str, Any]) -> PhotoStatus:
    """REFUSED is for quarantine alone: a report that says refuse (no face) makes a photo unusable, not unseen."""
    return PhotoStatus.READY if report["verdict"] == "pass" else PhotoStatus.WARNED


def _changed(photo: AnyPhoto) -> None:
    event = PhotoChanged(
        subject=photo.subject_id, role=Role(photo.role), photo=photo.id, status=PhotoStatus(photo.status)
    )
    publish(photo.workspace_id, event)
