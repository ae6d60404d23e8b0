"""Destination: what receives the files of uploads. A noun that takes files registers one for each place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from studio.accounts.models import User
from studio.subjects.models import Subject


@dataclass(frozen=True)
class Received:
    """What a file became."""

    id: str
    """Of the row that there is now."""
    new: bool
    """False: the very same content was there already."""


class Destination(ABC):
    """Where files go. Stateless; one instance is registered."""

    key: ClassVar[str]
    """As in ``{"to": "source-photos"}``."""
    most_bytes: ClassVar[int]
    """Of one file."""
    most_archive_bytes: ClassVar[int] = 0
    """Of a zip of such files; 0 where archives are not taken."""

    @abstractmethod
    def check(self, subject: Subject, *, attestation: str | None, by_phone: bool) -> None:
        """Raise a StudioError when nothing may be sent, before a byte is."""

    @abstractmethod
    def known(self, subject: Subject, sha256s: Sequence[str]) -> Mapping[str, str]:
        """Id of what is there, by the SHA-256 of the very file it came from. One query."""

    @abstractmethod
    def receive(
        self, subject: Subject, file: Path, *, name: str, sha256: str, by: User, attestation: str | None
    ) -> Received:
        """Take a whole file. Raises UnusableInput of imaging.errors for one that is not let in."""

    @abstractmethod
    def show(self, subject: Subject, ids: Sequence[str]) -> Mapping[str, dict[str, Any]]:
        """What the API answers about each, by id; at most two queries. What is gone is left out."""


_DESTINATIONS: dict[str, Destination] = {}


def register(destination: Destination) -> None:
    """Make a destination known. Called once for each, from the app's ``ready``."""
    _DESTINATIONS[destination.key] = destination


def find(key: str) -> Destination | None:
    """The destination of that name, or None."""
    return _DESTINATIONS.get(key)


def keys() -> tuple[str, ...]:
    """The names of all, sorted."""
    return tuple(sorted(_DESTINATIONS))
