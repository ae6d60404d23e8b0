"""What a browser hears of a phone."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class HandOffChanged(BaseModel):
    """A phone opened its page, or a photo of it arrived."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["hand_off.changed"] = "hand_off.changed"
    hand_off: UUID
    opened: bool
    landed: int
    """New photos that it has brought so far."""
