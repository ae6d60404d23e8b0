"""Registers the app with Django."""

from django.apps import AppConfig


class Runs(AppConfig):
    """Runs: the database is the queue of record, the broker is a doorbell."""

    name = "studio.runs"

    def ready(self) -> None:
        """Register the checks that refuse to start on a gap between pipelines, kinds and engines."""
        from studio.runs import checks  # noqa: F401 (importing registers)
