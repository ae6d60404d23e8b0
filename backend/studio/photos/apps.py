"""Registers the app with Django, its run kinds, and where uploads become photos."""

from django.apps import AppConfig


class Photos(AppConfig):
    """Source and target photos, and the report on each."""

    name = "studio.photos"

    def ready(self) -> None:
        """Make the run kinds and the destinations known."""
        from studio.photos.destination import SourcePhotos, TargetPhotos
        from studio.photos.run_kind import Report, Screening
        from studio.runs import kinds
        from studio.uploads import kinds as destinations

        kinds.register(Screening())
        kinds.register(Report())
        destinations.register(SourcePhotos())
        destinations.register(TargetPhotos())
