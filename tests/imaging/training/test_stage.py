"""A training as a stage: from save to save, resumed to the bit, asked for more, and refused before it begins."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from fakes.engines import catalogue
from imaging.engines.lora_training.diffusers_lora import DESK
from imaging.errors import Cancelled, ContentRefused, DiskFull, EngineFailed, MissingWeights, UnusableInput, WrongBase
from imaging.picture import Document, Picture
from imaging.progress import Ask, Progress
from imaging.stage import Choice, Context, Rack, Room
from imaging.stages.train_lora import train_lora
from imaging.training import samples
from imaging.training.examples import Example
from imaging.training.state import State

RECIPE = {
    "steps": 6, "rank": 4, "alpha": 4, "rate": 2e-3, "batch": 2, "resolution": 64, "seed": 5, "save_every": 3,
    "sample_every": 100, "prompts": ["a photo of {trigger}"],
}  # fmt: skip


class Ear:
    """Hears everything, and asks or stops at the steps that it is told to."""

    def __init__(self, asks: Mapping[int, Ask] | None = None, stop_at: int | None = None) -> None:
        self.waiting, self.stop_at, self.step = dict(asks or {}), stop_at, 0
        self.points: list[list[float]] = []
        self.shown: list[Mapping[str, Any]] = []

    def heard(self, fraction: float, message: str) -> None:
        if message.startswith("Step "):
            self.step = int(message.split()[1])

    def glimpsed(self, picture: bytes) -> None: ...

    def wants_to_stop(self) -> bool:
        return self.step == self.stop_at

    def asks(self) -> Ask | None:
        return self.waiting.pop(self.step, None)

    def told(self, numbers: Mapping[str, Any]) -> None:
        self.points += json.loads(json.dumps(numbers))["points"]

    def showed(self, outputs: Mapping[str, Any]) -> None:
        self.shown.append(outputs)


class Studio:
    """Performs the stage the way a worker's child does."""

    def __init__(self, folder: Path, examples: list[Example], rack: Rack) -> None:
        self.folder, self.examples, self.rack, self.shelves = folder, examples, rack, 0

    def train(self, step: int, ear: Ear | None = None, *, careful: bool = False, **inputs: Any) -> dict[str, Any]:
        recipe = {**RECIPE, **inputs.pop("recipe", {})}
        self.shelves += 1
        shelf = self.folder / f"shelf-{self.shelves}"
        shelf.mkdir()
        ctx = Context(
            self.rack,
            shelf,
            Progress(ear or Ear()),
            {"lora_training": Choice("diffusers", recipe)},
            Room(self.folder / "scratch", self.folder / "kept", 0.0),
            careful,
        )
        given = {
            "pictures": [Picture(example.picture) for example in self.examples],
            "captions": [example.caption for example in self.examples],
            "base": "tiny-sd", "trigger": "ohwx", "title": "Andie, version 1", "licence": "mine", "state": None,
        }  # fmt: skip
        return train_lora.perform(ctx, **{**given, "step": step, **inputs})


