"""What a browser hears of results that somebody decided on."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

NAMED = 200
"""So many results are named; of more it is only said that there were many."""


class ResultsDecided(BaseModel):
    """Somebody kept, rejected, marked or tagged results: do the same with what is shown of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["results.decided"] = "results.decided"
    results: list[UUID]
    """Empty: more than can be named, or all tags of one anew; ask again."""
    action: str
    tag: str = ""
