"""What the browser hears of notices: only that there is one, because each member has their own."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class NoticeCreated(BaseModel):
    """The members of the workspace were told of a run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["notice.created"] = "notice.created"
    run: UUID
    title: str
