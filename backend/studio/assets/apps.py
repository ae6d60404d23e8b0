"""Registers the app with Django."""

from django.apps import AppConfig


class Assets(AppConfig):
    """Stored files, known by their hash."""

    name = "studio.assets"
