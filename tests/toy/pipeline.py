"""Three toy stages: `first` and `last` on every picture, `costly` in between; what they do is in the values given."""

from __future__ import annotations

import ctypes
import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from imaging.errors import EngineFailed, NoFaceFound, OutOfMemory
from imaging.formats.marked import DigitalSource, develop
from imaging.picture import Picture
from imaging.stage import Context, Pipeline, stage


@dataclass(frozen=True)
class Begun:
    begun: int


@dataclass(frozen=True)
class Made:
    made: Picture


@dataclass(frozen=True)
class Ended:
    ended: int


@stage("first", "Beginning")
def first(ctx: Context, number: int, behaviour: str, diary: str) -> Begun:
    _write(diary, f"first {number}")
    return Begun(number)


@stage("costly", "Making")
def costly(ctx: Context, begun: int, behaviour: str, diary: str, seconds: float) -> Made:
    _write(diary, f"costly {begun}")
    _behave(behaviour, Path(diary).parent / f"once-{begun}")
    for step in range(20):
        ctx.progress.at(step / 20, f"Step {step}")
        time.sleep(seconds / 20)
    pixels = np.full((64, 48, 3), begun * 10 % 255, np.uint8)
    return Made(develop(pixels, ctx.shelf / "made.jpg", made_by=DigitalSource.COMPOSITE_WITH_AI))


@stage("last", "Ending")
def last(ctx: Context, begun: int, made: Picture, diary: str) -> Ended:
    _write(diary, f"last {begun}")
    return Ended(made.size()[0] + begun)


def _write(diary: str, line: str) -> None:
    with Path(diary).open("a") as file:
        file.write(line + "\n")


def _behave(behaviour: str, once: Path) -> None:
    first_time = not once.exists()
    once.touch()
    match behaviour:
        case "segfault":
            ctypes.string_at(0)
        case "crash once" if first_time:
            os._exit(3)
        case "fail once" if first_time:
            raise EngineFailed("The toy failed.")
        case "unusable":
            raise NoFaceFound("No face found on the toy. Choose another.")
        case "memory":
            raise OutOfMemory("The toy ran out of memory.")
        case "greedy":
            np.ones((200_000, 200_000), np.float64)
        case "broken":
            raise ValueError("nobody expected this")
        case "loop":
            while True:
                pass


TOY = Pipeline(
    "toy",
    takes={"number": int, "behaviour": str, "diary": str, "seconds": float},
    stages=(first, costly, last),
    skippable=frozenset(),
)
