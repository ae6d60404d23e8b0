"""`manage.py make_operator`: lets a user look after the whole installation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from studio.accounts import services
from studio.accounts.models import User


class Command(BaseCommand):
    """Makes a user an operator."""

    help = "Makes a user an operator: users, grants, prices and engine switches, and the pages under /operator/."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who."""
        parser.add_argument("email", help="e-mail of somebody who has signed up")
        parser.add_argument("--no-longer", action="store_true", help="take it back")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say who is one now."""
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError("Nobody with this e-mail has signed up. Nothing was changed. Check the address.")
        services.set_operator(user, not options["no_longer"])
        said = (
            "is no operator any more"
            if options["no_longer"]
            else "is an operator now and finds Operator in the settings"
        )
        self.stdout.write(f"{user.email} {said}.")
