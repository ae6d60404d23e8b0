"""Asks for the reports that nobody asked for: after a crash, and once a consent has been granted."""

from __future__ import annotations

import logging

from django.db import transaction

from studio.accounts.errors import StudioError
from studio.photos import selectors, services
from studio.photos.models import MODELS, PhotoStatus
from studio.photos.selectors import AnyPhoto
from studio.runs.models import FINISHED
from studio.subjects import selectors as subjects
from studio.subjects.models import Use

log = logging.getLogger(__name__)

AT_ONCE = 50


def request_waiting_reports() -> int:
    """Ask for the reports of photos nobody works on; says how many. Safe to call from several workers at once."""
    return sum(_request(photo) for role in MODELS for photo in selectors.waiting_for_a_report(role, AT_ONCE))


def _request(photo: AnyPhoto) -> bool:
    try:
        with transaction.atomic():
            locked = services.locked(photo)
            if locked is None or not _is_waiting(locked):
                return False
            services.request_report(locked)
    except StudioError as problem:
        log.warning("No report could be asked for photo %s: %s", photo.id, problem.detail)
        return False
    return True


def _is_waiting(photo: AnyPhoto) -> bool:
    """The rule of ``selectors.waiting_for_a_report`` once more, under the lock, and with the consent."""
    run = photo.report_run
    if photo.status == PhotoStatus.PENDING:
        return run is None or run.status in FINISHED
    return run is not None and run.kind == "screening" and subjects.allows(photo.subject, Use.SWAP)
