"""What engines refuse."""

from studio.accounts.errors import StudioError


class AlwaysOn(StudioError):
    """Somebody wants to switch off what keeps people safe, or what every picture needs."""

    code = "always_on"
    status = 409
    title = "This is always on"
