"""Registers the app with Django."""

from django.apps import AppConfig


class Datasets(AppConfig):
    """Datasets: pictures with words."""

    name = "studio.datasets"

    def ready(self) -> None:
        """Make the run kinds known."""
        from studio.datasets.run_kind import Captions, Import
        from studio.runs import kinds

        kinds.register(Captions())
        kinds.register(Import())
