"""Registers the app with Django, and what tidies up after it."""

from django.apps import AppConfig


class Uploads(AppConfig):
    """Files on their way in."""

    name = "studio.uploads"

    def ready(self) -> None:
        """Let the sweeper remove what nobody finished."""
        from studio.runs import kinds
        from studio.uploads import sweeping

        kinds.tidied_by(sweeping.sweep)
