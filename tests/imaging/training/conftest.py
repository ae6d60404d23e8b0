"""Tiny bases with random weights, and pictures to learn from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from imaging.training.examples import Example
from imaging.training.families import open_base
from imaging.training.machine import machine_for
from imaging.training.recipe import LoraRecipe
from imaging.training.trainer import Trainer
from tiny_bases import write_sd, write_xl


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("bases")
    return {"sd": write_sd(folder / "tiny-sd"), "xl": write_xl(folder / "tiny-xl")}


@pytest.fixture(params=["sd", "xl"])
def base_folder(bases: dict[str, Path], request: pytest.FixtureRequest) -> Path:
    return bases[request.param]


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    folder, dice = tmp_path_factory.mktemp("pictures"), np.random.default_rng(0)
    made = []
    for number, size in enumerate([(64, 64), (64, 96), (96, 64), (80, 80), (128, 64)]):
        coarse = dice.integers(0, 255, (8, 8, 3), dtype=np.uint8)
        path = folder / f"{number}.png"
        Image.fromarray(coarse).resize(size).save(path)
        made.append(Example(path, f"a photo of ohwx, picture {number}"))
    return made


@pytest.fixture
def trainer(base_folder: Path, examples: list[Example], tmp_path: Path) -> Callable[..., Trainer]:
    """A new training of the base; its recipe is small, and what is given is changed."""

    def make(**asked: Any) -> Trainer:
        small = {"steps": 10, "rank": 4, "alpha": 8, "rate": 1e-3, "batch": 2, "resolution": 64, "seed": 5}
        recipe = LoraRecipe.model_validate({**small, **asked})
        base = open_base(base_folder, machine_for(recipe, "cpu"))
        return Trainer(
            base, recipe, examples, folder=base_folder, cache=tmp_path / "cache", class_examples=examples[:2]
        )

    return make
