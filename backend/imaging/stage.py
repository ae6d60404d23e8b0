"""What a stage and a pipeline are: typed functions on one picture, wired by name and checked when written."""

from __future__ import annotations

import inspect
import logging
import types
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from imaging.capabilities import Capability
from imaging.engine import Engine, Options
from imaging.errors import EngineFailed, PipelineMismatch
from imaging.picture import Document, Picture
from imaging.progress import SILENT, Progress

log = logging.getLogger(__name__)

P = TypeVar("P")

WRITABLE: tuple[Any, ...] = (Picture, Document, float, int, str, bool, dict, list, type(None))
"""What may cross a stage boundary: files and what JSON can say, so that every boundary is a checkpoint."""

KNOWN = 512
"""Things a rack remembers; each is some numbers about one file."""


@dataclass(frozen=True)
class Choice:
    """Which engine does a capability, and with which options."""

    engine: str
    options: Mapping[str, Any] = field(default_factory=dict)


class Rack:
    """Engines that stay open between pictures; close the rack to free them, and what they told, all at once."""

    def __init__(self, catalogue: Iterable[Engine]) -> None:
        self.catalogue = tuple(catalogue)
        self._open: dict[tuple[str, Options], Any] = {}
        self._stack = ExitStack()
        self._known: OrderedDict[Hashable, Any] = OrderedDict()

    def known(self, about: Hashable) -> Any:
        """What ``remember`` kept, or None."""
        return self._known.get(about)

    def remember(self, about: Hashable, what: Any) -> None:
        """Keep what the engines said, for as long as they are open; of more than KNOWN the oldest is forgotten."""
        self._known[about] = what
        if len(self._known) > KNOWN:
            self._known.popitem(last=False)

    def warm(self, capabilities: Iterable[Capability[Any]]) -> None:
        """Open ahead what ``choose`` and ``all`` would open first. What cannot be opened fails when it is needed."""
        for capability in capabilities:
            try:
                self.all(capability)
            except Exception as problem:  # noqa: BLE001 (an engine may raise anything; whoever needs it hears it)
                log.warning("%s cannot be opened ahead: %s", capability.label, problem)

    def choose(self, capability: Capability[P], choice: Choice | None) -> P:
        """The opened engine of a choice, or of the first in the catalogue that does the capability."""
        able = self.able(capability)
        if choice is not None:
            able = tuple(engine for engine in able if engine.key == choice.engine)
        if not able:
            wanted = choice.engine if choice else capability.key
            raise EngineFailed(f"No engine {wanted!r} does {capability.label.lower()!r} here. Choose another engine.")
        return cast(P, self._opened(able[0], able[0].options(**(choice.options if choice else {}))))

    def all(self, capability: Capability[P]) -> tuple[P, ...]:
        """Every engine of a capability, opened with its defaults."""
        return tuple(cast(P, self._opened(engine, engine.options())) for engine in self.able(capability))

    def able(self, capability: Capability[Any]) -> tuple[Engine, ...]:
        """Engines of the catalogue that do a capability, in its order."""
        return tuple(engine for engine in self.catalogue if engine.does == capability)

    def _opened(self, engine: Engine, options: Options) -> Any:
        key = (engine.key, options)
        if key not in self._open:
            self._open[key] = self._stack.enter_context(engine.open(options))
        return self._open[key]

    def close(self) -> None:
        """Leave every engine's context."""
        self._stack.close()
        self._open.clear()
        self._known.clear()

    def __enter__(self) -> Rack:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Room:
    """Folders that outlive one picture, for stages that take hours."""

    scratch: Path
    """Of the run: what a stage writes there, whoever takes its picture up after a crash finds. Gone with the run."""
    kept: Path
    """Of the subject: what was reckoned once, under what it was reckoned from. May be emptied at any time."""
    scratch_seconds: float = 30.0
    """About how much work a crash may cost."""


