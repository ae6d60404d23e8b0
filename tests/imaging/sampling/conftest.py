"""Two tiny bases in an operator's folder, the engine that draws on them, and LoRAs for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from imaging.engines.image_generation.diffusers import Diffusers, Warm
from imaging.networks import local_models
from imaging.sampling.manner import Manner
from tiny_bases import write_lora, write_sd, write_xl


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    write_sd(folder / "bases" / "tiny-sd")
    write_xl(folder / "bases" / "tiny-xl")
    return folder


@pytest.fixture(scope="session")
def loras(models: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By base and layout: ``tiny-sd-kohya``; and another one in ``tiny-sd-other``."""
    folder = tmp_path_factory.mktemp("loras")
    made = {
        f"{base}-{layout}": write_lora(models / "bases" / base, folder / f"{base}-{layout}.safetensors", layout=layout)
        for base in ("tiny-sd", "tiny-xl")
        for layout in ("diffusers", "kohya")
    }
    return {**made, "tiny-sd-other": write_lora(models / "bases/tiny-sd", folder / "other.safetensors", seed=2)}


@pytest.fixture(autouse=True)
def operators_folder(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(local_models.VARIABLE, str(models))


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """Loaded bases shared by the tests, as a worker shares them between runs."""
    opened = Warm()
    yield opened
    opened.free()


@pytest.fixture
def engine(warm: Warm) -> Callable[..., Diffusers]:
    def make(**manner: object) -> Diffusers:
        return Diffusers(Manner(**{"steps": 3, **manner}), warm)  # type: ignore[arg-type]

    return make
