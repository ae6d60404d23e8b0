"""What may be done with a run: request, ask, move, pause, resume, cancel, retry; and, for workers, perform."""

from studio.runs.services.asking import ask
from studio.runs.services.pausing import pause, resume
from studio.runs.services.queueing import move
from studio.runs.services.requesting import request, retry
from studio.runs.services.settling import cancel

__all__ = ["ask", "cancel", "move", "pause", "request", "resume", "retry"]
