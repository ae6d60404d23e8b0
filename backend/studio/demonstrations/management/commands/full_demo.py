"""Shows the whole way once, visibly: one line of progress until the pictures are made."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from studio.accounts import services as accounts
from studio.accounts.errors import StudioError
from studio.accounts.models import User, Workspace
from studio.demonstrations import services
from studio.demonstrations.models import GOING, Demonstration, Step
from studio.runs.events import progress_of

LOOK_AGAIN = 0.5
"""Seconds between two looks."""


class Command(BaseCommand):
    """``manage.py full_demo``: needs a worker, and a workspace made by ``seed_demo``."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All have defaults."""
        parser.add_argument("--base-url", default="", help="Address of the dashboard, for the links.")
        parser.add_argument("--wait", type=float, default=1800, help="Seconds after which to give up waiting.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Begin, or find the one that is going, and wait for its end. Exits non-zero, saying why it stopped."""
        workspace = Workspace.objects.filter(is_demo=True).order_by("created_at").first()
        if workspace is None:
            raise CommandError("There is no demo workspace. Run `manage.py seed_demo` first.")
        began = time.monotonic()
        try:
            showing = services.begin(workspace, by=User.objects.get(email=accounts.DEMO_EMAIL))
        except StudioError as problem:
            raise CommandError(f"The demonstration could not be started. {problem.detail}") from problem
        page = f"{options['base_url'].rstrip('/')}/models/{showing.subject.slug}"
        self.stdout.write(f"Watch it live: {page}")
        self._watch(showing, began + options["wait"])
        if showing.step != Step.DONE:
            raise CommandError(f"The demonstration stopped. {showing.detail}")
        took = f"Done after {time.monotonic() - began:.0f} s."
        self.stdout.write(f"{took} The LoRA: {page}/training  The pictures: {page}/pictures")

    def _watch(self, showing: Demonstration, end: float) -> None:
        said = ""
        while showing.step in GOING:
            if time.monotonic() > end:
                raise CommandError("It has not ended yet and goes on when a worker takes it. See that one runs.")
            line = _line(showing)
            if line != said:
                self.stdout.write(line)
                self.stdout.flush()
                said = line
            time.sleep(LOOK_AGAIN)
            services.go_on(showing.id)
            showing.refresh_from_db()


def _line(showing: Demonstration) -> str:
    """Such as "Training a LoRA on them: 60%", in steps of ten."""
    run, label = showing.run, Step(showing.step).label
    if run is None:
        return label
    return f"{label}: {progress_of(run, list(run.stage_runs.order_by('position'))).progress // 0.1 * 10:.0f}%"
