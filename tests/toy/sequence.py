"""A toy that counts: each item goes on from the file that the one before gave, and hears what is asked of it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from imaging.errors import NoFaceFound
from imaging.formats.marked import DigitalSource, develop
from imaging.picture import Document, Picture
from imaging.progress import Ask
from imaging.stage import Context, Pipeline, stage


@dataclass(frozen=True)
class Counted:
    state: Document
    shown: list[Picture]
    share: float


@dataclass(frozen=True)
class Seen:
    shown: list[Picture]


@stage("count", "Counting")
def count(ctx: Context, diary: str, until: int, seconds: float, broken: bool, state: Document | None = None) -> Counted:
    now = start = json.loads(state.path.read_text())["count"] if state else 0
    assert ctx.room is not None
    ctx.room.scratch.mkdir(parents=True, exist_ok=True)
    finish, hurry = False, Path(diary).with_name("hurry")
    while now < until and not finish:
        if broken:
            raise NoFaceFound("The toy cannot count. Choose another.")
        # The first item is quick, so that tests come to the second.
        time.sleep(0 if hurry.exists() or state is None else seconds)
        now += 1
        with Path(diary).open("a") as file:
            file.write(f"{now}\n")
        ctx.progress.at((now - start) / (until - start), f"Step {now}")
        _tell(ctx, now)
        while (ask := ctx.progress.listener.asks()) is not None:
            finish = finish or ask is Ask.FINISH
            if ask is Ask.SAMPLE:
                ctx.show(Seen(_pictures(ctx, now, "shown")))
    path = ctx.shelf / "state.json"
    path.write_text(json.dumps({"count": now}))
    return Counted(Document(path), _pictures(ctx, now, "last"), (now - start) / (until - start))


def _tell(ctx: Context, now: int) -> None:
    numbers = {"step": now, "steps": 20, "loss": 1 / now, "rate": 0.1, "steps_per_second": 1.0, "seconds_left": 1.0}
    ctx.progress.listener.told({**numbers, "points": [[now, 1 / now, 0.1]]})


def _pictures(ctx: Context, now: int, name: str) -> list[Picture]:
    pixels = np.full((64, 48, 3), now % 255, np.uint8)
    return [
        develop(pixels, ctx.shelf / f"{name}-{number}.jpg", made_by=DigitalSource.COMPOSITE_WITH_AI)
        for number in range(2)
    ]


SEQUENCE = Pipeline(
    "sequence",
    takes={"diary": str, "until": int, "seconds": float, "broken": bool, "state": Document | None},
    stages=(count,),
)
