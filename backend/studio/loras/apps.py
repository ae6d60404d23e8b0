"""Registers the app with Django."""

from django.apps import AppConfig


class Loras(AppConfig):
    """LoRAs of subjects."""

    name = "studio.loras"
