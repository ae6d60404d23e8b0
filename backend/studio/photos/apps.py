"""Registers the app with Django."""

from django.apps import AppConfig


class Photos(AppConfig):
    """Source and target photos, and the report on each."""

    name = "studio.photos"
