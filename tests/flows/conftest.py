"""One studio for all flows, and one for each test that ends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from terminal import Studio, end, start


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    started = start(tmp_path_factory.mktemp("studio"))
    yield started
    end(started)


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Studio]:
    """A studio that the test itself ends."""
    started = start(tmp_path / "doomed")
    yield started
    end(started)
