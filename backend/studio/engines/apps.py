"""Registers the app with Django."""

from django.apps import AppConfig


class Engines(AppConfig):
    """The catalogue of engines as the API shows it."""

    name = "studio.engines"
