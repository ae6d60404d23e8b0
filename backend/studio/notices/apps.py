"""Registers the app with Django."""

from django.apps import AppConfig


class Notices(AppConfig):
    """What users are told when they are not looking."""

    name = "studio.notices"
