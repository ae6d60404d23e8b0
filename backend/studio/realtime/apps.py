"""Registers the app with Django."""

from django.apps import AppConfig


class Realtime(AppConfig):
    """The live channel to the browser."""

    name = "studio.realtime"

    def ready(self) -> None:
        """Sockets close when what their user may see changes."""
        from studio.accounts import services
        from studio.realtime import publish

        services.leaves_with(publish.hang_up)
