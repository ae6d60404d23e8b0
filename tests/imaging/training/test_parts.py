"""The pure parts: buckets, the order of examples, the learning rate of a step, names of tensors."""

from __future__ import annotations

from collections import Counter

import pytest

from imaging.formats import lora_names
from imaging.training import buckets, optimizing
from imaging.training.order import Order
from imaging.training.recipe import LoraRecipe


@pytest.mark.parametrize(("resolution", "multiple"), [(64, 8), (512, 64), (1024, 64), (1088, 16)])
def test_buckets_have_one_area(resolution: int, multiple: int) -> None:
    found = buckets.sizes(resolution, multiple)
    assert (resolution, resolution) in found
    for width, height in found:
        assert width % multiple == height % multiple == 0
        assert width * height <= resolution**2
        assert (height, width) in found
        assert max(width, height) <= 2 * min(width, height)


@pytest.mark.parametrize(
    ("size", "bucket"), [((3000, 4000), (448, 576)), ((1000, 1000), (512, 512)), ((4000, 1000), (640, 384))]
)
def test_a_picture_goes_to_the_nearest_shape(size: tuple[int, int], bucket: tuple[int, int]) -> None:
    assert buckets.nearest(size, buckets.sizes(512, 64)) == bucket


def test_a_cut_is_around_the_middle_and_has_the_shape() -> None:
    left, top, right, bottom = buckets.cut((1000, 500), (64, 64))
    assert (left, top, right, bottom) == (250, 0, 750, 500)


def test_every_example_is_seen_once_an_epoch() -> None:
    order = Order(["wide"] * 5 + ["tall"] * 4, batch=2, seed=3)
    assert order.batches_an_epoch == 5
    for epoch in range(3):
        batches = [order.at(epoch * 5 + turn) for turn in range(5)]
        seen = Counter(index for batch in batches for index in batch)
        assert set(seen) == set(range(9))
        assert sum(seen.values()) == 10
        assert all(len({index < 5 for index in batch}) == 1 for batch in batches)


def test_order_needs_no_memory() -> None:
    shapes = ["a", "b"] * 6
    straight = Order(shapes, batch=3, seed=1)
    told = [straight.at(turn) for turn in range(12)]
    jumped = Order(shapes, batch=3, seed=1)
    assert [jumped.at(turn) for turn in (11, 2, 7)] == [told[11], told[2], told[7]]
    assert told != [Order(shapes, batch=3, seed=2).at(turn) for turn in range(12)]


def test_the_rate_warms_up_and_goes_down() -> None:
    recipe = LoraRecipe(steps=12, warmup=2, schedule="linear")
    shares = [optimizing.share_of_rate(recipe, step) for step in range(12)]
    assert shares[:3] == [0.5, 1.0, 1.0]
    assert shares == shares[:2] + sorted(shares[2:], reverse=True)
    assert 0 < shares[-1] <= 0.1
    constant = LoraRecipe(steps=12)
    assert {optimizing.share_of_rate(constant, step) for step in range(12)} == {1.0}


def test_files_name_a_text_encoder_as_every_tool_does() -> None:
    prefixes = {"unet": "lora_unet", "text_encoder": "lora_te"}
    to_q = "down.0.attn1.to_out.0.lora_B.weight"
    assert lora_names.for_kohya(prefixes, "unet", to_q) == "lora_unet_down_0_attn1_to_out_0.lora_up.weight"
    for layer in ("encoder.layers.0.self_attn.q_proj", "text_model.encoder.layers.0.self_attn.q_proj"):
        flat = "lora_te_text_model_encoder_layers_0_self_attn_q_proj"
        assert lora_names.for_kohya(prefixes, "text_encoder", f"{layer}.lora_A.weight") == f"{flat}.lora_down.weight"
        assert lora_names.alpha_name(prefixes, "text_encoder", layer) == f"{flat}.alpha"
        dotted = "text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_A.weight"
        assert lora_names.for_diffusers("text_encoder", f"{layer}.lora_A.weight") == dotted
