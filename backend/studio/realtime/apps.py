"""Registers the app with Django."""

from django.apps import AppConfig


class Realtime(AppConfig):
    """The live channel to the browser."""

    name = "studio.realtime"
