"""What a demonstration refuses."""

from studio.accounts.errors import StudioError


class NothingToShow(StudioError):
    """The sample pictures or the embedded base did not come with this copy of the studio."""

    code = "nothing_to_show"
    status = 409
    title = "There is no demonstration here"