@dataclass(frozen=True)
class Context:
    """All that a stage may reach beside its inputs: a folder to write into, progress, and opened engines."""

    rack: Rack
    shelf: Path
    progress: Progress = SILENT
    choices: Mapping[str, Choice] = field(default_factory=dict)
    room: Room | None = None
    """None where nothing outlives the picture."""
    careful: bool = False
    """An earlier try of this picture ran out of memory, or died: do with less."""

    def engine(self, capability: Capability[P]) -> P:
        """The engine chosen for this run."""
        return self.rack.choose(capability, self.choices.get(capability.key))

    def show(self, outputs: Any) -> None:
        """Hand over what a frozen dataclass holds while the picture is still in the works; files stay on the shelf."""
        self.progress.listener.showed({part.name: getattr(outputs, part.name) for part in fields(outputs)})

    def engines(self, capability: Capability[P]) -> tuple[P, ...]:
        """All engines of a capability, for questions where the strictest answer wins. Raises EngineFailed for none."""
        opened = self.rack.all(capability)
        if not opened:
            raise EngineFailed(f"No engine does {capability.label.lower()!r} here. Nothing runs without one.")
        return opened


@dataclass(frozen=True)
class Stage:
    """A named part of a pipeline: a function of a Context and named inputs that returns a frozen dataclass."""

    name: str
    label: str
    uses: tuple[Capability[Any], ...]
    function: Callable[..., Any]
    takes: Mapping[str, Any]
    optional: frozenset[str]
    gives: Mapping[str, Any]

    def perform(self, ctx: Context, **inputs: Any) -> dict[str, Any]:
        """Run on one picture; unknown inputs are left out, so a whole item's knowledge may be passed."""
        result = self.function(ctx, **{name: inputs[name] for name in self.takes if name in inputs})
        return {name: getattr(result, name) for name in self.gives}


def stage(name: str, label: str, *, uses: tuple[Capability[Any], ...] = ()) -> Callable[[Callable[..., Any]], Stage]:
    """Decorate a function into a Stage; its signature is its contract. Raises PipelineMismatch if not writable."""

    def decorate(function: Callable[..., Any]) -> Stage:
        hints = get_type_hints(function)
        gives = hints.pop("return", None)
        if not (is_dataclass(gives) and isinstance(gives, type)):
            raise PipelineMismatch(f"Stage {name!r} must return a dataclass.")
        outputs = {f.name: get_type_hints(gives)[f.name] for f in fields(gives)}
        for output, hint in outputs.items():
            if not _writable(hint):
                raise PipelineMismatch(f"Stage {name!r} gives {output!r}, which cannot be written down.")
        parameters = list(inspect.signature(function).parameters.values())[1:]
        takes = {parameter.name: hints[parameter.name] for parameter in parameters}
        optional = frozenset(p.name for p in parameters if p.default is not inspect.Parameter.empty)
        return Stage(name, label, uses, function, takes, optional, outputs)

    return decorate


def _writable(hint: Any) -> bool:
    if get_origin(hint) in (Union, types.UnionType):
        return all(_writable(part) for part in get_args(hint))
    return (get_origin(hint) or hint) in WRITABLE


@dataclass(frozen=True)
class Pipeline:
    """Stages in order for one kind of run, wired by name. A mismatch raises PipelineMismatch when it is written."""

    name: str
    takes: Mapping[str, Any]
    stages: tuple[Stage, ...]
    skippable: frozenset[str] = frozenset()
    """Names of stages that a run may leave out."""

    def __post_init__(self) -> None:
        known = dict(self.takes)
        sure = set(self.takes)
        for part in self.stages:
            for name, hint in part.takes.items():
                if name not in part.optional and name not in sure:
                    raise PipelineMismatch(f"Pipeline {self.name!r}: nobody surely gives {name!r} to {part.name!r}.")
                if name in known and not _fits(known[name], hint):
                    raise PipelineMismatch(f"Pipeline {self.name!r}: {name!r} of {part.name!r} is a {known[name]}.")
            known.update(part.gives)
            if part.name not in self.skippable:
                sure.update(part.gives)
        unknown = self.skippable - {part.name for part in self.stages}
        if unknown:
            raise PipelineMismatch(f"Pipeline {self.name!r} cannot skip {sorted(unknown)}.")

    def stage(self, name: str) -> Stage:
        """The stage of that name."""
        return next(part for part in self.stages if part.name == name)


def _fits(given: Any, wanted: Any) -> bool:
    wanted_kinds = {_kind(option) for option in _options(wanted)}
    return all(_kind(option) in wanted_kinds for option in _options(given))


def _options(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def _kind(hint: Any) -> Any:
    return get_origin(hint) or hint
