"""What a browser hears of a dataset."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class DatasetChanged(BaseModel):
    """Pictures came or went, or many captions changed: fetch the dataset again."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["dataset.changed"] = "dataset.changed"
    subject: UUID
    dataset: UUID


class CaptionChanged(BaseModel):
    """One caption, and whether its picture is kept; a page that has seen a later ``revision`` drops it."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["caption.changed"] = "caption.changed"
    dataset: UUID
    item: UUID
    caption: str
    author: str
    kept: bool
    revision: int
