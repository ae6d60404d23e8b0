"""What the browser hears of credits."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class CreditsChanged(BaseModel):
    """The sums after a movement."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["credits.changed"] = "credits.changed"
    balance: int
    held: int
