"""What subjects refuse."""

from studio.accounts.errors import StudioError


class ConsentMissing(StudioError):
    """A real subject has no live consent for a use."""

    code = "consent_missing"
    status = 403
    title = "Consent is missing"


class AttestationRequired(StudioError):
    """Somebody has to say that they may do this."""

    code = "attestation_required"
    status = 422
    title = "An attestation is needed"


class ConsentNotNeeded(StudioError):
    """A synthetic subject is nobody's likeness, so nobody can consent."""

    code = "consent_not_needed"
    status = 422
    title = "No consent is needed"


class UnknownUse(StudioError):
    """A consent names a use that does not exist."""

    code = "unknown_use"
    status = 422
    title = "Unknown use"


class UnusableEvidence(StudioError):
    """The evidence of a consent is of a type we do not keep."""

    code = "unsupported_type"
    status = 415
    title = "Not a type we keep as evidence"


class EvidenceTooLarge(StudioError):
    """The evidence of a consent is too large."""

    code = "too_many_bytes"
    status = 413
    title = "Too large"


class SubjectInUse(StudioError):
    """Photos, runs or results hang on the subject."""

    code = "subject_in_use"
    status = 409
    title = "The model is in use"


class SettingsUnusable(StudioError):
    """Defaults that no run could start with."""

    code = "settings_unusable"
    status = 422
    title = "These settings cannot be used"
