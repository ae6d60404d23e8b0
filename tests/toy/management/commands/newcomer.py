"""`manage.py newcomer`: a user with a workspace, a key and credits, for tests; prints the key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from studio.accounts import services as accounts
from studio.accounts.models import User
from studio.credits import services as credits


class Command(BaseCommand):
    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--credits", type=int, default=1000)

    def handle(self, *, email: str, credits: int, **_: Any) -> None:
        user = User.objects.create_user(email, "a-long-password")
        workspace = accounts.create_workspace(user, name=email)
        grant(workspace, credits)
        self.stdout.write(accounts.create_key(user, workspace, name="test"))


def grant(workspace: Any, amount: int) -> None:
    credits.grant(workspace, amount, reference="test")
