"""Registers the app with Django, what it hears of runs, and the postman of each worker."""

from django.apps import AppConfig


class Notices(AppConfig):
    """What users are told when they are not looking."""

    name = "studio.notices"

    def ready(self) -> None:
        """Hear of every run that ends; send letters beside the work."""
        from studio.notices import services, sweeping
        from studio.runs import kinds

        kinds.when_over(services.note_ended)
        kinds.beside_the_work(sweeping.Postman)
