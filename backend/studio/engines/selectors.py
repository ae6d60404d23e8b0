"""Reads the catalogue of engines with today's prices and switches; opens no engine and imports no heavy library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from pydantic import ValidationError

from imaging.capabilities import CAPTION, FACE_SWAP, UPSCALE, Capability
from imaging.engine import Engine
from imaging.engines import CATALOGUE
from imaging.errors import MissingWeights
from studio.credits import selectors as credits
from studio.engines.errors import EngineSwitchedOff, UnknownEngine, WeightsMissing
from studio.engines.models import EngineSwitch

SWITCHABLE = (FACE_SWAP.key, UPSCALE.key, CAPTION.key)
"""Capabilities whose engines may be switched off, by name, so that a new kind of screen is never one of them."""


def may_be_switched(engine: Engine) -> bool:
    """Whether an operator may switch it off: only what a user may choose."""
    return engine.does.key in SWITCHABLE


def switched_off() -> set[str]:
    """Keys of the engines that are not offered; one query. A row of an engine that is always on counts for nothing."""
    keys = set(EngineSwitch.objects.filter(is_on=False).values_list("engine", flat=True))
    return {engine.key for engine in CATALOGUE if engine.key in keys and may_be_switched(engine)}


def offered(does: str, off: set[str] | None = None) -> tuple[Engine, ...]:
    """The engines of a capability that a new run may use, the default first; ``off`` saves the query."""
    shut = switched_off() if off is None else off
    return tuple(engine for engine in CATALOGUE if engine.does.key == does and engine.key not in shut)


Choices = dict[str, dict[str, Any]]
"""Engines as a recipe keeps them: ``{"face_swap": {"engine": key, "options": {...}}}``."""


def able(capability: str) -> tuple[Engine, ...]:
    """The engines of a capability, switched on or not, the default first."""
    return tuple(engine for engine in CATALOGUE if engine.does.key == capability)


def label(key: str) -> str:
    """What an engine is called; its key when it is no longer in the catalogue."""
    return next((engine.label for engine in CATALOGUE if engine.key == key), key)


def choices(wanted: Mapping[str, Any], choosable: Iterable[Capability[Any]]) -> Choices:
    """An engine for each of these capabilities with its options checked and complete. Raises UnknownEngine (422)."""
    off = switched_off()
    return {does.key: _choice(does, wanted.get(does.key) or {}, offered(does.key, off)) for does in choosable}


def _choice(does: Capability[Any], wanted: Mapping[str, Any], engines: tuple[Engine, ...]) -> dict[str, Any]:
    verb = does.label.lower()
    if not engines:
        raise UnknownEngine(f"No engine to {verb} is switched on here. Nothing was started; ask the operator.")
    key = wanted.get("engine") or engines[0].key
    engine = next((engine for engine in engines if engine.key == key), None)
    if engine is None:
        raise UnknownEngine(
            f"There is no engine {key!r} to {verb}. Nothing was started; choose one of "
            f"{', '.join(engine.key for engine in engines)}."
        )
    try:
        options = engine.options(**(wanted.get("options") or {}))
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise UnknownEngine(
            f"The option {where!r} of {engine.label} cannot be used: {first['msg']}. Nothing was started; correct it.",
            option=where,
        ) from problem
    return {"engine": engine.key, "options": options.model_dump(mode="json")}


def require_offered(chosen: Choices) -> None:
    """Raises EngineSwitchedOff (409) when one of these is not on offer any more."""
    off = switched_off()
    gone = [choice["engine"] for name, choice in chosen.items() if not _offers(name, choice["engine"], off)]
    if gone:
        named = " and ".join(label(key) for key in gone)
        raise EngineSwitchedOff(
            f"{named} was switched off since. Nothing was started and nothing is held. Choose another engine under "
            "Run again with changes.",
            engines=gone,
        )


def require_weights(chosen: Choices) -> None:
    """Raises WeightsMissing (409), before anything is held, when an engine lacks a file that the operator brings."""
    for name, choice in chosen.items():
        engine = next(engine for engine in able(name) if engine.key == choice["engine"])
        try:
            engine.require(engine.options(**choice["options"]))
        except MissingWeights as problem:
            raise WeightsMissing(f"{problem.message} Nothing was started and nothing is held.") from problem


def _offers(capability: str, key: str, off: set[str]) -> bool:
    return any(engine.key == key for engine in offered(capability, off))


def seconds(capability: str, chosen: Choices) -> float:
    """About how long the engine chosen for a capability, or else its default, takes for one picture."""
    engines = able(capability)
    key = chosen.get(capability, {}).get("engine")
    return next((engine for engine in engines if engine.key == key), engines[0]).seconds if engines else 0.0


class Listed(TypedDict):
    """An engine as the API shows it."""

    key: str
    label: str
    does: str
    about: str
    licence: str
    runs_on: str
    vram_gb: float
    seconds: float
    price: int
    missing: str | None
    schema: dict[str, Any]


def catalogue(does: str | None = None) -> list[Listed]:
    """Engines on offer of a capability (default: all), the default of each first. Two queries for any number."""
    off = switched_off()
    found = [engine for engine in CATALOGUE if does in (None, engine.does.key) and engine.key not in off]
    prices = credits.prices([(engine.does.key, engine.key) for engine in found])
    return [_listed(engine, prices[(engine.does.key, engine.key)]) for engine in found]


def _listed(engine: Engine, price: int) -> Listed:
    return {
        "key": engine.key,
        "label": engine.label,
        "does": engine.does.key,
        "about": engine.about,
        "licence": engine.licence,
        "runs_on": engine.runs_on,
        "vram_gb": engine.vram_gb,
        "seconds": engine.seconds,
        "price": price,
        "missing": engine.missing,
        "schema": engine.options.model_json_schema(),
    }


class Switch(TypedDict):
    """An engine as an operator sees it."""

    key: str
    label: str
    does: str
    does_label: str
    licence: str
    runs_on: str
    price: int
    is_on: bool
    may_be_switched: bool
    changed_by: str
    changed_at: Any


def switches() -> list[Switch]:
    """Every engine of the catalogue with its switch, in two queries."""
    rows = {row.engine: row for row in EngineSwitch.objects.select_related("changed_by")}
    prices = credits.prices([(engine.does.key, engine.key) for engine in CATALOGUE])
    return [_switch(engine, prices[(engine.does.key, engine.key)], rows.get(engine.key)) for engine in CATALOGUE]


def _switch(engine: Engine, price: int, row: EngineSwitch | None) -> Switch:
    return {
        "key": engine.key,
        "label": engine.label,
        "does": engine.does.key,
        "does_label": engine.does.label,
        "licence": engine.licence,
        "runs_on": engine.runs_on,
        "price": price,
        "is_on": row is None or row.is_on or not may_be_switched(engine),
        "may_be_switched": may_be_switched(engine),
        "changed_by": row.changed_by.email if row and row.changed_by else "",
        "changed_at": row.changed_at if row else None,
    }
