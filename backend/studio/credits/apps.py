"""Registers the app with Django."""

from django.apps import AppConfig


class Credits(AppConfig):
    """The ledger of credits: append-only, one statement a movement."""

    name = "studio.credits"
