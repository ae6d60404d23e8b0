"""Makes the demo workspace with its login and, where the sample photos are there, its synthetic subject."""

from __future__ import annotations

import json
import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from studio.accounts import services as accounts
from studio.swaps.management import demonstration

LOGIN_FILE = "demo-login.json"


class Command(BaseCommand):
    """``manage.py seed_demo``: safe to call at every start."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing and leave everything else as it is."""
        password = demonstration.password()
        workspace = accounts.ensure_demo(password)
        _write_login(password)
        made = demonstration.seed(workspace)
        if made:
            self.stdout.write(
                f"The demo workspace has a synthetic person, {demonstration.NAME}, to try the studio with."
            )
        elif not demonstration.is_there():
            self.stdout.write("The demo workspace is there. No sample photos came with this copy: upload your own.")


def _write_login(password: str) -> None:
    """For whoever started the studio to read and show; closed to other users of the machine."""
    path = settings.DATA / LOGIN_FILE
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump({"email": accounts.DEMO_EMAIL, "password": password}, file)
    fresh.replace(path)
