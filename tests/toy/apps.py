"""Registers the toy."""

from django.apps import AppConfig


class Toy(AppConfig):
    name = "toy"

    def ready(self) -> None:
        from studio.runs import kinds
        from studio.uploads import kinds as destinations
        from toy.destination import ToyFiles
        from toy.run_kind import ToyKind

        kinds.register(ToyKind())
        destinations.register(ToyFiles())
