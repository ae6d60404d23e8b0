"""Registers the app with Django, and opens an account for every new workspace."""

from django.apps import AppConfig


class Credits(AppConfig):
    """The ledger of credits: append-only, one statement a movement."""

    name = "studio.credits"

    def ready(self) -> None:
        """Accounts are below credits, so credits ask to be told of a new workspace."""
        from studio.accounts import services as accounts
        from studio.credits import services as credits

        accounts.opens_with(credits.open_account)
