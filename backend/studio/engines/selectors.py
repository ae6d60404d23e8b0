"""Reads the catalogue of engines with today's prices and switches; opens no engine and imports no heavy library."""

from __future__ import annotations

from typing import Any, TypedDict

from imaging.capabilities import FACE_SWAP, UPSCALE
from imaging.engine import Engine
from imaging.engines import CATALOGUE
from studio.credits import selectors as credits
from studio.engines.models import EngineSwitch

SWITCHABLE = (FACE_SWAP.key, UPSCALE.key)
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
