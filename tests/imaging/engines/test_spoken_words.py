"""The captioners whose weights the operator brings: each loads, speaks, and says what is missing (random weights)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from imaging.capabilities import CAPTION, Captioner, Part, Seen
from imaging.engines import CATALOGUE
from imaging.errors import MissingWeights
from imaging.networks.speaking import tidied
from imaging.picture import Pixels
from imaging.stage import Choice, Rack

from .tiny_speakers import MAKERS

SEEN = Seen([], np.zeros((64, 80), np.float32))


@pytest.fixture
def picture() -> Pixels:
    return np.random.default_rng(0).integers(0, 255, (64, 80, 3), dtype=np.uint8)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    torch.manual_seed(0)
    monkeypatch.setenv("STUDIO_MODELS", str(tmp_path))
    return tmp_path / "captioners"


def opened(rack: Rack, key: str) -> Captioner:
    options = {"surely": 0.2} if key == "clip-words" else {}
    return rack.choose(CAPTION, Choice(key, options))


def test_every_captioner_that_needs_weights_is_here() -> None:
    keys = {engine.key for engine in CATALOGUE if engine.does == CAPTION}
    assert keys == {*MAKERS, "measured-words"}


@pytest.mark.parametrize("key", MAKERS)
def test_it_loads_and_says_the_same_twice(key: str, models: Path, picture: Pixels) -> None:
    name, make = MAKERS[key]
    make(models / name)
    with Rack(CATALOGUE) as rack:
        captioner = opened(rack, key)
        first = captioner.describe(picture, SEEN)
        assert first.sentence
        assert captioner.describe(picture, SEEN) == first


@pytest.mark.parametrize("key", MAKERS)
def test_without_weights_it_names_the_file_and_the_place(key: str, models: Path) -> None:
    name, _ = MAKERS[key]
    with Rack(CATALOGUE) as rack, pytest.raises(MissingWeights) as refused:
        opened(rack, key)
    assert "config.json" in refused.value.message
    assert str(models / name) in refused.value.message


def test_half_a_model_names_what_it_lacks(models: Path) -> None:
    name, make = MAKERS["blip"]
    make(models / name)
    (models / name / "model.safetensors").unlink()
    with Rack(CATALOGUE) as rack, pytest.raises(MissingWeights, match=r"model\.safetensors"):
        opened(rack, "blip")


def test_word_lists_say_one_word_of_a_list(models: Path, picture: Pixels) -> None:
    name, make = MAKERS["clip-words"]
    make(models / name)
    with Rack(CATALOGUE) as rack:
        said = opened(rack, "clip-words").describe(picture, SEEN)
        sure = rack.choose(CAPTION, Choice("clip-words", {"surely": 0.95})).describe(picture, SEEN)
    framings = {"close-up", "portrait", "half-length portrait", "full-length portrait"}
    assert len(framings & set(said.parts.get(Part.POSE, "").split(", "))) <= 1
    assert len(sure.sentence) <= len(said.sentence)


def test_talk_that_no_training_wants_is_cut() -> None:
    assert tidied("The image shows a man, possibly smiling. The overall mood is calm.") == "a man, smiling"
