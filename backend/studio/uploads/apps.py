"""Registers the app with Django."""

from django.apps import AppConfig


class Uploads(AppConfig):
    """Files on their way in."""

    name = "studio.uploads"
