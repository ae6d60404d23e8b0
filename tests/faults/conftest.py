"""A studio of real processes for a module of tests, and the photos they use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from faults.studio import SAMPLE, Client, Studio


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio with web and Valkey; tests start the workers they kill."""
    made = Studio(tmp_path_factory.mktemp("studio")).up(workers=0)
    yield made
    made.down()


@pytest.fixture
def workers(studio: Studio) -> Iterator[Studio]:
    """The studio without leftover workers, before and after; when all are gone, what must hold holds."""
    yield studio
    for worker in studio.workers:
        worker.kill()
    studio.workers.clear()
    studio.audit()


@pytest.fixture
def source() -> Path:
    return SAMPLE / "source-1.jpg"


@pytest.fixture(scope="session")
def targets(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Six different targets: the three samples in two sizes."""
    folder = tmp_path_factory.mktemp("targets")
    made = []
    for number in (1, 2, 3):
        for side in (1000, 900):
            path = folder / f"target-{number}-{side}.jpg"
            Image.open(SAMPLE / f"target-{number}.jpg").resize((side, side)).save(path, quality=92)
            made.append(path)
    return made


@pytest.fixture
def andie(workers: Studio, source: Path, targets: list[Path]) -> Client:
    """A newcomer with a synthetic subject."""
    return workers.newcomer().synthetic()


@pytest.fixture
def asked(andie: Client, source, targets) -> tuple[Client, str]:
    """A run of three pictures, each swap and enhancement taking a while, asked for and not begun."""
    sources = [andie.photo("source", source)]
    chosen = [andie.photo("target", target) for target in targets[:3]]
    return andie, andie.swap(sources, chosen, enhance=True, face_swap={"seconds": 0.5}, upscale={"seconds": 0.5})
