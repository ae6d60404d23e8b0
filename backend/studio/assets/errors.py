"""What can go wrong with a stored file."""

from __future__ import annotations

from studio.accounts.errors import StudioError


class UnsupportedFile(StudioError):
    """The content is not one of the types that are kept, or not what the file's name says."""

    code = "unsupported_type"
    status = 415
    title = "This type of file cannot be kept"


class AssetNotFound(StudioError):
    """No such file in this workspace, or one that is withheld."""

    code = "not_found"
    status = 404
    title = "Not found"
