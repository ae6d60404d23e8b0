"""Which engines a swap uses: those that were chosen, or the first of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from imaging.capabilities import FACE_SWAP, UPSCALE
from imaging.pipelines import SWAP
from studio.engines import selectors as catalogue
from studio.engines.errors import UnknownEngine
from studio.engines.selectors import Choices

CHOOSABLE = {FACE_SWAP.key: "swap", UPSCALE.key: "enhance"}
"""Capabilities a user may choose an engine for, and the stage that each is priced at. The screens are not."""


def choices(wanted: Mapping[str, Any], *, enhance: bool) -> Choices:
    """The engines of a run with their options checked and complete. Raises UnknownEngine (422)."""
    unknown = sorted(set(wanted) - set(CHOOSABLE))
    if unknown:
        raise UnknownEngine(
            f"An engine cannot be chosen for {', '.join(unknown)}. Nothing was started; choose for "
            f"{' or '.join(CHOOSABLE)}.",
            unknown=unknown,
        )
    return catalogue.choices(wanted, (FACE_SWAP, UPSCALE) if enhance else (FACE_SWAP,))


def seconds(chosen: Choices) -> float:
    """About how long one picture takes with these engines, all stages together, one picture at a time."""
    stages = [stage for stage in SWAP.stages if stage.name != "enhance" or UPSCALE.key in chosen]
    return sum(catalogue.seconds(capability.key, chosen) for stage in stages for capability in stage.uses)
