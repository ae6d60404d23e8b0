"""Another tool's folder of models, on this machine or in a bucket, read and never written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

from django.core.files.storage import FileSystemStorage, Storage

from imaging.intake.pairs import PICTURES, WORDS

REMOTE = "s3://"
SOURCES, TARGETS, RESULTS, CAPTIONS = "source", "targets", "results", "captions"
TENSORS = ".safetensors"
LONGEST_SETTINGS = 1_000_000
"""Bytes of a config.json or costs.json."""
TRIGGERS = ("trigger_word", "trigger", "instance_token", "token")
AMOUNTS = ("cost", "amount", "price", "usd", "credits")
DEEPEST = 6
"""Folders in folders that are looked into."""


def opened(address: str, *, endpoint: str = "") -> Storage:
    """A folder, or ``s3://bucket/prefix`` with the keys that boto3 finds (AWS_ACCESS_KEY_ID and so on)."""
    if not address.startswith(REMOTE):
        return FileSystemStorage(location=Path(address).resolve())
    from storages.backends.s3 import S3Storage

    bucket, _, prefix = address.removeprefix(REMOTE).partition("/")
    where = {"endpoint_url": endpoint} if endpoint else {}
    return cast(Storage, S3Storage(bucket_name=bucket, location=prefix.strip("/"), **where))


@dataclass(frozen=True)
class Costs:
    """What the other tool noted of money."""

    entries: int
    total: float


@dataclass(frozen=True)
class Model:
    """The folder of one model: ``source``, ``targets``, ``results``, captions, ``config.json``, ``costs.json``."""

    storage: Storage
    folder: str
    name: str

    def sources(self) -> list[str]:
        """Photos that lend the likeness."""
        return self._files(SOURCES, PICTURES)

    def targets(self) -> list[str]:
        """Photos that receive it."""
        return self._files(TARGETS, PICTURES)

    def results(self) -> list[str]:
        """Swapped pictures; where there are none, the sources, for captions that belong to them."""
        found = self._files(RESULTS, PICTURES)
        return found or (self.sources() if self.captions() else [])

    def captions(self) -> list[str]:
        """Text files, wherever they lie."""
        return self._files("", WORDS)

    def loras(self) -> list[str]:
        """Trained files, wherever they lie."""
        return self._files("", frozenset({TENSORS}))

    def trigger(self) -> str:
        """As config.json says; empty when it does not."""
        said = self._json("config.json")
        config: Mapping[str, Any] = said if isinstance(said, dict) else {}
        words = (config.get(name) for name in TRIGGERS)
        return next((word.strip()[:40] for word in words if isinstance(word, str) and word.strip()), "")

    def costs(self) -> Costs | None:
        """As costs.json says; None without one."""
        said = self._json("costs.json")
        if said is None:
            return None
        amounts = list(_amounts(said))
        return Costs(len(amounts), round(sum(amounts), 2))

    def fetch(self, name: str, folder: Path) -> Path:
        """A copy of a file under its own last name in a folder of this machine."""
        path = folder / PurePosixPath(name).name
        with self.storage.open(name) as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        return path

    def _files(self, below: str, endings: frozenset[str]) -> list[str]:
        start = f"{self.folder}/{below}".strip("/")
        return sorted(name for name in _walk(self.storage, start) if PurePosixPath(name).suffix.lower() in endings)

    def _json(self, name: str) -> Any:
        path = f"{self.folder}/{name}".lstrip("/")
        if not self.storage.exists(path):
            return None
        with self.storage.open(path) as file:
            try:
                return json.loads(file.read(LONGEST_SETTINGS))
            except ValueError:
                return {}


def models(storage: Storage, *, called: str) -> list[Model]:
    """Those of a tree: its ``models`` folder, or itself where it is the folder of one model, which is ``called`` so."""
    folders, _ = _listed(storage, "")
    if SOURCES in folders:
        return [Model(storage, "", called)]
    root = "models" if "models" in folders else ""
    names, _ = _listed(storage, root)
    found = [Model(storage, f"{root}/{name}".lstrip("/"), name) for name in sorted(names)]
    return [model for model in found if {SOURCES, RESULTS} & set(_listed(storage, model.folder)[0])]


def _walk(storage: Storage, folder: str, deep: int = 0) -> Iterator[str]:
    folders, files = _listed(storage, folder)
    yield from (f"{folder}/{name}".lstrip("/") for name in files if name and not name.startswith("."))
    for name in folders if deep < DEEPEST else ():
        if not name.startswith((".", "__MACOSX")):
            yield from _walk(storage, f"{folder}/{name}".lstrip("/"), deep + 1)


def _listed(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        folders, files = storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    return list(folders), list(files)


def _amounts(said: Any) -> Iterator[float]:
    """Every number that is named like one of money, at any depth."""
    if isinstance(said, list):
        for one in said:
            yield from _amounts(one)
    elif isinstance(said, dict):
        for name, value in said.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                if any(word in str(name).lower() for word in AMOUNTS) and "total" not in str(name).lower():
                    yield float(value)
            else:
                yield from _amounts(value)
