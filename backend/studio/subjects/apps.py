"""Registers the app with Django."""

from django.apps import AppConfig


class Subjects(AppConfig):
    """The ones whose likeness it is, and their consent."""

    name = "studio.subjects"
