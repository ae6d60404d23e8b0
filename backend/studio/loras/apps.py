"""Registers the app with Django."""

from django.apps import AppConfig


class Loras(AppConfig):
    """LoRAs of subjects."""

    name = "studio.loras"

    def ready(self) -> None:
        """Make the run kind known."""
        from studio.loras.run_kind import Training
        from studio.runs import kinds

        kinds.register(Training())
