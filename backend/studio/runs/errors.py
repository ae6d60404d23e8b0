"""What can go wrong with a run."""

from studio.accounts.errors import StudioError


class NothingToRetry(StudioError):
    """Every picture was made, or was refused for good."""

    code = "nothing_to_retry"
    status = 409
    title = "Nothing to retry"


class NothingToPause(StudioError):
    """The run is over, or paused already."""

    code = "nothing_to_pause"
    status = 409
    title = "Nothing to pause"


class NotPaused(StudioError):
    """The run is not paused."""

    code = "not_paused"
    status = 409
    title = "The run is not paused"


class NotWaiting(StudioError):
    """The run has begun or is over, so it has no turn to wait for."""

    code = "not_waiting"
    status = 409
    title = "The run is not waiting"


class CannotBeAsked(StudioError):
    """Nobody works on the run, or what it makes cannot be had before it is done."""

    code = "cannot_be_asked"
    status = 409
    title = "The run cannot do that now"


class NotReached(StudioError):
    """What an item would go on from is not there."""

    code = "not_reached"
    status = 409
    title = "Not reached"


class RunStillGoing(StudioError):
    """The run has not finished yet."""

    code = "run_still_going"
    status = 409
    title = "The run is still going"


class LeaseLost(Exception):
    """This worker no longer holds the stage: another took it over, or it was cancelled. Nothing was written."""
