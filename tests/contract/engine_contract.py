"""What every engine of a capability promises, whoever wrote it: one function a capability.

The toy engine of docs/adding-an-engine.md is held to the same functions.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from imaging.capabilities import FACE_DETECT, AgeEstimate, Face, Lesson, Part, Quality, ScreenScore, Seen, Wish
from imaging.engine import Engine
from imaging.engines import CATALOGUE
from imaging.errors import Cancelled, MissingWeights, TurnedTooFar
from imaging.picture import Picture, Pixels
from imaging.progress import Progress

PRODUCT = tuple(engine for engine in CATALOGUE if engine.opener.__module__.startswith("imaging."))
"""The catalogue without the fakes that the tests' settings put behind it."""

FIXTURES = Path(__file__).parents[1] / "fixtures" / "photos"


def photo(name: str) -> Pixels:
    """A fixture photo."""
    return Picture(FIXTURES / name).pixels()


def faces(pixels: Pixels) -> list[Face]:
    """The faces that the product's first detector finds."""
    detector = next(engine for engine in PRODUCT if engine.does == FACE_DETECT)
    with detector.open() as opened:
        found: list[Face] = opened.find(pixels)
    return found


class Ear:
    """A listener that remembers, and may ask to stop."""

    def __init__(self, stop: bool = False) -> None:
        self.fractions: list[float] = []
        self.stop = stop

    def heard(self, fraction: float, message: str) -> None:
        self.fractions.append(fraction)

    def wants_to_stop(self) -> bool:
        return self.stop


def listens(act: Callable[[Progress], Any]) -> Any:
    """Progress rises within 0..1, and a listener that wants to stop is heard. Returns what ``act`` made."""
    ear = Ear()
    made = act(Progress(ear))
    assert ear.fractions, "an engine that takes a Progress reports it"
    assert ear.fractions == sorted(ear.fractions)
    assert 0 <= ear.fractions[0] <= ear.fractions[-1] <= 1
    with pytest.raises(Cancelled):
        act(Progress(Ear(stop=True)))
    return made


def is_picture(pixels: Any, height: int, width: int) -> None:
    """``[height, width, 3]`` uint8."""
    assert isinstance(pixels, np.ndarray)
    assert pixels.dtype == np.uint8
    assert pixels.shape == (height, width, 3)


def face_detect(opened: Any) -> None:
    """Largest first, a whole mesh each, inside the picture; nobody on a flat colour."""
    pixels = photo("d2-marie.jpg")
    found = opened.find(pixels)
    assert len(found) == 1
    face = found[0]
    assert face.landmarks.shape == (468, 3)
    assert face.landmarks.dtype == np.float32
    x0, y0, x1, y1 = face.box
    assert 0 < x0 < x1 < pixels.shape[1]
    assert 0 < y0 < y1 < pixels.shape[0]
    assert 0 <= face.score <= 1
    assert 0 <= face.presence <= 1
    assert -90 <= face.yaw <= 90
    assert opened.find(np.full((500, 400, 3), 127, np.uint8)) == []


def person_mask(opened: Any) -> None:
    """0..1, as large as the picture, high on a face and low in a corner of the background."""
    pixels = photo("d2-marie.jpg")
    mask = opened.mask(pixels)
    assert mask.shape == pixels.shape[:2]
    assert mask.dtype == np.float32
    assert 0 <= mask.min() <= mask.max() <= 1
    x, y = faces(pixels)[0].landmarks[:, :2].mean(0).astype(int)
    assert mask[y, x] > 0.9
    assert opened.mask(np.ascontiguousarray(pixels[:401, :333])).shape == (401, 333)


def face_identity(opened: Any) -> None:
    """Near for one person's changed photo, far for two people."""
    one, other = photo("d2-marie.jpg"), photo("d2-team-1.jpg")
    darker = (one * 0.7).astype(np.uint8)
    vectors = [opened.embed(pixels, faces(pixels)[0]) for pixels in (one, darker, other)]
    assert all(vector.shape == (128,) and vector.dtype == np.float32 for vector in vectors)
    assert np.linalg.norm(vectors[0] - vectors[1]) < 0.5 < np.linalg.norm(vectors[0] - vectors[2])


def age(opened: Any) -> None:
    """Years and a probability; an adult of about thirty is one."""
    pixels = photo("d2-marie.jpg")
    estimate = opened.estimate(pixels, faces(pixels)[0])
    assert isinstance(estimate, AgeEstimate)
    assert 18 < estimate.years < 50
    assert 0 <= estimate.below_18 < 0.15


def screen(opened: Any) -> None:
    """0..1, and an ordinary portrait far from the line."""
    score = opened.screen(photo("d2-marie.jpg"))
    assert isinstance(score, ScreenScore)
    assert 0 <= score.explicit < 0.3
    assert all(0 <= part <= 1 for part in score.labels.values())
    json.dumps(score.labels)


