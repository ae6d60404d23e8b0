"""Registers the app with Django."""

from django.apps import AppConfig


class Api(AppConfig):
    """What holds the API together: URLs, errors, paging and schema."""

    name = "studio.api"
