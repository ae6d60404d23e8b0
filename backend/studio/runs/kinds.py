"""RunKind: the only bridge between rows and pictures. Each noun that has runs registers one a pipeline."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from imaging.progress import Ask
from imaging.stage import Pipeline
from studio.assets.models import Asset
from studio.runs.models import Item, Run
from studio.subjects.models import Use

Value = Asset | Sequence[Asset] | str | int | float | bool | None | list[object] | dict[str, object]
"""What goes into a stage or comes out of one: a stored file, several in order, or what JSON can say."""


@dataclass(frozen=True)
class Place:
    """Where an output file goes: a folder in storage (DESIGN section 9) and the name its user downloads it under."""

    folder: str
    filename: str


class RunKind(ABC):
    """How one pipeline's rows become pictures and its outputs rows again. Stateless; one instance is registered."""

    name: ClassVar[str]
    pipeline: ClassVar[Pipeline]
    use: ClassVar[Use | None]
    """The use a real subject must have agreed to; None only for the screen, which every photo passes."""
    delivers: ClassVar[frozenset[str]]
    """Stages whose finished items give the user something: one of them done makes the run a success."""
    priority: ClassVar[int] = 50
    """Smaller goes first."""
    in_sequence: ClassVar[bool] = False
    """Whether each item goes on from what the one before gave: one after the other, and one that cannot be made takes
    those after it along. A pause does not wait for the item in the works: it goes on where it was."""
    hears: ClassVar[frozenset[Ask]] = frozenset()
    """What may be asked of an item while it is in the works."""

    @abstractmethod
    def load(self, run: Run, index: int) -> Mapping[str, Value]:
        """What the pipeline takes for picture ``index``. Raise a StudioError when a photo is gone or refused."""

    @abstractmethod
    def place(self, run: Run, item: Item, output: str) -> Place:
        """Where the file of this output belongs; called before the item is recorded.

        An output of several files is asked about one by one, as ``name_1``, ``name_2`` and so on.
        """

    @abstractmethod
    def record(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        """Write rows for a finished item, in the transaction that also charges for it."""

    def meanwhile(  # noqa: B027 (nothing is a good default)
        self, run: Run, item: Item, outputs: Mapping[str, Value]
    ) -> None:
        """Write rows for what is there before the item is made; it costs nothing. Default: nothing to note."""

    def share(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> float:
        """The part of its price that a finished item costs, 0..1; the rest is released."""
        return 1.0

    def check_again(self, run: Run) -> None:  # noqa: B027 (nothing is a good default)
        """Before another round: raise a StudioError when what the run was asked with is not to be had any more."""

    def failed(self, run: Run, item: Item, code: str, detail: str) -> None:  # noqa: B027 (nothing is a good default)
        """An item could not be made; same transaction as the release of its hold. Default: nothing to note."""

    def finished(self, run: Run) -> None:  # noqa: B027 (nothing is a good default)
        """The run is over, whatever came of it; same transaction. Default: nothing to note."""

    def sweep(self) -> None:  # noqa: B027 (nothing is a good default)
        """Called every few seconds by a worker: ask for runs that a crash left unasked. Default: nothing."""


class Companion(Protocol):
    """A thread that a worker process keeps beside its work."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End soon."""


_KINDS: dict[str, RunKind] = {}
_HEARERS: list[Callable[[Run], None]] = []
_COMPANIONS: list[Callable[[], Companion]] = []


def register(kind: RunKind) -> None:
    """Make a kind known. Called once a kind, from the app's ``ready``."""
    _KINDS[kind.name] = kind


def get(name: str) -> RunKind:
    """The kind of that name. KeyError means that a run outlived its code."""
    return _KINDS[name]


def registered() -> tuple[RunKind, ...]:
    """All kinds, for the checks at start-up."""
    return tuple(_KINDS.values())


_TIDIES: list[Callable[[], object]] = []


def tidied_by(tidy: Callable[[], object]) -> None:
    """Let the sweeper call ``tidy`` every ten minutes. Called from an app's ``ready``, for nouns without a run kind."""
    if tidy not in _TIDIES:
        _TIDIES.append(tidy)


def tidies() -> tuple[Callable[[], object], ...]:
    """All of them."""
    return tuple(_TIDIES)


def when_over(hear: Callable[[Run], None]) -> None:
    """Call ``hear`` with every run that ends, in the transaction that ends it. Once a hearer, from ``ready``."""
    _HEARERS.append(hear)


def over(run: Run) -> None:
    """Tell its kind, then all who asked, that the run is over."""
    get(run.kind).finished(run)
    for hear in _HEARERS:
        hear(run)


def beside_the_work(make: Callable[[], Companion]) -> None:
    """Have every worker process start what ``make`` makes and stop it when it leaves. Once, from ``ready``."""
    _COMPANIONS.append(make)


def companions() -> list[Companion]:
    """New ones, not yet started, for one worker process."""
    return [make() for make in _COMPANIONS]
