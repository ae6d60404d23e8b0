"""What can go wrong with a photo."""

from __future__ import annotations

from studio.accounts.errors import StudioError


class PhotoNotFound(StudioError):
    """No such photo in this workspace."""

    code = "not_found"
    status = 404
    title = "Not found"


class AttestationRequired(StudioError):
    """A target photo was sent with an empty attestation."""

    code = "attestation_required"
    status = 422
    title = "The right to use this photo must be confirmed"


class PhotoInUse(StudioError):
    """A run that has not finished needs the photo."""

    code = "photo_in_use"
    status = 409
    title = "The photo is in use"


class PhotoUnusable(StudioError):
    """The photo was refused, shows no usable face, or is gone."""

    code = "photo_unusable"
    status = 422
    title = "The photo cannot be used"


class NoSuchFace(StudioError):
    """The index is not one of the faces of the report."""

    code = "no_such_face"
    status = 422
    title = "There is no such face"


class NameTaken(StudioError):
    """Another set of the subject has that name."""

    code = "name_taken"
    status = 409
    title = "The name is taken"
