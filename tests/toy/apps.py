"""Registers the toy."""

from django.apps import AppConfig


class Toy(AppConfig):
    name = "toy"

    def ready(self) -> None:
        from studio.runs import kinds
        from studio.uploads import kinds as destinations
        from toy.destination import ToyFiles
        from toy.run_kind import SequenceKind, ToyKind

        kinds.register(ToyKind())
        kinds.register(SequenceKind())
        destinations.register(ToyFiles())
