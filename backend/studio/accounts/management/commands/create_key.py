"""`manage.py create_key`: prints a fresh API key and nothing else."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from studio.accounts import selectors, services
from studio.accounts.models import User


class Command(BaseCommand):
    """Makes a key of a user, the demo user unless another is named."""

    help = "Prints a fresh API key of the demo user, or of --email. It is shown once: only its hash is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose key, and what to call it."""
        parser.add_argument("--email", default=services.DEMO_EMAIL, help="whose key; the demo user's by default")
        parser.add_argument("--name", default="command line", help="what the key is called in lists")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the key alone, so that it can be piped."""
        user = User.objects.filter(email=options["email"].lower()).first()
        workspace = selectors.workspace_of(user)
        if user is None or workspace is None:
            email = options["email"]
            raise CommandError(f"There is no user {email} with a workspace. Run `./studio up` once, or name --email.")
        self.stdout.write(services.create_key(user, workspace, name=options["name"]))
