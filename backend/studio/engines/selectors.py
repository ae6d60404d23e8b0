"""Reads the catalogue of engines with today's prices; opens no engine and imports no heavy library."""

from __future__ import annotations

from typing import Any, TypedDict

from imaging.engine import Engine
from imaging.engines import CATALOGUE
from studio.credits import selectors as credits


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
    """Engines of a capability (default: all), the default engine of each capability first. One query for all prices."""
    found = [engine for engine in CATALOGUE if does in (None, engine.does.key)]
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
