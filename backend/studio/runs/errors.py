"""What can go wrong with a run."""

from studio.accounts.errors import StudioError


class NothingToRetry(StudioError):
    """Every picture was made, or was refused for good."""

    code = "nothing_to_retry"
    status = 409
    title = "Nothing to retry"


class RunStillGoing(StudioError):
    """The run has not finished yet."""

    code = "run_still_going"
    status = 409
    title = "The run is still going"


class LeaseLost(Exception):
    """This worker no longer holds the stage: another took it over, or it was cancelled. Nothing was written."""
