"""Registers the app with Django."""

from django.apps import AppConfig


class Runs(AppConfig):
    """Runs: the database is the queue of record, the broker is a doorbell."""

    name = "studio.runs"
