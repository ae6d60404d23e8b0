"""Registers the app with Django and what it hears of runs."""

from django.apps import AppConfig


class Demonstrations(AppConfig):
    """The whole way, step after step."""

    name = "studio.demonstrations"

    def ready(self) -> None:
        """Take the next step when a run ends, and, after a crash, when the sweeper comes by."""
        from studio.demonstrations import services
        from studio.runs import kinds

        kinds.when_over(services.heard)
        kinds.tidied_by(services.go_on_with_all)
