"""What engines refuse."""

from studio.accounts.errors import StudioError


class AlwaysOn(StudioError):
    """Somebody wants to switch off what keeps people safe, or what every picture needs."""

    code = "always_on"
    status = 409
    title = "This is always on"


class UnknownEngine(StudioError):
    """An engine that does not exist, does something else, or does not take these options."""

    code = "unknown_engine"
    status = 422
    title = "This engine cannot be used"


class EngineSwitchedOff(StudioError):
    """A run cannot have another round, because an engine it was asked with is not on offer any more."""

    code = "engine_switched_off"
    status = 409
    title = "This engine was switched off"


class WeightsMissing(StudioError):
    """The engine lacks a file that the operator has to bring; the detail names it and where to put it."""

    code = "missing_weights"
    status = 409
    title = "The engine lacks its weights"
