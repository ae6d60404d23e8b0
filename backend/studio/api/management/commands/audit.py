"""`manage.py audit`: checks what must hold after any fault, over every workspace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from studio.accounts.models import Workspace
from studio.assets import selectors as assets
from studio.assets import services as asset_services
from studio.credits import selectors as credits
from studio.datasets import selectors as datasets
from studio.photos import selectors as photos
from studio.runs import selectors as runs
from studio.swaps.selectors import results as swaps
from studio.uploads import sweeping as uploads


class Command(BaseCommand):
    """Audit."""

    help = "Checks that no run is lost, no picture was charged twice, holds are released, and no file is an orphan."

    def add_arguments(self, parser: Any) -> None:
        """Options."""
        parser.add_argument(
            "--sweep", action="store_true", help="Remove files without a row first, whatever their age."
        )

    def handle(self, *, sweep: bool, **_: Any) -> None:
        """Print every violation and fail, or say that there is none."""
        if sweep:
            asset_services.sweep(older_than=timedelta(0))
            uploads.sweep(left_alone=0)
        problems = [*runs.audit(), *uploads.audit()]
        for workspace in Workspace.objects.all():
            problems += [*credits.audit(workspace), *assets.audit(workspace)]
            problems += [*photos.audit(workspace), *swaps.audit(workspace), *datasets.audit(workspace)]
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} violation(s).")
        self.stdout.write("Everything holds.")
