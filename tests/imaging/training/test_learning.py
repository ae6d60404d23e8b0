"""What a step does: it lowers the loss, changes only what may learn, and stops where numbers end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from imaging.errors import UnusableInput
from imaging.training import samples
from imaging.training.examples import Example
from imaging.training.families import family_of, open_base
from imaging.training.machine import machine_for
from imaging.training.recipe import PRESETS, LoraRecipe
from imaging.training.trainer import Diverged, Trainer


def frozen(training: Trainer) -> dict[str, torch.Tensor]:
    return {
        f"{name}.{key}": tensor.clone()
        for name, network in training.base.adapted.items()
        for key, tensor in network.state_dict().items()
        if "lora_" not in key
    }


def test_it_learns_and_leaves_the_base_alone(trainer: Callable[..., Trainer]) -> None:
    training = trainer(text_encoder=True, rate=5e-3, text_rate=5e-3, caption_dropout=0, steps=40)
    before = frozen(training)
    for _ in range(40):
        training.step()
    assert np.mean(training.losses[-10:]) < np.mean(training.losses[:10])
    after = frozen(training)
    assert before.keys() == after.keys()
    assert all(torch.equal(before[name], after[name]) for name in before)
    untouched = {
        key for keys in training.adapter().values() for key, tensor in keys.items() if float(tensor.abs().max()) == 0
    }
    # XL reads its first encoder before that encoder's last layer
    assert all("encoder.layers.2." in key for key in untouched)
    assert len(untouched) == (4 if "XL" in training.base.name else 0)


def test_a_new_adapter_changes_nothing(trainer: Callable[..., Trainer], base_folder: Path) -> None:
    wish = samples.Wish("a photo of ohwx", seed=3, width=64, height=64, steps=3)
    plain = open_base(base_folder, machine_for(LoraRecipe(), "cpu"))
    training = trainer(text_encoder=True)
    plain.ready(training.recipe)
    assert np.array_equal(samples.draw(plain, [wish])[0], samples.draw(training.base, [wish])[0])


def test_samples_do_not_disturb_the_training(trainer: Callable[..., Trainer]) -> None:
    quiet, shown = trainer(text_encoder=True), trainer(text_encoder=True)
    for _ in range(3):
        quiet.step()
        samples.draw(shown.base, [samples.Wish("a photo of ohwx", seed=1, width=64, height=64, steps=2)])
        shown.step()
    assert shown.losses == quiet.losses


def test_a_loss_that_is_no_number_stops_before_it_changes_anything(trainer: Callable[..., Trainer]) -> None:
    training = trainer()
    training.step()
    before = training.adapter()
    training.lessons.seen[0].latents.fill_(float("nan"))
    for one in training.lessons.seen:
        one.latents.fill_(float("nan"))
    with pytest.raises(Diverged, match="At step 2 the loss became nan"):
        training.step()
    after = training.adapter()
    assert all(torch.equal(before[name][key], after[name][key]) for name in before for key in before[name])
    assert training.done == 1


def test_nothing_to_learn_from_is_said(base_folder: Path, tmp_path: Path) -> None:
    base = open_base(base_folder, machine_for(LoraRecipe(), "cpu"))
    with pytest.raises(UnusableInput, match="no picture to learn from"):
        Trainer(base, LoraRecipe(), [], folder=base_folder, cache=tmp_path)


def test_a_folder_that_is_no_base_is_named(tmp_path: Path) -> None:
    (tmp_path / "holiday").mkdir()
    with pytest.raises(UnusableInput, match="holiday is not a base"):
        family_of(tmp_path / "holiday")


def test_latents_are_encoded_once(
    trainer: Callable[..., Trainer], examples: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = trainer()
    # the latents of each picture, and the words of each caption and of none
    assert len(list((tmp_path / "cache").iterdir())) == 2 * len(examples) + 1

    def refuse(*_: object) -> None:
        raise AssertionError("encoded again")

    monkeypatch.setattr(type(first.base), "encode", refuse)
    monkeypatch.setattr(type(first.base), "read", refuse)
    again = trainer()
    assert again.step() == first.step()


def test_presets_name_every_save() -> None:
    for recipe in PRESETS.values():
        saves = recipe.saves()
        assert saves[-1] == recipe.steps
        assert saves == sorted(set(saves))
