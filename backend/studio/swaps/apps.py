"""Registers the app with Django, and its run kind."""

from django.apps import AppConfig


class Swaps(AppConfig):
    """Face swaps: sources times targets, and their results."""

    name = "studio.swaps"

    def ready(self) -> None:
        """Make the run kind known."""
        from studio.runs import kinds
        from studio.swaps.run_kind import Swap

        kinds.register(Swap())
