"""Registers the app with Django."""

from django.apps import AppConfig


class Datasets(AppConfig):
    """Datasets: pictures with words."""

    name = "studio.datasets"

    def ready(self) -> None:
        """Make the run kinds and the destination known."""
        from studio.datasets.destination import DatasetArchives
        from studio.datasets.run_kind import Captions, Import
        from studio.runs import kinds
        from studio.uploads import kinds as destinations

        kinds.register(Captions())
        kinds.register(Import())
        destinations.register(DatasetArchives())
