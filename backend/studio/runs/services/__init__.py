"""What may be done with a run: request, cancel, retry; and, for workers, perform."""

from studio.runs.services.requesting import request, retry
from studio.runs.services.settling import cancel

__all__ = ["cancel", "request", "retry"]
