"""`manage.py spend KEY N`: takes credits out of the workspace of a key, for tests."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from studio.accounts import selectors as accounts
from studio.credits import services as credits


class Command(BaseCommand):
    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("key")
        parser.add_argument("amount", type=int)

    def handle(self, *, key: str, amount: int, **_: Any) -> None:
        found = accounts.live_key(key)
        assert found is not None
        run = uuid.uuid4()
        with transaction.atomic():
            credits.hold(found.workspace, amount, run=run, reference=f"spent:{run}")
            credits.capture(found.workspace, amount, run=run, reference=f"spent:{run}")
