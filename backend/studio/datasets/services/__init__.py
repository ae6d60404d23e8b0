"""Writes datasets: collecting, importing, checking and editing pictures, wording captions, freezing versions."""

from studio.datasets.services.captioning import caption
from studio.datasets.services.checking import check, compare_likeness, let_in, not_let_in
from studio.datasets.services.collecting import LeftOut, Taken, add, change, delete, item_of, make, remove, take
from studio.datasets.services.editing import edit
from studio.datasets.services.freezing import freeze
from studio.datasets.services.importing import look_into, make_of_archive, take_archive
from studio.datasets.services.rewording import Wanted, Was, as_answer, change_many, refill, undo_many
from studio.datasets.services.wording import keep_said, keep_scores, write

__all__ = [
    "LeftOut", "Taken", "Wanted", "Was", "add", "as_answer", "caption", "change", "change_many", "check",
    "compare_likeness", "delete", "edit", "freeze", "item_of", "keep_said", "keep_scores", "let_in", "look_into",
    "make", "make_of_archive", "not_let_in", "refill", "remove", "take", "take_archive", "undo_many", "write",
]  # fmt: skip