def quality(opened: Any) -> None:
    """Within the ranges that the capability names, with a face and without."""
    pixels = photo("d2-marie.jpg")
    for face in (faces(pixels)[0], None):
        measured = opened.measure(pixels, face)
        assert isinstance(measured, Quality)
        assert 0 <= measured.brisque <= 100
        assert measured.sharpness > 0
        assert 0 <= measured.dark_share <= 1
        assert 0 <= measured.bright_share <= 1


def face_swap(opened: Any) -> None:
    """A picture of the target's size that shows a face where the target's was; too different poses are refused."""
    source, target = photo("d2-marie.jpg"), photo("team-4.jpg")
    first, second = faces(source)[0], faces(target)[0]
    result = listens(
        lambda progress: opened.swap(
            source=source, source_face=first, target=target, target_face=second, progress=progress
        )
    )
    is_picture(result, *target.shape[:2])
    assert (result != target).any()
    centre = faces(result)[0].landmarks[:, :2].mean(0)
    assert np.linalg.norm(centre - second.landmarks[:, :2].mean(0)) < second.height / 4
    profile, frontal = photo("d2-team-2.jpg"), photo("team-1.jpg")
    with pytest.raises(TurnedTooFar):
        opened.swap(source=frontal, source_face=faces(frontal)[0], target=profile, target_face=faces(profile)[0])


def upscale(opened: Any) -> None:
    """Larger by its factor, whatever the shape; a flat colour stays that colour."""
    pixels = np.ascontiguousarray(photo("d2-marie.jpg")[100:163, 200:301])
    result = listens(lambda progress: opened.upscale(pixels, progress))
    is_picture(result, 63 * opened.factor, 101 * opened.factor)
    shrunk = result.reshape(63, opened.factor, 101, opened.factor, 3).mean((1, 3))
    assert np.abs(shrunk - pixels).mean() < 6
    flat = opened.upscale(np.full((20, 30, 3), 90, np.uint8))
    assert np.abs(flat.astype(int) - 90).max() <= 3


def caption(opened: Any) -> None:
    """Words on one line that name nobody, the same every time, and parts that a template knows."""
    pixels = photo("d2-marie.jpg")
    seen = Seen(faces(pixels), np.ones(pixels.shape[:2], np.float32))
    said = opened.describe(pixels, seen)
    assert said == opened.describe(pixels, seen)
    assert said.sentence == " ".join(said.sentence.split())
    assert all(isinstance(part, Part) and words for part, words in said.parts.items())
    # nobody in it is no error
    opened.describe(np.full((400, 300, 3), 127, np.uint8), Seen([], np.zeros((400, 300), np.float32)))


def image_generation(opened: Any) -> None:
    """A base that is not there is said to be missing before anything is drawn."""
    with pytest.raises(MissingWeights, match="nowhere"):
        opened.draw(Wish(base="nowhere", prompt="a photo", seed=1, width=64, height=64))


def lora_training(engine: Any) -> None:
    """A base that is not there is said to be missing before anything is learned."""
    path = FIXTURES / "team-4.jpg"
    lesson = Lesson(base="nowhere", pictures=(path,), captions=("ohwx",), trigger="ohwx", title="", licence="")
    with pytest.raises(MissingWeights, match="nowhere"):
        engine.begin(
            lesson, states=[], start=None, until=1, kept=path.parent, careful=False, passes=lambda _pixels: True
        )


CONTRACTS: dict[str, Callable[[Any], None]] = {
    "face_detect": face_detect,
    "person_mask": person_mask,
    "face_identity": face_identity,
    "age": age,
    "screen": screen,
    "quality": quality,
    "face_swap": face_swap,
    "upscale": upscale,
    "caption": caption,
    "image_generation": image_generation,
    "lora_training": lora_training,
}


def hold_to_contract(engine: Engine) -> None:
    """Open an engine as the product does and hold it to its capability's promise.

    Without the weights that an operator has to bring, it promises to say which file is missing, and where it goes.
    """
    if engine.missing:
        with pytest.raises(MissingWeights) as problem, engine.open():
            pass
        assert problem.value.message == engine.missing
        return
    with engine.open() as opened:
        CONTRACTS[engine.does.key](opened)


def draws_a_form(engine: Engine) -> None:
    """The options need no word of frontend: each has a default, a title and a description, and no other is taken."""
    schema = engine.options.model_json_schema()
    assert json.loads(json.dumps(schema)) == schema
    assert schema["additionalProperties"] is False
    for name, option in schema.get("properties", {}).items():
        # a choice stands behind a reference, and the form follows it
        behind = schema.get("$defs", {}).get(option.get("$ref", "").rpartition("/")[2], {})
        assert {"default", "title", "description"} <= set({**behind, **option}), name
