"""Runs the sample swap once, visibly: one line of progress until it has ended."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from studio.accounts.errors import StudioError
from studio.accounts.models import Workspace
from studio.photos.models import Role
from studio.photos.selectors import is_usable, of_subject
from studio.runs.events import progress_of
from studio.runs.models import FINISHED, Run, RunStatus, StageStatus
from studio.subjects.models import Subject
from studio.swaps import services
from studio.swaps.management import demonstration
from studio.swaps.selectors.planning import plan

LOOK_AGAIN = 0.25
"""Seconds between two looks at the run."""


class Command(BaseCommand):
    """``manage.py sample_swap``: needs a worker, and a workspace made by ``seed_demo``."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All have defaults."""
        parser.add_argument("--again", action="store_true", help="Swap once more even if it was done before.")
        parser.add_argument("--base-url", default="", help="Address of the dashboard, for the link.")
        parser.add_argument("--wait", type=float, default=600, help="Seconds after which to give up waiting.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Request it, or find the one there is, and wait for its end. Exits non-zero with a sentence when it failed."""
        workspace = Workspace.objects.filter(is_demo=True).order_by("created_at").first()
        subject = demonstration.subject_of(workspace) if workspace else None
        if subject is None:
            self.stdout.write("There is no sample to swap. Open the studio and upload photos of your own.")
            return
        run = (None if options["again"] else _latest(subject)) or self._request(subject)
        self.stdout.write(f"Watch it live: {(options['base_url'] or _base_url()).rstrip('/')}/runs/{run.id}")
        self._report(self._watch(run, options["wait"]))

    def _request(self, subject: Subject) -> Run:
        sources = [photo.id for photo in of_subject(subject, Role.SOURCE).order_by("number") if is_usable(photo)]
        targets = [photo.id for photo in of_subject(subject, Role.TARGET).order_by("number") if is_usable(photo)]
        try:
            wish = plan(
                subject.workspace, subject=subject.id, sources=sources, targets=targets, enhance=True, wanted={}
            )
            return services.start(wish)
        except StudioError as problem:
            raise CommandError(f"The sample swap could not be started. {problem.detail}") from problem

    def _watch(self, run: Run, patience: float) -> Run:
        end = time.monotonic() + patience
        said = ""
        while run.status not in FINISHED:
            if time.monotonic() > end:
                self._end_line()
                raise CommandError(
                    f"The sample swap has not ended after {patience:.0f} s; it goes on when a worker takes it. "
                    "See that `manage.py worker` runs."
                )
            said = self._say(_line(run), said)
            time.sleep(LOOK_AGAIN)
            run.refresh_from_db()
        self._say(_line(run), said)
        self._end_line()
        return run

    def _say(self, line: str, before: str) -> str:
        """One line that is written over on a terminal; anywhere else a line for every picture and every ten percent."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{line.ljust(len(before))}", ending="")
            self.stdout.flush()
        elif _coarse(line) != _coarse(before):
            self.stdout.write(line)
            self.stdout.flush()
        return line

    def _end_line(self) -> None:
        if self.stdout.isatty():
            self.stdout.write("")

    def _report(self, run: Run) -> None:
        if run.status == RunStatus.CANCELLED:
            raise CommandError(f"The sample swap was cancelled. {run.error_detail}".strip())
        if run.status == RunStatus.FAILED:
            raise CommandError(f"The sample swap failed. {run.error_detail or 'The log of the worker says why.'}")
        made = progress_of(run, list(run.stage_runs.order_by("position"))).items
        self.stdout.write(f"The sample swap is done: {made.done} of {made.total} pictures, {run.captured} credits.")


def _latest(subject: Subject) -> Run | None:
    return Run.objects.filter(subject=subject, kind="swap").order_by("-created_at").first()


def _line(run: Run) -> str:
    """Such as "Swapping faces: 2 of 3 pictures, 64 %"."""
    stages = list(run.stage_runs.order_by("position"))
    at_work = next((stage for stage in stages if stage.status == StageStatus.RUNNING), None)
    at_work = at_work or next((stage for stage in stages if stage.done + stage.failed < stage.total), stages[-1])
    label = "Waiting for a worker" if run.status == RunStatus.QUEUED else at_work.label
    return f"{label}: {at_work.done} of {at_work.total} pictures, {progress_of(run, stages).progress:.0%}"


def _coarse(line: str) -> str:
    """The line with the last digit of its percentage left out."""
    head, _, percent = line.rpartition(" ")
    return f"{head} {percent[:-2]}"


def _base_url() -> str:
    """The address that `./studio up` noted, or the one it usually has."""
    try:
        noted = json.loads((settings.DATA / "studio.json").read_text())
        return str(noted["url"])
    except (OSError, ValueError, KeyError):
        return "http://127.0.0.1:8000"
