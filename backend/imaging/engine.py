"""What an engine is: a context manager that opens a concrete way to do one capability, plus what a user must know."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from imaging.capabilities import Capability
from imaging.errors import MissingWeights

RunsOn = Literal["cpu", "gpu", "remote"]


class Options(BaseModel):
    """What a user may set on an engine. Its JSON schema draws the form in the dashboard; the default is no option."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoOptions(Options):
    """An engine without options."""


Opener = Callable[[Any], AbstractContextManager[Any]]
Needs = Callable[[Any], object]
"""Of options: looks whether the files are there that the operator has to bring. Raises MissingWeights."""


@dataclass(frozen=True)
class Engine:
    """One entry of the catalogue. Calling ``open`` loads the weights; leaving the context frees them."""

    key: str
    label: str
    does: Capability[Any]
    licence: str
    runs_on: RunsOn
    vram_gb: float
    options: type[Options]
    opener: Opener
    about: str
    seconds: float
    """About how long one picture of 1024 px takes here; for estimates shown before the click."""
    needs: Needs | None = None

    def require(self, options: Options) -> None:
        """Look for its files without opening one. Raises MissingWeights naming the file and where to put it."""
        if self.needs is not None:
            self.needs(options)

    @property
    def missing(self) -> str | None:
        """The sentence on the file it lacks with its default options; None when it can be used."""
        try:
            self.require(self.options())
        except MissingWeights as problem:
            return problem.message
        return None

    def open(self, options: Options | None = None) -> AbstractContextManager[Any]:
        """Load. The heavy libraries are imported here, so listing the catalogue stays light."""
        return self.opener(options if options is not None else self.options())


def engine(
    key: str,
    label: str,
    *,
    does: Capability[Any],
    licence: str,
    runs_on: RunsOn = "cpu",
    vram_gb: float = 0,
    options: type[Options] = NoOptions,
    seconds: float = 0.1,
    needs: Needs | None = None,
) -> Callable[[Opener], Engine]:
    """Decorate a ``@contextmanager`` function of one argument (its options) into an Engine; its docstring is shown."""

    def decorate(opener: Opener) -> Engine:
        about = (opener.__doc__ or "").strip().split("\n\n")[0]
        return Engine(key, label, does, licence, runs_on, vram_gb, options, opener, about, seconds, needs)

    return decorate
