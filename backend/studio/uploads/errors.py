"""What can go wrong with an upload or a hand-off."""

from __future__ import annotations

from studio.accounts.errors import StudioError


class UploadNotFound(StudioError):
    """No such upload in this workspace, or not one of this phone's."""

    code = "not_found"
    status = 404
    title = "Not found"


class UnknownDestination(StudioError):
    """Nobody receives files under this name."""

    code = "unknown_destination"
    status = 422
    title = "Nobody receives files there"


class UploadTooLarge(StudioError):
    """The file is larger than its destination takes."""

    code = "too_many_bytes"
    status = 413
    title = "Too large"


class TooManyUploads(StudioError):
    """The workspace has too many uploads open, or too many bytes in them."""

    code = "too_many_uploads"
    status = 409
    title = "Too many uploads at once"


class PartDamaged(StudioError):
    """A part has not the length or the digest that was announced."""

    code = "part_damaged"
    status = 422
    title = "A part arrived damaged"


class PartsMissing(StudioError):
    """Complete was asked before all parts were there."""

    code = "parts_missing"
    status = 409
    title = "Parts are missing"


class UploadDamaged(StudioError):
    """The parts together are not the file that was announced."""

    code = "upload_damaged"
    status = 422
    title = "The file arrived damaged"


class UploadFinished(StudioError):
    """A part was sent to an upload that is over."""

    code = "upload_finished"
    status = 409
    title = "The upload is over"


class AddressExpired(StudioError):
    """The address of a part is not one that was given, or is too old."""

    code = "address_expired"
    status = 403
    title = "The address is no longer good"


class HandOffOver(StudioError):
    """The token of a hand-off is unknown, revoked or too old."""

    code = "hand_off_over"
    status = 401
    title = "This code is no longer good"


class HandOffFull(StudioError):
    """A hand-off has brought as many photos as it may."""

    code = "hand_off_full"
    status = 409
    title = "This code has brought all it may"


class HandOffElsewhere(StudioError):
    """A phone asked for another model or another place than its code is for."""

    code = "hand_off_elsewhere"
    status = 403
    title = "This code is for another place"
