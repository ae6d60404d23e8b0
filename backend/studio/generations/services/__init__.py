"""Writes pictures from words: asks for them, keeps them, and what somebody thinks of them."""

from studio.generations.services.asking import again, enlarge, start
from studio.generations.services.deciding import decide, decide_many, delete
from studio.generations.services.keeping import keep, keep_enlarged
from studio.generations.services.presets import change_preset, delete_preset, make_preset
from studio.generations.services.sending import to_dataset

__all__ = [
    "again", "change_preset", "decide", "decide_many", "delete", "delete_preset", "enlarge", "keep", "keep_enlarged",
    "make_preset", "start", "to_dataset",
]  # fmt: skip
