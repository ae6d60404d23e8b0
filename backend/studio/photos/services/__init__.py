"""What may be done with photos: upload, report, choose a face, decide, edit, delete, put into sets."""

from studio.photos.services.changing import choose_face, delete
from studio.photos.services.deciding import BulkAction, decide, in_bulk
from studio.photos.services.editing import edit
from studio.photos.services.reporting import (
    NOT_FINISHED,
    compare_likeness,
    forget_likeness,
    locked,
    note_identified,
    note_inspected,
    note_refused,
    note_screened,
    note_unmeasured,
    request_report,
)
from studio.photos.services.sets import add_to_set, change_set, delete_set, make_set, remove_from_set
from studio.photos.services.uploading import FOLDERS, upload

__all__ = [
    "FOLDERS",
    "NOT_FINISHED",
    "BulkAction",
    "add_to_set",
    "change_set",
    "choose_face",
    "compare_likeness",
    "decide",
    "delete",
    "delete_set",
    "edit",
    "forget_likeness",
    "in_bulk",
    "locked",
    "make_set",
    "note_identified",
    "note_inspected",
    "note_refused",
    "note_screened",
    "note_unmeasured",
    "remove_from_set",
    "request_report",
    "upload",
]
