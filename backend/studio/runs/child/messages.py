"""What a worker and its engine child say to each other: one JSON object a line over a socket."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from imaging.progress import Ask


class Message(BaseModel):
    """Small, closed and cheap to parse."""

    model_config = ConfigDict(extra="forbid")


class File(Message):
    """A file on disk that both ends can read; a picture comes with its thumbnails by size."""

    path: str
    is_picture: bool = True
    thumbnails: dict[int, str] = {}


Files = dict[str, File | list[File]]
"""By the name of the input or output; some are several files in order."""


class Choice(Message):
    """The engine asked for, and its options."""

    engine: str
    options: dict[str, Any] = {}


class Perform(Message):
    """Worker to child: do one stage on one picture."""

    do: Literal["perform"] = "perform"
    pipeline: str
    stage: str
    files: Files
    values: dict[str, Any]
    choices: dict[str, Choice]
    shelf: str
    scratch: str
    """A folder of the run on this machine; the child makes it when it has something to keep there."""
    kept: str
    """A folder of the subject on this machine for what is reckoned once."""
    scratch_seconds: float
    careful: bool = False
    """An earlier try ran out of memory or died."""


class Shrink(Message):
    """Worker to its second child: make thumbnails of these pictures, by the name of the output."""

    do: Literal["shrink"] = "shrink"
    pictures: dict[str, str]


class Stop(Message):
    """Worker to child: raise Cancelled at the next progress report."""

    do: Literal["stop"] = "stop"


class Asked(Message):
    """Worker to child: somebody wants something of the work that goes on."""

    do: Literal["ask"] = "ask"
    what: Ask


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


class Told(Message):
    """Child to worker: numbers for whoever watches."""

    say: Literal["told"] = "told"
    numbers: dict[str, Any]


class Showed(Message):
    """Child to worker: files and numbers that are there before the picture is made."""

    say: Literal["showed"] = "showed"
    files: Files
    values: dict[str, Any]


class Done(Message):
    """Child to worker: made."""

    say: Literal["done"] = "done"
    files: Files
    values: dict[str, Any]
    seconds: float


class Failed(Message):
    """Child to worker: not made. ``retryable`` is about the engine; an unusable picture is never retried."""

    say: Literal["failed"] = "failed"
    code: str
    detail: str
    retryable: bool
    facts: dict[str, Any] = {}
