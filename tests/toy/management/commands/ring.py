"""`manage.py ring STAGE_RUN --times N`: the doorbell, by hand, for tests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from studio.runs.publish import ring_now


class Command(BaseCommand):
    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("stage_run", type=UUID)
        parser.add_argument("--times", type=int, default=1)

    def handle(self, *, stage_run: UUID, times: int, **_: Any) -> None:
        for _ in range(times):
            ring_now("cpu", stage_run)
