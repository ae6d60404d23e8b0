"""Registers the app with Django."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Who may enter: users, workspaces, memberships and API keys."""

    name = "studio.accounts"