@pytest.fixture
def studio(
    tmp_path: Path, bases: dict[str, Path], examples: list[Example], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Studio]:
    models = tmp_path / "models" / "bases"
    models.mkdir(parents=True)
    for folder in bases.values():
        (models / folder.name).symlink_to(folder)
    monkeypatch.setenv("STUDIO_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(samples, "SAMPLE_STEPS", 2)
    DESK.take(None, None, -1)  # type: ignore[arg-type]
    with Rack(catalogue()) as rack:
        yield Studio(tmp_path, examples, rack)


def forget() -> None:
    """As in a new process: no training lies open."""
    DESK.asked = DESK.course = None


def difference(one: Document, other: Document) -> float:
    ours, theirs = load_file(one.path), load_file(other.path)
    assert ours.keys() == theirs.keys()
    return max(float((ours[name].float() - theirs[name].float()).abs().max()) for name in ours)


@pytest.fixture
def whole(studio: Studio) -> dict[str, Any]:
    """The second save of a training that nothing happened to."""
    first = studio.train(3)
    second = studio.train(6, state=first["state"])
    (studio.folder / "scratch" / "state.safetensors").rename(studio.folder / "whole.safetensors")
    forget()
    return {**second, "state": Document(studio.folder / "whole.safetensors"), "first": first}


def test_a_save_is_files_samples_points_and_numbers(whole: dict[str, Any]) -> None:
    assert (whole["step"], whole["share"], len(whole["samples"]), len(whole["drawn"])) == (6, 1.0, 4, 4)
    assert [point[0] for point in whole["points"]] == [4, 5, 6]
    assert whole["drawn"][0] == {"prompt": "a photo of ohwx", "seed": 1000, "sample": 0, "why": ""}
    assert set(whole["libraries"]) >= {"torch", "diffusers", "peft"}
    assert State.step_of(whole["state"].path) == 6
    assert difference(whole["diffusers"], whole["first"]["diffusers"]) > 0


@pytest.mark.parametrize("killed_at", [2, 5, 6])
def test_resumed_anywhere_is_uninterrupted(studio: Studio, whole: dict[str, Any], killed_at: int) -> None:
    """Stopped as a kill stops it: nothing is left but the save before and the scratch of the step."""
    forget()
    first: dict[str, Any] = {"state": None}
    if killed_at > 3:
        first = studio.train(3)
        first["state"] = Document(studio.folder / "first.safetensors")
        (studio.folder / "scratch" / "state.safetensors").rename(first["state"].path)
        forget()
    with pytest.raises(Cancelled):
        studio.train(
            3 if killed_at <= 3 else 6,
            Ear(stop_at=killed_at if killed_at == 6 else killed_at - 1),
            state=first["state"],
        )
    assert State.step_of(studio.folder / "scratch" / "state.safetensors") == killed_at
    forget()
    ear = Ear()
    resumed = studio.train(3 if killed_at <= 3 else 6, ear, state=first["state"])
    wanted = whole["first"] if killed_at <= 3 else whole
    assert difference(resumed["diffusers"], wanted["diffusers"]) == 0.0
    assert difference(resumed["kohya"], wanted["kohya"]) == 0.0
    assert resumed["points"] == wanted["points"]
    assert [point[0] for point in ear.points] == [point[0] for point in wanted["points"]]


def test_what_is_asked_is_done_and_disturbs_nothing(studio: Studio, whole: dict[str, Any]) -> None:
    forget()
    first = studio.train(3, Ear({1: Ask.SAMPLE}))
    ear = Ear({4: Ask.SAVE})
    second = studio.train(6, ear, state=first["state"], recipe={"sample_every": 5})
    assert [(shown["asked"], shown["step"]) for shown in ear.shown] == [("save", 4), ("", 5)]
    between = ear.shown[0]
    assert between["state"] is None
    assert len(load_file(between["kohya"].path)) > 0
    assert difference(second["diffusers"], whole["diffusers"]) == 0.0


def test_to_finish_saves_here(studio: Studio) -> None:
    ended = studio.train(3, Ear({1: Ask.FINISH}))
    assert (ended["step"], round(ended["share"], 3)) == (1, 0.333)
    assert State.step_of(ended["state"].path) == 1


def test_with_less_memory_it_goes_on_with_smaller_batches(studio: Studio) -> None:
    first = studio.train(3, careful=True)
    assert State.read(first["state"].path).recipe["batch"] == 1
    forget()
    second = studio.train(6, state=first["state"])
    assert State.read(second["state"].path).recipe["accumulation"] == 2


def test_prior_preservation_draws_its_class_once(studio: Studio) -> None:
    recipe = {"prior_weight": 1.0, "prior_pictures": 2, "text_encoder": True, "ema": 0.9}
    studio.train(3, recipe=recipe)
    pictures = list((studio.folder / "kept" / "class").glob("*/*.png"))
    made = {path: path.stat().st_mtime_ns for path in pictures}
    assert len(made) == 2
    forget()
    (studio.folder / "scratch" / "state.safetensors").unlink()
    studio.train(3, recipe={**recipe, "seed": 6})
    assert {path: path.stat().st_mtime_ns for path in pictures} == made


def test_it_begins_from_a_lora_in_either_layout(studio: Studio, whole: dict[str, Any]) -> None:
    for layout in ("diffusers", "kohya"):
        forget()
        (studio.folder / "scratch" / "state.safetensors").unlink(missing_ok=True)
        begun = studio.train(1, Ear(), begin_from=whole[layout], recipe={"steps": 1, "rate": 1e-12})
        assert difference(begun["diffusers"], whole["diffusers"]) < 1e-6


def test_a_loss_that_is_no_number_stops_it(studio: Studio) -> None:
    first = studio.train(3)
    for path in (studio.folder / "kept" / "encoded").iterdir():
        tensors = load_file(path)
        if "tensor" in tensors:
            save_file({"tensor": torch.full_like(tensors["tensor"], float("nan"))}, path)
    forget()
    with pytest.raises(EngineFailed, match="At step 4 the loss became nan") as stopped:
        studio.train(6, state=first["state"])
    assert (stopped.value.code, stopped.value.retryable) == ("training_diverged", False)


def test_a_full_disk_is_told_as_one(studio: Studio) -> None:
    first = studio.train(3)
    forget()
    limits_before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # as a quota does: no file grows beyond this, and the state does not fit
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits_before[1]))
    try:
        with pytest.raises(DiskFull, match="disk is full"):
            studio.train(6, state=first["state"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits_before)
    assert State.step_of(first["state"].path) == 3


def test_what_cannot_be_trained_is_refused_before_it_begins(studio: Studio, whole: dict[str, Any]) -> None:
    forget()
    with pytest.raises(MissingWeights, match="sdxl-turbo"):
        studio.train(3, base="sdxl-turbo")
    with pytest.raises(WrongBase, match="tiny-xl"):
        studio.train(3, base="tiny-xl", begin_from=whole["diffusers"])
    with pytest.raises(ContentRefused):
        studio.train(3, recipe={"prompts": ["ohwx naked"]})
    studio.examples = studio.examples[:1]
    with pytest.raises(UnusableInput, match="One picture"):
        studio.train(3)


def test_memory_is_told_as_what_it_is() -> None:
    from imaging.errors import OutOfMemory
    from imaging.training import limits

    with pytest.raises(OutOfMemory, match="at step 7"), limits.told(7):
        torch.empty(2**60)
