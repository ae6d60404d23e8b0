"""Aspect-ratio buckets: sizes of about one area that pictures are cut to, so that none loses more than it must."""

from __future__ import annotations

import math
from collections.abc import Sequence

Size = tuple[int, int]
"""Width and height in pixels."""

WIDEST = 2.0
"""No bucket is more than twice as wide as high, or the other way round."""


def sizes(resolution: int, multiple: int) -> list[Size]:
    """All buckets: sides are multiples of ``multiple``, areas at most ``resolution`` squared and as near as may be.

    The idea is NovelAI's (2022); every trainer since has a variant of it.
    """
    area, found = resolution * resolution, set[Size]()
    width = multiple
    while width <= resolution * math.sqrt(WIDEST) + 1e-6:
        height = area // width // multiple * multiple
        if height and max(width, height) <= WIDEST * min(width, height):
            found |= {(width, height), (height, width)}
        width += multiple
    square = resolution // multiple * multiple
    return sorted(found | {(square, square)})


def nearest(size: Size, buckets: Sequence[Size]) -> Size:
    """The bucket whose shape is nearest to a picture's; of equals the larger one."""
    shape = math.log(size[0] / size[1])
    return min(buckets, key=lambda bucket: (abs(math.log(bucket[0] / bucket[1]) - shape), -bucket[0] * bucket[1]))


def cut(size: Size, bucket: Size) -> tuple[float, float, float, float]:
    """The part of a picture that a bucket takes, around its middle: left, top, right, bottom in pixels."""
    scale = min(size[0] / bucket[0], size[1] / bucket[1])
    width, height = bucket[0] * scale, bucket[1] * scale
    left, top = (size[0] - width) / 2, (size[1] - height) / 2
    return left, top, left + width, top + height
