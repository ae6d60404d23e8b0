"""Registers the toy."""

from django.apps import AppConfig


class Toy(AppConfig):
    name = "toy"

    def ready(self) -> None:
        from studio.runs import kinds
        from toy.run_kind import ToyKind

        kinds.register(ToyKind())
