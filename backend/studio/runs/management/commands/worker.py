"""`manage.py worker`: one process that answers the doorbell, with its engine children."""

from __future__ import annotations

import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

DRAIN_SECONDS = 4.0


class Command(BaseCommand):
    """Start a worker."""

    help = "Performs runs: takes stages from the database, runs engines in child processes, and hands over on SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument("--queues", default="cpu", help="Queues to serve, separated by commas: cpu, gpu.")
        parser.add_argument("--threads", type=int, default=1, help="Stages worked on at a time, each in its own child.")
        parser.add_argument("--gpu", default=None, help="The only GPU this worker may see, such as 0.")

    def handle(self, *, queues: str, threads: int, gpu: str | None, **_: Any) -> None:
        """Work until SIGTERM or SIGINT, then hand over and leave within five seconds."""
        # Dramatiq reads it when imported: more than one would hoard rings that an idle worker could answer.
        os.environ["dramatiq_queue_prefetch"] = "1"  # noqa: SIM112 (Dramatiq's own spelling)
        if gpu is not None:
            os.environ["CUDA_VISIBLE_DEVICES"] = gpu
        import dramatiq

        from studio.runs import actors, kinds
        from studio.runs.services.bench import Bench
        from studio.runs.sweeping import Sweeper

        served = {queue.strip() for queue in queues.split(",") if queue.strip()}
        bench, sweeper = Bench(served), Sweeper()
        actors.install(bench)
        worker = dramatiq.Worker(dramatiq.get_broker(), queues=served, worker_threads=threads, worker_timeout=100)
        going = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: going.set())
        bench.warm(threads)
        bench.heart.start()
        companions = kinds.companions()
        for thread in (sweeper, *companions):
            thread.start()
        worker.start()
        self.stdout.write(f"Worker {bench.name} serves {', '.join(sorted(served))} with {threads} thread(s).")
        going.wait()
        for thread in (sweeper, *companions):
            thread.stop()
        bench.leave(DRAIN_SECONDS)
        # The threads are daemons; what a stuck one holds is re-leased by another worker.
        worker.stop(timeout=500)
