"""Opened engines and fixture pictures for the tests of imaging."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from imaging.engines import CATALOGUE
from imaging.picture import Picture
from imaging.stage import Context, Rack

ROOT = Path(__file__).parents[2]
PHOTOS = ROOT / "tests" / "fixtures" / "photos"
SAMPLE = ROOT / "sample"


@pytest.fixture(scope="session")
def rack() -> Iterator[Rack]:
    # The tests' settings put fakes behind the product's engines; here only those count.
    with Rack(engine for engine in CATALOGUE if engine.opener.__module__.startswith("imaging.")) as opened:
        yield opened


@pytest.fixture
def ctx(rack: Rack, tmp_path: Path) -> Context:
    return Context(rack, tmp_path)


@pytest.fixture(scope="session")
def photo():
    """photo("team-1.jpg"): a fixture photo, or one of the synthetic people."""

    def find(name: str) -> Picture:
        path = PHOTOS / name
        return Picture(path if path.exists() else SAMPLE / name)

    return find
