"""What a browser hears of a photo."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from studio.photos.models import PhotoStatus, Role


class PhotoChanged(BaseModel):
    """A photo was added, reported on, refused or deleted: fetch it again."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["photo.changed"] = "photo.changed"
    subject: UUID
    role: Role
    photo: UUID
    status: PhotoStatus


class DeskChanged(BaseModel):
    """Decisions on several photos, or target sets, changed at once: fetch the desk again."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["desk.changed"] = "desk.changed"
    subject: UUID
    role: Role
