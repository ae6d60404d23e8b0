"""Which engines a swap uses: those that were chosen, or the first of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from imaging.capabilities import FACE_SWAP, UPSCALE
from imaging.engine import Engine
from imaging.engines import CATALOGUE
from imaging.pipelines import SWAP
from studio.engines import selectors as catalogue
from studio.swaps.errors import EngineSwitchedOff, UnknownEngine

CHOOSABLE = {FACE_SWAP.key: "swap", UPSCALE.key: "enhance"}
"""Capabilities a user may choose an engine for, and the stage that each is priced at. The screens are not."""

LABELS = {capability.key: capability.label.lower() for capability in (FACE_SWAP, UPSCALE)}

Choices = dict[str, dict[str, Any]]
"""As a recipe keeps them: ``{"face_swap": {"engine": key, "options": {...}}}``."""


def able(capability: str) -> tuple[Engine, ...]:
    """The engines of a capability, the default first."""
    return tuple(engine for engine in CATALOGUE if engine.does.key == capability)


def label(key: str) -> str:
    """What an engine is called; its key when it is no longer in the catalogue."""
    return next((engine.label for engine in CATALOGUE if engine.key == key), key)


def choices(wanted: Mapping[str, Any], *, enhance: bool) -> Choices:
    """The engines of a run with their options checked and complete. Raises UnknownEngine (422)."""
    unknown = sorted(set(wanted) - set(CHOOSABLE))
    if unknown:
        raise UnknownEngine(
            f"An engine cannot be chosen for {', '.join(unknown)}. Nothing was started; choose for "
            f"{' or '.join(CHOOSABLE)}.",
            unknown=unknown,
        )
    needed = [capability for capability, stage in CHOOSABLE.items() if enhance or stage != "enhance"]
    off = catalogue.switched_off()
    return {name: _choice(name, wanted.get(name) or {}, catalogue.offered(name, off)) for name in needed}


def _choice(capability: str, wanted: Mapping[str, Any], engines: tuple[Engine, ...]) -> dict[str, Any]:
    if not engines:
        raise UnknownEngine(
            f"No engine to {LABELS[capability]} is switched on here. Nothing was started; ask the operator."
        )
    key = wanted.get("engine") or engines[0].key
    engine = next((engine for engine in engines if engine.key == key), None)
    if engine is None:
        raise UnknownEngine(
            f"There is no engine {key!r} to {LABELS[capability]}. Nothing was started; choose one of "
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
    off = catalogue.switched_off()
    gone = [choice["engine"] for name, choice in chosen.items() if not _offers(name, choice["engine"], off)]
    if gone:
        named = " and ".join(label(key) for key in gone)
        raise EngineSwitchedOff(
            f"{named} was switched off since. Nothing was started and nothing is held. Choose another engine under "
            "Run again with changes.",
            engines=gone,
        )


def _offers(capability: str, key: str, off: set[str]) -> bool:
    return any(engine.key == key for engine in catalogue.offered(capability, off))


def seconds(chosen: Choices) -> float:
    """About how long one picture takes with these engines, all stages together, one picture at a time."""
    stages = [stage for stage in SWAP.stages if stage.name != "enhance" or UPSCALE.key in chosen]
    keys = [capability.key for stage in stages for capability in stage.uses]
    return sum(_engine(key, chosen).seconds for key in keys if able(key))


def _engine(capability: str, chosen: Choices) -> Engine:
    engines = able(capability)
    key = chosen.get(capability, {}).get("engine")
    return next((engine for engine in engines if engine.key == key), engines[0])
