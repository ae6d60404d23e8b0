"""What can go wrong with a swap."""

from __future__ import annotations

from studio.accounts.errors import StudioError


class SwapNotFound(StudioError):
    """No such subject, photo or run in this workspace."""

    code = "not_found"
    status = 404
    title = "Not found"


class NothingToMake(StudioError):
    """No source, no target, or no pair of them that can be swapped."""

    code = "nothing_to_make"
    status = 422
    title = "Nothing to make"


class TooManyPictures(StudioError):
    """More pictures than one run may have."""

    code = "too_many_pictures"
    status = 422
    title = "Too many pictures for one run"


class NothingFinished(StudioError):
    """An archive was asked for before a picture was finished."""

    code = "nothing_finished"
    status = 409
    title = "Nothing to download yet"


class TooManyResults(StudioError):
    """More results at once than one request may change."""

    code = "too_many_results"
    status = 422
    title = "Too many pictures at once"
