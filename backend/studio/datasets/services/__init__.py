"""Writes datasets: collecting pictures, wording captions, freezing versions."""

from studio.datasets.services.collecting import add, change, delete, let_in, make, refuse, remove
from studio.datasets.services.freezing import freeze
from studio.datasets.services.wording import change_many, keep_said, keep_scores, refill, undo_many, write

__all__ = [
    "add", "change", "change_many", "delete", "freeze", "keep_said", "keep_scores", "let_in", "make",
    "refill", "refuse", "remove", "undo_many", "write",
]  # fmt: skip
