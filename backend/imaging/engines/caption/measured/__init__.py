"""Captions by measurement: only what was measured is said, so nothing is made up and much is left unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from imaging.capabilities import CAPTION, Description, Face, Part, Seen
from imaging.engine import NoOptions, engine
from imaging.engines.caption.measured import colours, posture, surroundings
from imaging.picture import Pixels

MAIN = 0.35
"""Share of the clothes that a colour must cover to be named: patterns and shadows are not."""


class Measured:
    """An opened captioner; it has nothing to load."""

    def describe(self, picture: Pixels, seen: Seen) -> Description:
        """Pose, clothing, surroundings; without a face only the surroundings."""
        face = seen.faces[0] if seen.faces else None
        said = {
            Part.FEATURES: _features(picture, seen, face),
            Part.CLOTHING: _clothing(picture, seen, face),
            Part.POSE: _pose(picture, seen, face),
            Part.LOCATION: _location(picture, seen, face),
        }
        parts = {part: ", ".join(words) for part, words in said.items() if words}
        order = (Part.POSE, Part.CLOTHING, Part.LOCATION)
        return Description(", ".join(parts[part] for part in order if part in parts), parts)


def _features(picture: Pixels, seen: Seen, face: Face | None) -> list[str]:
    if face is None or surroundings.is_drawn(picture, face):
        return []
    named = colours.dominant(picture, surroundings.above_the_face(picture, seen.people, face))
    return [f"{named[0]} hair"] if named else []


def _clothing(picture: Pixels, seen: Seen, face: Face | None) -> list[str]:
    if face is None:
        return []
    named = colours.dominant(picture, surroundings.below_the_face(picture, seen.people, face), MAIN)
    return [f"{' and '.join(named[:2])} clothes"] if named else []


def _pose(picture: Pixels, seen: Seen, face: Face | None) -> list[str]:
    if face is None:
        return []
    several = f"{len(seen.faces)} people" if len(seen.faces) > 1 else None
    seen_so = [posture.framing(face, picture), several, posture.view(face), posture.tilt(face)]
    moved = [] if surroundings.is_drawn(picture, face) else posture.expression(face)
    return [*(said for said in seen_so if said), *moved]


def _location(picture: Pixels, seen: Seen, face: Face | None) -> list[str]:
    behind = surroundings.background(picture, seen.people, face)
    return [said for said in (behind, surroundings.light(picture, face)) if said]


@engine("measured-words", "Measured attributes", does=CAPTION, licence="Apache-2.0", seconds=0.3)
@contextmanager
def measured_words(_options: NoOptions) -> Iterator[Measured]:
    """Framing, direction, expression, colours, background and light, as far as they can be measured."""
    yield Measured()
