"""Coverage counts the views there are, and asks for none that the age gate would hold back."""

from __future__ import annotations

import pytest

from imaging.reports.coverage import COLUMNS, FARTHEST, ROWS, View, cover, framing, side, wish


@pytest.mark.parametrize(
    ("yaw", "column"), [(0, "front"), (-12, "front"), (13, "right_34"), (-25, "left_34"), (26, "right"), (-60, "left")]
)
def test_a_view_is_named_by_the_side_that_is_seen(yaw: float, column: str) -> None:
    assert side(yaw) == column


@pytest.mark.parametrize(("share", "row"), [(0.6, "close_up"), (0.3, "shoulders"), (0.12, "waist"), (0.05, "full")])
def test_a_face_says_how_near_the_picture_is(share: float, row: str) -> None:
    assert framing(share) == row


def test_pictures_without_a_face_count_for_light_alone() -> None:
    found = cover([View(None, None, "a dress outdoors"), View(0.0, 0.5, "smiling, studio backdrop")])
    assert (found.faces, found.light["daylight"], found.light["indoor"]) == (1, 1, 1)
    assert found.expressions == {"smiling": 1, "other": 0, "neutral": 0}


def test_the_rarest_side_and_distance_are_asked_for_in_the_light_that_lacks() -> None:
    views = [View(yaw, share, "smiling, indoors") for yaw in (0.0, 20.0, 30.0, -20.0) for share in (0.3, 0.12, 0.05)]
    asked = wish(cover(views))
    assert asked is not None
    assert asked.key == "left_close_up"
    assert asked.sentence == (
        "Take next: the left side of the face, turned as far as both eyes show, close-up, in daylight."
    )


def test_a_full_set_is_asked_for_another_expression_then_for_nothing() -> None:
    every = [(yaw, share) for yaw in (0.0, 20.0, 30.0, -20.0, -30.0) for share in (0.5, 0.3, 0.12, 0.05)]
    smiling = [View(yaw, share, "smiling, outdoors" if share > 0.2 else "smiling, indoors") for yaw, share in every]
    asked = wish(cover(smiling))
    assert asked is not None
    assert asked.sentence == "Take next: a calm face, head and shoulders."
    mixed = [View(yaw, share, f"{'smiling' if yaw > 0 else 'neutral'}, {'outdoors' if share > 0.2 else 'indoors'}")
             for yaw, share in every]  # fmt: skip
    assert wish(cover(mixed)) is None


def test_little_says_nothing() -> None:
    assert wish(cover([View(0.0, 0.5)] * 3)) is None


def test_the_grid_has_a_place_for_every_view() -> None:
    found = cover([View(FARTHEST, 0.5)])
    assert (len(found.cells), {len(row) for row in found.cells}) == (len(ROWS), {len(COLUMNS)})
