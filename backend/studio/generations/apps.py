"""Registers the app with Django, and its run kinds."""

from django.apps import AppConfig


class Generations(AppConfig):
    """Pictures from words."""

    name = "studio.generations"

    def ready(self) -> None:
        """Make the run kinds known."""
        from studio.generations.run_kind import Enlarge, Generate
        from studio.runs import kinds

        kinds.register(Generate())
        kinds.register(Enlarge())
