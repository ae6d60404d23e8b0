"""The names that Stability's own code gives the layers of a UNet, which kohya's SDXL files use.

diffusers counts blocks and the layers in them, the original counts all layers in a row: ``down_blocks.1.attentions.0``
is ``input_blocks.4.1`` where a block has two layers. Inside a transformer block the names are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

INSIDE_RESNET = {
    "norm1": "in_layers.0",
    "conv1": "in_layers.2",
    "norm2": "out_layers.0",
    "conv2": "out_layers.3",
    "time_emb_proj": "emb_layers.1",
    "conv_shortcut": "skip_connection",
}
ALONE = {
    "conv_in": "input_blocks.0.0",
    "conv_out": "out.2",
    "time_embedding.linear_1": "time_embed.0",
    "time_embedding.linear_2": "time_embed.2",
    "add_embedding.linear_1": "label_emb.0.0",
    "add_embedding.linear_2": "label_emb.0.2",
}
PLACE = re.compile(r"(down|up)_blocks\.(\d+)\.(resnets|attentions|downsamplers|upsamplers)\.(\d+)\.?(.*)")
MIDDLE = re.compile(r"mid_block\.(resnets|attentions)\.(\d+)\.?(.*)")


def original(layers: Iterable[str]) -> dict[str, str]:
    """The original name of each of a UNet's layers (diffusers' names), for those that have one."""
    names = list(layers)
    places = [found for name in names if (found := PLACE.match(name))]
    rows = 1 + max((int(place[4]) for place in places if place[1] == "down" and place[3] == "resnets"), default=-1)
    attending = {int(place[2]) for place in places if place[1] == "up" and place[3] == "attentions"}
    told = {name: _told(name, rows, attending) for name in names}
    return {name: one for name, one in told.items() if one}


def _told(name: str, rows: int, attending: set[int]) -> str:
    if name in ALONE:
        return ALONE[name]
    if middle := MIDDLE.match(name):
        kind, number, rest = middle[1], int(middle[2]), middle[3]
        return f"middle_block.{1 if kind == 'attentions' else 2 * number}.{_inside(kind, rest)}"
    place = PLACE.match(name)
    if place is None:
        return ""
    side, block, kind, number, rest = place[1], int(place[2]), place[3], int(place[4]), place[5]
    if kind == "downsamplers":
        return f"input_blocks.{(block + 1) * (rows + 1)}.0.op"
    if kind == "upsamplers":
        return f"output_blocks.{block * (rows + 1) + rows}.{2 if block in attending else 1}.conv"
    first = 1 + block * (rows + 1) if side == "down" else block * (rows + 1)
    part = 1 if kind == "attentions" else 0
    return f"{'input' if side == 'down' else 'output'}_blocks.{first + number}.{part}.{_inside(kind, rest)}"


def _inside(kind: str, rest: str) -> str:
    return INSIDE_RESNET.get(rest, rest) if kind == "resnets" else rest
