"""`manage.py grant`: gives credits to a workspace."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser

from studio.accounts import selectors as accounts
from studio.accounts.models import User, Workspace
from studio.credits import selectors, services


class Command(BaseCommand):
    """Gives credits to a workspace."""

    help = "Gives credits to a workspace, by its slug or by the e-mail of its member."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who gets how many, and why."""
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--workspace", help="slug or id of the workspace")
        who.add_argument("--email", help="e-mail of a member; the oldest membership counts")
        parser.add_argument("credits", type=int, help="how many")
        parser.add_argument("--note", default="", help="why; shown in the ledger")

    def handle(self, *args: Any, **options: Any) -> None:
        """One GRANT in the ledger."""
        if options["credits"] <= 0:
            raise CommandError("Grant at least 1 credit. Nothing was changed.")
        workspace = _workspace(options)
        if workspace is None:
            raise CommandError("There is no such workspace. Nothing was changed. Check the slug or the e-mail.")
        services.grant(workspace, options["credits"], reference=f"grant-{uuid4()}", note=options["note"])
        balance, _ = selectors.sums(workspace)
        self.stdout.write(f"{workspace.name} now has {balance} credits free.")


def _workspace(options: dict[str, Any]) -> Workspace | None:
    if options["email"]:
        return accounts.workspace_of(User.objects.filter(email=options["email"].lower()).first())
    return accounts.workspace_named(options["workspace"])
