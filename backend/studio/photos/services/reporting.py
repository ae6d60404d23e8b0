"""The report on a photo: asked for, and written as its stages find something; whatever stops the screen quarantines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from imaging.reports import duplicates, likeness, measures
from imaging.reports.check import Check, assemble, with_check
from studio.assets import services as assets
from studio.photos import selectors
from studio.photos.events import PhotoChanged
from studio.photos.models import MODELS, PhotoStatus, Role, SourcePhoto
from studio.photos.selectors import AnyPhoto
from studio.realtime.publish import publish
from studio.runs import services as runs
from studio.runs.models import Run
from studio.subjects import selectors as subjects
from studio.subjects.models import Subject, Use

AGE_CODES = frozenset({"age_refused"})
FREE = " It cost nothing."
"""What runs add to every failure; of a report, which never costs, it need not be said."""
NOT_FINISHED = (
    "The check of this photo could not be finished, so it was refused to be safe. Delete it and upload it again."
)
MEASURED = (PhotoStatus.READY, PhotoStatus.WARNED)


def locked(photo: AnyPhoto) -> AnyPhoto | None:
    """The photo as it is now, locked until the transaction ends; None when it was deleted."""
    rows: Any = MODELS[Role(photo.role)].objects.select_related("subject__workspace", "report_run")
    found: AnyPhoto | None = rows.select_for_update(of=("self",)).filter(id=photo.id).first()
    return found


@transaction.atomic
def request_report(photo: AnyPhoto) -> Run:
    """Ask for the report where consent allows it, for the screen alone where it does not.

    It is a report on the photo's present asset: what it finds is let go when the photo was edited meanwhile.
    """
    subject = photo.subject
    kind = "report" if subjects.allows(subject, Use.SWAP) else "screening"
    skip = frozenset({"identify"}) if kind == "report" and photo.role is Role.TARGET else frozenset[str]()
    run = runs.request(
        workspace=subject.workspace,
        kind=kind,
        subject=subject,
        title=f"Report on {selectors.label(photo)}" if kind == "report" else f"Check of {selectors.label(photo)}",
        recipe={"role": str(photo.role), "photo": str(photo.id), "asset": str(photo.asset_id)},
        pictures=1,
        prices={},
        skip=skip,
    )
    photo.report_run = run
    photo.save(update_fields=["report_run"])
    changed(photo)
    return run


def note_screened(photo: AnyPhoto, screening: Sequence[Mapping[str, Any]], *, final: bool) -> None:
    """The screen let the photo through: it may be shown. ``final`` when nothing more will be measured for now."""
    assets.release(photo.asset)
    if photo.report is None or final:
        photo.report = _with_first_look(screening)
    if final:
        photo.status = _status_of(photo.report)
        forget_likeness(photo)
    photo.save(update_fields=["report", "status"])
    changed(photo)


def forget_likeness(photo: AnyPhoto) -> None:
    """Drop the identity vector: a photo that may only be screened, or was refused, has none."""
    if isinstance(photo, SourcePhoto) and photo.vector is not None:
        photo.vector = None
        photo.save(update_fields=["vector"])


def _with_first_look(screening: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return assemble(screening, measured=False, faces=[], yaw=None, identity_distance=None)


def note_inspected(photo: AnyPhoto, report: Mapping[str, Any], fingerprint: str = "") -> None:
    """The report of a measured photo; the likeness, where it is compared at all, comes later."""
    photo.report = {**report, "measured": True}
    photo.status = _status_of(photo.report)
    photo.fingerprint = fingerprint
    photo.rank = duplicates.rank(
        photo.report["verdict"],
        face_height=max((face["height"] for face in photo.report["faces"] if face["chosen"]), default=0),
        sharpness=selectors.measure(photo.report, "sharpness") or 0,
    )
    photo.save(update_fields=["report", "status", "fingerprint", "rank"])
    changed(photo)


def note_identified(photo: SourcePhoto, vector: list[float] | None) -> None:
    """Keep the identity vector and compare all of the subject's sources with one another."""
    photo.vector = vector
    photo.save(update_fields=["vector"])
    compare_likeness(photo.subject_id, of=photo.id)
    photo.refresh_from_db(fields=["report", "status"])
    changed(photo)


def compare_likeness(subject: UUID, *, of: UUID | None = None) -> None:
    """Say of every source whether it shows whom most of them show.

    Who came first is not always who is meant: a new photo may turn an older one into the odd one out. Only reports
    whose verdict changes are written, and that of the photo ``of``.
    """
    Subject.objects.select_for_update().get(id=subject)
    photos = list(selectors.comparable(subject))
    found = likeness.compare([photo.vector or [] for photo in photos])
    for photo, distance in zip(photos, found.distances, strict=True):
        if photo.report is None:
            continue
        check = measures.identity(distance)
        known = next((line for line in photo.report["checks"] if line["key"] == check.key), None)
        if photo.id != of and known is not None and _says_the_same(known, check):
            continue
        photo.report = with_check(photo.report, check, identity_distance=distance)
        if photo.status in MEASURED:
            photo.status = _status_of(photo.report)
        photo.save(update_fields=["report", "status"])
        if photo.id != of:
            changed(photo)


def _says_the_same(known: Mapping[str, Any], check: Check) -> bool:
    """A distance that moved a little is not worth a write; the first one to compare with is."""
    return known["verdict"] == check.verdict and (known["value"] is None) == (check.value is None)


def note_refused(photo: AnyPhoto, code: str, detail: str) -> None:
    """Quarantine: the screen refused the photo, or broke; closed either way. What a part of a photo shows, all of it
    shows: the original of an edited one is withheld too."""
    assets.quarantine(photo.asset)
    if photo.original is not None:
        assets.quarantine(photo.original)
    refused = code in ("content_refused", "age_refused")
    sentence = detail.removesuffix(FREE) if refused else NOT_FINISHED
    check = (
        Check("age", "Age", "refuse", None, "", sentence)
        if code in AGE_CODES
        else Check("content", "Content", "refuse", None, "", sentence)
    )
    photo.report = assemble([check.to_json()], measured=False, faces=[], yaw=None, identity_distance=None)
    photo.status = PhotoStatus.REFUSED
    photo.fingerprint, photo.rank = "", 0
    photo.save(update_fields=["report", "status", "fingerprint", "rank"])
    forget_likeness(photo)
    changed(photo)


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
    changed(photo)


def _status_of(report: Mapping[str, Any]) -> PhotoStatus:
    """REFUSED is for quarantine alone: a report that says refuse (no face) makes a photo unusable, not unseen."""
    return PhotoStatus.READY if report["verdict"] == "pass" else PhotoStatus.WARNED


def changed(photo: AnyPhoto) -> None:
    """Tell the browsers that the photo is to be fetched again."""
    event = PhotoChanged(
        subject=photo.subject_id, role=Role(photo.role), photo=photo.id, status=PhotoStatus(photo.status)
    )
    publish(photo.workspace_id, event)
