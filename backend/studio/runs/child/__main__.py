"""The engine child: opens engines, works on one picture at a time, and dies with its worker."""

from __future__ import annotations

import base64
import json
import os
import queue
import socket
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from imaging.engine import Engine
from imaging.errors import EngineFailed, ImagingError, OutOfMemory
from imaging.picture import Document, Picture
from imaging.progress import Ask, Progress
from imaging.screening.examine import USES
from imaging.stage import Choice, Context, Pipeline, Rack, Room
from studio.runs.child.bounds import settle_in
from studio.runs.child.messages import (
    Asked,
    Began,
    Done,
    Failed,
    File,
    Files,
    Glimpsed,
    Heard,
    Message,
    Perform,
    Showed,
    Told,
)


class Wire:
    """The child's end of the socket. A thread reads, so that a stop is heard while an engine works."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._orders: queue.Queue[Perform] = queue.Queue()
        self.stop = threading.Event()
        self._asked: deque[Ask] = deque()
        threading.Thread(target=self._read, name="wire", daemon=True).start()

    def _read(self) -> None:
        for line in self._socket.makefile("r", encoding="utf-8"):
            order = json.loads(line)
            if order["do"] == "stop":
                self.stop.set()
            elif order["do"] == "ask":
                self._asked.append(Asked.model_validate(order).what)
            else:
                self._orders.put(Perform.model_validate(order))
        # The worker is gone: nobody would take the picture.
        os._exit(0)

    def next(self) -> Perform:
        """Wait for something to do."""
        order = self._orders.get()
        self.stop.clear()
        self._asked.clear()
        return order

    def say(self, message: Message) -> None:
        """Send one line."""
        self._socket.sendall(message.model_dump_json().encode() + b"\n")

    def heard(self, fraction: float, message: str) -> None:
        """Pass progress on; at most twenty reports a second leave the child."""
        now = time.monotonic()
        if fraction >= 1 or now - self._said >= 0.05:
            self._said = now
            self.say(Heard(fraction=fraction, message=message[:200]))

    def glimpsed(self, picture: bytes) -> None:
        """Pass a glimpse on; whoever makes them sees to it that they are few."""
        self.say(Glimpsed(picture=base64.b64encode(picture).decode()))

    _said = 0.0

    def wants_to_stop(self) -> bool:
        """Whether the worker asked to stop."""
        return self.stop.is_set()

    def asks(self) -> Ask | None:
        """What the worker passed on and was not taken yet."""
        return self._asked.popleft() if self._asked else None

    def told(self, numbers: Mapping[str, Any]) -> None:
        """Pass numbers on; whoever says them sees to it that they are few."""
        self.say(Told(numbers=dict(numbers)))

    def showed(self, outputs: Mapping[str, Any]) -> None:
        """Pass on what is there already."""
        files, values = _apart(outputs)
        self.say(Showed(files=files, values=values))


def serve(wire: Wire, catalogue: Iterable[Engine], pipelines: Iterable[Pipeline]) -> None:
    """Do what the worker asks until it goes away. Engines stay open between pictures."""
    by_name = {pipeline.name: pipeline for pipeline in pipelines}
    with Rack(catalogue) as rack:
        # Every pipeline begins with a screen: whoever comes first need not wait for it to be loaded.
        rack.warm(USES)
        while True:
            order = wire.next()
            wire.say(Began())
            wire.say(perform(order, by_name[order.pipeline], rack, wire))


def perform(order: Perform, pipeline: Pipeline, rack: Rack, wire: Wire) -> Done | Failed:
    """One stage on one picture; whatever goes wrong becomes a Failed."""
    started = time.perf_counter()
    choices = {key: Choice(choice.engine, choice.options) for key, choice in order.choices.items()}
    inputs = {name: _opened(file) for name, file in order.files.items()}
    room = Room(Path(order.scratch), Path(order.kept), order.scratch_seconds)
    ctx = Context(rack, Path(order.shelf), Progress(wire), choices, room, order.careful)
    try:
        files, values = _apart(pipeline.stage(order.stage).perform(ctx, **inputs, **order.values))
    except ImagingError as problem:
        return _failed(problem)
    except MemoryError:
        return _failed(OutOfMemory("The engine ran out of memory."))
    except Exception as problem:  # noqa: BLE001 (an engine may raise anything; the worker decides what it means)
        traceback.print_exc()
        return _failed(EngineFailed(f"The engine failed: {type(problem).__name__}: {problem}"[:300]))
    return Done(files=files, values=values, seconds=time.perf_counter() - started)


def _opened(file: File | list[File]) -> Any:
    if isinstance(file, list):
        return [_opened(one) for one in file]
    return Picture(Path(file.path)) if file.is_picture else Document(Path(file.path))


def _apart(outputs: Mapping[str, Any]) -> tuple[Files, dict[str, Any]]:
    """Outputs as files and as what JSON can say."""
    files: Files = {}
    values: dict[str, Any] = {}
    for name, value in outputs.items():
        if isinstance(value, Picture | Document):
            files[name] = _file(value)
        elif isinstance(value, list) and value and all(isinstance(one, Picture | Document) for one in value):
            files[name] = [_file(one) for one in value]
        else:
            values[name] = value
    return files, values


def _file(value: Picture | Document) -> File:
    return File(path=str(value.path), is_picture=isinstance(value, Picture))


def _failed(problem: ImagingError) -> Failed:
    return Failed(code=problem.code, detail=problem.message, retryable=problem.retryable, facts=problem.facts)


def main(catalogue: Iterable[Engine] | None = None, pipelines: Iterable[Pipeline] | None = None) -> None:
    """``python -m studio.runs.child SOCKET PARENT MEMORY_MB``; the arguments come from ``keeper``."""
    descriptor, parent, memory_mb = map(int, sys.argv[1:4])
    settle_in(parent, memory_mb)
    wire = Wire(socket.socket(fileno=descriptor))
    if catalogue is None or pipelines is None:
        from imaging.engines import CATALOGUE
        from imaging.pipelines import PIPELINES

        catalogue, pipelines = CATALOGUE, PIPELINES
    serve(wire, catalogue, pipelines)


if __name__ == "__main__":
    main()
