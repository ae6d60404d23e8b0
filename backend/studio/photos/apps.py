"""Registers the app with Django, and its run kinds."""

from django.apps import AppConfig


class Photos(AppConfig):
    """Source and target photos, and the report on each."""

    name = "studio.photos"

    def ready(self) -> None:
        """Make the run kinds known."""
        from studio.photos.run_kind import Report, Screening
        from studio.runs import kinds

        kinds.register(Screening())
        kinds.register(Report())
