"""What a browser hears of pictures from words."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

NAMED = 200
"""So many are named; of more it is only said that there were many."""


class GenerationsChanged(BaseModel):
    """Pictures came, changed or went: do the same with what is shown of them, or ask again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["generations.changed"] = "generations.changed"
    subject: UUID | None
    generations: list[UUID]
    """Empty: more than can be named."""
    action: str
    tag: str = ""
