"""Progress: reporting, nesting and cancelling in one small type.

An engine says ``progress.at(0.4, "Tile 4 of 10")``; whoever listens gets a fraction that is already mapped into the
whole, and may answer that it wants to stop, which raises Cancelled inside the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from imaging.errors import Cancelled

T = TypeVar("T")


class Ask(StrEnum):
    """What may be asked of long work while it goes on, beside to stop."""

    SAVE = "save"
    """Give out what there is now, and go on."""
    SAMPLE = "sample"
    """Show what it looks like now, and go on."""
    FINISH = "finish"
    """Give out what there is now, and end with it."""


class Listener(Protocol):
    """Who hears of progress. ``fraction`` is 0..1 of everything that is being done."""

    def heard(self, fraction: float, message: str) -> None:
        """Take note; called as often as the engine likes, so be quick."""

    def glimpsed(self, picture: bytes) -> None:
        """Pass on how the picture looks so far: a small JPEG that was screened."""

    def wants_to_stop(self) -> bool:
        """True once somebody asked to stop."""

    def asks(self) -> Ask | None:
        """The next thing that was asked and not answered yet; each is said once."""

    def told(self, numbers: Mapping[str, Any]) -> None:
        """Numbers for whoever watches, which JSON can say."""

    def showed(self, outputs: Mapping[str, Any]) -> None:
        """Files and numbers that are there before the work is done."""


class Nobody:
    """A listener that does not listen, for scripts and tests."""

    def heard(self, fraction: float, message: str) -> None:
        """Ignore it."""

    def glimpsed(self, picture: bytes) -> None:
        """Look away."""

    def wants_to_stop(self) -> bool:
        """Never."""
        return False

    def asks(self) -> Ask | None:
        """Never."""
        return None

    def told(self, numbers: Mapping[str, Any]) -> None:
        """Ignore them."""

    def showed(self, outputs: Mapping[str, Any]) -> None:
        """Ignore them."""


@dataclass(frozen=True)
class Progress:
    """A slice ``start .. start + length`` of the whole, reported to ``listener``."""

    listener: Listener
    start: float = 0.0
    length: float = 1.0

    def at(self, fraction: float, message: str = "") -> None:
        """Say that ``fraction`` (0..1, clipped) of this slice is done. Raises Cancelled when asked to stop."""
        self.check()
        self.listener.heard(self.start + self.length * min(max(fraction, 0.0), 1.0), message)

    def glimpse(self, picture: bytes) -> None:
        """How the picture looks so far, as a small JPEG. Whoever shows one has screened it as a finished one is."""
        self.listener.glimpsed(picture)

    def check(self) -> None:
        """Raise Cancelled when somebody asked to stop; report nothing."""
        if self.listener.wants_to_stop():
            raise Cancelled("Stopped because it was cancelled.")

    def part(self, start: float, length: float) -> Progress:
        """A slice of this slice: ``progress.part(0.5, 0.5)`` is its second half."""
        return Progress(self.listener, self.start + self.length * start, self.length * length)

    def over(self, items: Sequence[T], message: str) -> Iterator[tuple[T, Progress]]:
        """Walk through items, each with its own slice. ``message`` may use {n} and {total}."""
        for index, item in enumerate(items):
            self.at(index / len(items), message.format(n=index + 1, total=len(items)))
            yield item, self.part(index / len(items), 1 / len(items))


SILENT = Progress(Nobody())
"""Progress for whoever does not care."""
