"""Drawing on tiny bases: schedulers, seeds, LoRAs in both layouts, warm weights, previews, and stopping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import diffusers
import numpy as np
import pytest
import torch

from imaging.engines.image_generation.diffusers import Diffusers, Warm
from imaging.errors import Cancelled, MissingWeights, UnusableInput
from imaging.picture import Pixels
from imaging.progress import Progress
from imaging.sampling import glimpse
from imaging.sampling.schedulers import OWN, SCHEDULERS
from tiny_bases import wish

Engine = Callable[..., Diffusers]
BASES = ("tiny-sd", "tiny-xl")


class Ear:
    """Hears progress, and asks to stop once it was asked ``after`` times whether to."""

    def __init__(self, after: int | None = None) -> None:
        self.messages, self.asked, self.after = list[str](), 0, after

    def heard(self, fraction: float, message: str) -> None:
        self.messages.append(message)

    def glimpsed(self, picture: bytes) -> None:
        raise AssertionError("the engine shows nothing by itself")

    def wants_to_stop(self) -> bool:
        self.asked += 1
        return self.after is not None and self.asked > self.after


def same(one: Pixels, other: Pixels) -> bool:
    return bool(np.array_equal(one, other))


@pytest.mark.parametrize("name", [OWN, *SCHEDULERS])
def test_every_scheduler_draws_the_same_picture_twice(engine: Engine, name: str) -> None:
    first = engine(scheduler=name).draw(wish())
    assert first.shape == (64, 64, 3)
    assert same(first, engine(scheduler=name).draw(wish()))


@pytest.mark.parametrize("base", BASES)
def test_the_seed_decides_the_picture(engine: Engine, base: str) -> None:
    drawn = engine().draw(wish(base))
    assert same(drawn, engine().draw(wish(base)))
    assert not same(drawn, engine().draw(wish(base, seed=4)))


@pytest.mark.parametrize("base", BASES)
def test_it_draws_what_the_bare_pipeline_draws(engine: Engine, models: Path, base: str) -> None:
    kind = {"tiny-sd": "StableDiffusionPipeline", "tiny-xl": "StableDiffusionXLPipeline"}[base]
    bare = getattr(diffusers, kind).from_pretrained(str(models / "bases" / base))
    bare.set_progress_bar_config(disable=True)
    picture = bare(
        "a photo of ohwx", width=64, height=64, num_inference_steps=3, guidance_scale=5.0, negative_prompt="blurry",
        generator=torch.Generator().manual_seed(3), output_type="np",
    ).images[0]  # fmt: skip
    drawn = engine().draw(wish(base, negative="blurry"))
    assert same(drawn, np.asarray(np.rint(picture * 255), np.uint8))


@pytest.mark.parametrize("option", [{"guidance": 7.0}, {"steps": 4}, {"clip_skip": 1}])
def test_options_are_heard(engine: Engine, option: dict[str, object]) -> None:
    assert not same(engine().draw(wish()), engine(**option).draw(wish()))


@pytest.mark.parametrize("base", BASES)
def test_both_layouts_draw_the_same(engine: Engine, loras: dict[str, Path], base: str) -> None:
    plain = engine().draw(wish(base))
    drawn = engine().draw(wish(base, lora=loras[f"{base}-diffusers"]))
    assert not same(plain, drawn)
    assert same(drawn, engine().draw(wish(base, lora=loras[f"{base}-kohya"])))


def test_a_strength_of_nothing_is_the_base(engine: Engine, loras: dict[str, Path]) -> None:
    plain = engine().draw(wish())
    lora = loras["tiny-sd-diffusers"]
    assert same(plain, engine().draw(wish(lora=lora, strength=0)))
    half, whole = engine().draw(wish(lora=lora, strength=0.5)), engine().draw(wish(lora=lora))
    assert not same(half, whole)
    assert not same(half, plain)
    assert same(plain, engine().draw(wish()))


def test_weights_stay_warm(engine: Engine, warm: Warm, loras: dict[str, Path]) -> None:
    engine().draw(wish())
    opened, drawing = warm.opened, warm.drawing
    first = engine().draw(wish(lora=loras["tiny-sd-diffusers"]))
    engine(steps=4, scheduler="euler").draw(wish(lora=loras["tiny-sd-other"]))
    assert same(first, engine().draw(wish(lora=loras["tiny-sd-kohya"])))
    assert (warm.opened, warm.drawing) == (opened, drawing)
    engine().draw(wish("tiny-xl"))
    assert warm.opened == opened + 1


def test_a_lora_of_another_base_is_refused_by_both_names(engine: Engine, loras: dict[str, Path]) -> None:
    plain = engine().draw(wish())
    for layout in ("diffusers", "kohya"):
        with pytest.raises(UnusableInput, match=r"was made for tiny-xl and does not fit tiny-sd"):
            engine().draw(wish(lora=loras[f"tiny-xl-{layout}"]))
    assert same(plain, engine().draw(wish()))


def test_what_fits_in_part_is_refused(engine: Engine, loras: dict[str, Path], tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    tensors = load_file(loras["tiny-sd-diffusers"])
    name = next(key for key in tensors if "attn2.to_q.lora_A" in key)
    wrong = {**tensors, name.replace("to_q", "to_nowhere"): tensors[name].clone()}
    save_file(wrong, tmp_path / "wrong.safetensors", {"modelspec.architecture": "stable-diffusion-v1/lora"})
    with pytest.raises(UnusableInput, match="was made for Stable Diffusion and does not fit tiny-sd"):
        engine().draw(wish(lora=tmp_path / "wrong.safetensors"))


def test_no_safetensors_no_lora(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "x.safetensors").write_bytes(b"\x80\x02}q\x00.")
    with pytest.raises(UnusableInput, match="no safetensors file"):
        engine().draw(wish(lora=tmp_path / "x.safetensors"))


def test_a_stop_is_heard_within_a_step(engine: Engine) -> None:
    plain = engine().draw(wish())
    ear = Ear(after=5)
    with pytest.raises(Cancelled):
        engine(steps=50).draw(wish(), Progress(ear))
    assert sum(message.startswith("Step") for message in ear.messages) <= 1
    assert same(plain, engine().draw(wish()))


@pytest.mark.parametrize("name", [OWN, "euler", "euler_a", "dpmpp_2m_karras", "unipc", "heun", "lcm", "ddim"])
def test_previews_change_nothing(engine: Engine, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = engine(scheduler=name, steps=5).draw(wish())
    monkeypatch.setattr(glimpse, "SECONDS", 0.0)
    monkeypatch.setattr(glimpse, "SHARE", 1.0)
    shown: list[Pixels] = []
    assert same(plain, engine(scheduler=name, steps=5).draw(wish(), shown=shown.append))
    assert len(shown) >= 4
    assert {each.shape for each in shown} == {(64, 64, 3)}


def test_previews_of_large_pictures_are_small(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glimpse, "SECONDS", 0.0)
    monkeypatch.setattr(glimpse, "SHARE", 1.0)
    shown: list[Pixels] = []
    engine(steps=2).draw(wish(width=512, height=256), shown=shown.append)
    assert [each.shape for each in shown] == [(128, 256, 3)]


@pytest.mark.parametrize(
    ("asked", "manner", "sentence"),
    [
        ({"width": 63}, {}, "multiples of 8 px"),
        ({}, {"scheduler": "magic"}, "No scheduler is called 'magic'"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    engine: Engine, asked: dict[str, object], manner: dict[str, object], sentence: str
) -> None:
    with pytest.raises(UnusableInput, match=sentence):
        engine(**manner).draw(wish(**asked))


def test_a_base_that_is_not_there_is_named(engine: Engine) -> None:
    with pytest.raises(MissingWeights, match="atlantis"):
        engine().draw(wish("atlantis"))


def test_what_decides_the_bits_is_told(engine: Engine, warm: Warm) -> None:
    told: Sequence[str] = sorted(engine().made_with("tiny-sd"))
    assert told == ["base", "device", "diffusers", "peft", "torch", "transformers"]
