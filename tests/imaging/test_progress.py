"""Progress nests, is clipped, and stops who reports it."""

from __future__ import annotations

import pytest

from imaging.errors import Cancelled
from imaging.progress import SILENT, Progress


class Ear:
    def __init__(self, stop_after=1_000):
        self.heard_of, self.stop_after = [], stop_after

    def heard(self, fraction, message):
        self.heard_of.append((round(fraction, 4), message))

    def wants_to_stop(self):
        return len(self.heard_of) >= self.stop_after


def test_a_part_of_a_part_is_mapped_into_the_whole():
    ear = Ear()
    Progress(ear).part(0.5, 0.5).part(0.5, 0.5).at(0.5, "here")
    assert ear.heard_of == [(0.875, "here")]


def test_fractions_are_clipped_to_their_slice():
    ear = Ear()
    part = Progress(ear).part(0.2, 0.4)
    part.at(-3)
    part.at(7)
    assert [fraction for fraction, _ in ear.heard_of] == [0.2, 0.6]


def test_walking_through_items_counts_them():
    ear = Ear()
    for _, inner in Progress(ear).over(["a", "b"], "Tile {n} of {total}"):
        inner.at(1.0)
    assert ear.heard_of == [(0.0, "Tile 1 of 2"), (0.5, ""), (0.5, "Tile 2 of 2"), (1.0, "")]


def test_who_is_asked_to_stop_stops():
    ear = Ear(stop_after=2)
    progress = Progress(ear)
    progress.at(0.1)
    progress.at(0.2)
    with pytest.raises(Cancelled):
        progress.at(0.3)
    with pytest.raises(Cancelled):
        progress.check()
    assert len(ear.heard_of) == 2


def test_nobody_never_stops():
    SILENT.at(0.5)
    SILENT.check()
