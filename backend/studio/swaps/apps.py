"""Registers the app with Django."""

from django.apps import AppConfig


class Swaps(AppConfig):
    """Face swaps: sources times targets, and their results."""

    name = "studio.swaps"
