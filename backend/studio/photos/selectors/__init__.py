"""Reads photos: rows, what a report allows, the desk they lie on, and whether the rows agree."""

from studio.photos.selectors.desk import Desk, desk, shots
from studio.photos.selectors.rows import (
    AnyPhoto,
    as_photo,
    audit,
    comparable,
    edit_of,
    filename,
    find,
    get,
    is_offered,
    is_usable,
    label,
    measure,
    of_subject,
    same_content,
    same_originals,
    waiting_for_a_report,
    why_unusable,
)
from studio.photos.selectors.sets import get_set, sets_of

__all__ = [
    "AnyPhoto",
    "Desk",
    "as_photo",
    "audit",
    "comparable",
    "desk",
    "edit_of",
    "filename",
    "find",
    "get",
    "get_set",
    "is_offered",
    "is_usable",
    "label",
    "measure",
    "of_subject",
    "same_content",
    "same_originals",
    "sets_of",
    "shots",
    "waiting_for_a_report",
    "why_unusable",
]
