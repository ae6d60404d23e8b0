"""What a browser hears of LoRAs."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class LoraChanged(BaseModel):
    """A version came, changed or went: fetch it and the list again."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["lora.changed"] = "lora.changed"
    subject: UUID
    version: UUID


class LoraSaved(BaseModel):
    """A training can be had as it stood after a step, or drew samples there: fetch the version again."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["lora.saved"] = "lora.saved"
    subject: UUID
    version: UUID
    run: UUID
    save: UUID | None
    step: int
