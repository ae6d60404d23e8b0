"""Which views of a subject a training set has, and which picture to take next. Pure: numbers in, advice out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from imaging.reports.shots import CLOSE, HALF

FRONT, THREE_QUARTER, FARTHEST = 12.0, 25.0, 40.0
"""Degrees of yaw: front up to the first, three-quarter between the others; no age can be told beyond the last, so a
picture turned further is held back and none is asked for."""
SHOULDERS = 0.2
"""Face height over picture height from which a picture shows head and shoulders; CLOSE from nearer, HALF the waist."""
COLUMNS = ("left", "left_34", "front", "right_34", "right")
"""By the side of the face that is seen."""
ROWS = ("close_up", "shoulders", "waist", "full")
ENOUGH_FACES = 4
"""Fewer say nothing about what is missing."""
LOP_SIDED = 0.85
"""Share of one kind of light or expression from which the others are worth a picture."""

_SEEN = {
    "left": "the left side of the face, turned as far as both eyes show",
    "left_34": "a three-quarter view from the left",
    "front": "a look straight at the camera",
    "right_34": "a three-quarter view from the right",
    "right": "the right side of the face, turned as far as both eyes show",
}
_FRAMED = {
    "close_up": "close-up",
    "shoulders": "head and shoulders",
    "waist": "from the waist up",
    "full": "full length",
}
_LIGHTS = (
    ("daylight", re.compile(r"\b(?:daylight|sun(?:ny|light)?|outdoors?|outside|park|beach|street|sky)\b", re.I)),
    ("evening", re.compile(r"\b(?:night|evening|dusk|dark background|lamp(?:light)?|neon|candle(?:light)?)\b", re.I)),
    ("indoor", re.compile(r"\b(?:indoors?|inside|studio|room|office|kitchen|wall|backdrop|window)\b", re.I)),
)  # fmt: skip
_EXPRESSIONS = (
    ("smiling", re.compile(r"\b(?:smil\w*|laugh\w*|grin\w*)\b", re.I)),
    ("other", re.compile(r"\b(?:mouth open|eyes closed|surprised|frown\w*|serious|sad|angry|shouting)\b", re.I)),
    ("neutral", re.compile(r"\bneutral\b", re.I)),
)
_LIGHT_WISHED = {"daylight": "in daylight", "indoor": "indoors", "evening": "in the evening"}


@dataclass(frozen=True)
class View:
    """One picture of a set."""

    yaw: float | None
    """Degrees, positive when the right side of the face is seen; None without a face."""
    face_share: float | None
    """Face height over picture height."""
    caption: str = ""
    """Light and expression are told from its words: a person's are as good as an engine's."""


@dataclass(frozen=True)
class Coverage:
    """How often each view is there."""

    faces: int
    cells: list[list[int]]
    """By ROWS, in each by COLUMNS."""
    light: dict[str, int]
    expressions: dict[str, int]


@dataclass(frozen=True)
class Wish:
    """The picture that would help most."""

    key: str
    sentence: str


def cover(views: Sequence[View]) -> Coverage:
    """Count what is there; a picture without a face counts for light alone."""
    cells = [[0] * len(COLUMNS) for _ in ROWS]
    for view in views:
        if view.yaw is not None and view.face_share is not None:
            cells[ROWS.index(framing(view.face_share))][COLUMNS.index(side(view.yaw))] += 1
    return Coverage(
        faces=sum(map(sum, cells)),
        cells=cells,
        light={name: sum(_said(_LIGHTS, view) == name for view in views) for name, _ in _LIGHTS},
        expressions={name: sum(_said(_EXPRESSIONS, view) == name for view in views) for name, _ in _EXPRESSIONS},
    )


def side(yaw: float) -> str:
    """The column of a view. A head turned to its own left, which is a positive yaw, shows its right side."""
    if abs(yaw) <= FRONT:
        return "front"
    name = "right" if yaw > 0 else "left"
    return f"{name}_34" if abs(yaw) <= THREE_QUARTER else name


def framing(face_share: float) -> str:
    """The row of a view."""
    limits = ((CLOSE, "close_up"), (SHOULDERS, "shoulders"), (HALF / 1.5, "waist"))
    return next((name for limit, name in limits if face_share >= limit), "full")


def wish(found: Coverage) -> Wish | None:
    """The picture to take next; None when every side and distance is there, or too little is known."""
    if found.faces < ENOUGH_FACES:
        return None
    light = _lacking(found.light)
    sides = [sum(row[at] for row in found.cells) for at in range(len(COLUMNS))]
    rows = [sum(row) for row in found.cells]
    fewest_sides, fewest_rows = min(sides), min(rows)
    if min(fewest_sides, fewest_rows) > 0:
        return _of_expression(found, light)
    seen = COLUMNS[_first(sides, ("front", "left_34", "right_34", "left", "right"), COLUMNS)]
    framed = ROWS[_first(rows, ("close_up", "shoulders", "waist", "full"), ROWS)]
    return Wish(f"{seen}_{framed}", _sentence(_SEEN[seen], _FRAMED[framed], light))


def _first(counts: Sequence[int], order: Sequence[str], names: Sequence[str]) -> int:
    """The place of the rarest; of equals the one that helps a likeness most."""
    return min(range(len(names)), key=lambda at: (counts[at], order.index(names[at])))


def _of_expression(found: Coverage, light: str) -> Wish | None:
    known = sum(found.expressions.values())
    if known >= ENOUGH_FACES and max(found.expressions.values()) >= LOP_SIDED * known:
        wished = "a smile" if found.expressions["smiling"] < known / 2 else "a calm face"
        return Wish("expression", _sentence(wished, "head and shoulders", light))
    return Wish("light", f"Take next: a picture {_LIGHT_WISHED[light]}.") if light else None


def _lacking(light: dict[str, int]) -> str:
    """The light that is rare where another is nearly all; daylight first."""
    known = sum(light.values())
    if known < ENOUGH_FACES or max(light.values()) < LOP_SIDED * known:
        return ""
    return min(("daylight", "indoor", "evening"), key=lambda name: light[name])


def _sentence(seen: str, framed: str, light: str) -> str:
    parts = [seen, framed, *([_LIGHT_WISHED[light]] if light else [])]
    return f"Take next: {', '.join(parts)}."


def _said(words: Sequence[tuple[str, re.Pattern[str]]], view: View) -> str:
    return next((name for name, pattern in words if pattern.search(view.caption)), "")
