"""A training that was stopped becomes the one that was not, to the last bit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from imaging.errors import UnusableInput
from imaging.training.adapters import Tensors
from imaging.training.state import State
from imaging.training.trainer import Trainer

RECIPES: dict[str, dict[str, Any]] = {
    "text encoder, average, dropout": {"text_encoder": True, "ema": 0.9, "caption_dropout": 0.3, "noise_offset": 0.05},
    "prodigy, cosine, warm-up": {"optimizer": "prodigy", "rate": 1, "schedule": "cosine", "warmup": 2},
    "prior, accumulation": {"prior_weight": 1.0, "accumulation": 2, "targets": "everything"},
    "checkpointing, bfloat16": {"checkpointing": True, "precision": "bfloat16", "text_encoder": True},
}


@pytest.mark.parametrize("asked", RECIPES.values(), ids=RECIPES.keys())
def test_resumed_is_uninterrupted(trainer: Callable[..., Trainer], tmp_path: Path, asked: dict[str, Any]) -> None:
    whole = trainer(**asked)
    for _ in range(6):
        whole.step()

    stopped = trainer(**asked)
    for _ in range(2):
        stopped.step()
    stopped.state().write(tmp_path / "state.safetensors")
    resumed = trainer(**asked)
    resumed.go_on(State.read(tmp_path / "state.safetensors"))
    while resumed.done < whole.done:
        resumed.step()

    assert resumed.losses == whole.losses
    assert difference(resumed.adapter(), whole.adapter()) == 0.0
    assert difference(resumed.state().adapter, whole.state().adapter) == 0.0
    ours, theirs = resumed.state().memory, whole.state().memory
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def test_more_steps_may_be_asked_for_but_nothing_else(trainer: Callable[..., Trainer], tmp_path: Path) -> None:
    first = trainer()
    first.step()
    state = first.state()
    trainer(steps=20, save_every=5).go_on(state)
    with pytest.raises(UnusableInput, match="keeps its batch, rate"):
        trainer(rate=2e-3, batch=1).go_on(state)


def test_another_dataset_is_another_training(trainer: Callable[..., Trainer]) -> None:
    first = trainer()
    state = first.state()
    other = trainer()
    other.made_of = "else"
    with pytest.raises(UnusableInput, match="another base or dataset"):
        other.go_on(state)


def test_a_foreign_file_is_no_state(tmp_path: Path) -> None:
    pickled = tmp_path / "state.safetensors"
    torch.save({"step": 3}, pickled)
    with pytest.raises(UnusableInput, match="cannot be read"):
        State.read(pickled)


def difference(one: Tensors, other: Tensors) -> float:
    assert {name: keys.keys() for name, keys in one.items()} == {name: keys.keys() for name, keys in other.items()}
    return max(float((one[name][key] - other[name][key]).abs().max()) for name in one for key in one[name])
