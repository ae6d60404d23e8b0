"""What a worker and its engine child say to each other: one JSON object a line over a socket."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    """Small, closed and cheap to parse."""

    model_config = ConfigDict(extra="forbid")


class File(Message):
    """A picture on disk that both ends can read, with its thumbnails by size."""

    picture: str
    thumbnails: dict[int, str] = {}


class Choice(Message):
    """The engine asked for, and its options."""

    engine: str
    options: dict[str, Any] = {}


class Perform(Message):
    """Worker to child: do one stage on one picture."""

    do: Literal["perform"] = "perform"
    pipeline: str
    stage: str
    files: dict[str, File]
    values: dict[str, Any]
    choices: dict[str, Choice]
    shelf: str


class Shrink(Message):
    """Worker to its second child: make thumbnails of these pictures, by the name of the output."""

    do: Literal["shrink"] = "shrink"
    pictures: dict[str, str]


class Stop(Message):
    """Worker to child: raise Cancelled at the next progress report."""

    do: Literal["stop"] = "stop"


class Began(Message):
    """Child to worker: it has started, and has the order in hand."""

    say: Literal["began"] = "began"


class Heard(Message):
    """Child to worker: progress of the picture, 0..1."""

    say: Literal["heard"] = "heard"
    fraction: float
    message: str


class Glimpsed(Message):
    """Child to worker: how the picture looks so far, a small JPEG in base64."""

    say: Literal["glimpsed"] = "glimpsed"
    picture: str


class Done(Message):
    """Child to worker: made."""

    say: Literal["done"] = "done"
    files: dict[str, File]
    values: dict[str, Any]
    seconds: float


class Failed(Message):
    """Child to worker: not made. ``retryable`` is about the engine; an unusable picture is never retried."""

    say: Literal["failed"] = "failed"
    code: str
    detail: str
    retryable: bool
    facts: dict[str, Any] = {}
