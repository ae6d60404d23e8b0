"""Reads datasets: rows, their pictures as shown, the whole at a glance, plans, downloads and the audit."""

from studio.datasets.selectors.audit import audit, content_hash
from studio.datasets.selectors.filling import filled, preview, require_fillable
from studio.datasets.selectors.rows import (
    edit_of,
    filename,
    find,
    find_item,
    folder,
    get,
    get_item,
    get_plain,
    get_version,
    is_withheld,
    learned,
    of_subject,
    of_workspace,
    reports,
    versions,
    waiting,
)

__all__ = [
    "audit", "content_hash", "edit_of", "filename", "filled", "find", "find_item", "folder", "get", "get_item",
    "get_plain", "get_version", "is_withheld", "learned", "of_subject", "of_workspace", "preview", "reports",
    "require_fillable", "versions", "waiting",
]  # fmt: skip
