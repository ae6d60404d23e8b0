"""What may be done with a run: request, pause, resume, cancel, retry; and, for workers, perform."""

from studio.runs.services.pausing import pause, resume
from studio.runs.services.requesting import request, retry
from studio.runs.services.settling import cancel

__all__ = ["cancel", "pause", "request", "resume", "retry"]
