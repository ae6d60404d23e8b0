"""Every network agrees with the reference measured outside of this code, within the reference's own tolerance."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from imaging.capabilities import AGE, FACE_DETECT, FACE_IDENTITY, PERSON_MASK, SCREEN

REFERENCE = json.loads((Path(__file__).parents[2] / "fixtures" / "reference.json").read_text())
TOLERANCE = REFERENCE["tolerance"]
NAMES = list(REFERENCE["photos"])
NAMED = {"right_eye_outer": 33, "left_eye_outer": 263, "nose_tip": 1, "mouth_right": 61, "mouth_left": 291}

each_photo = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def seen(rack, photo):
    """Name -> (pixels, faces), measured once for all tests here."""
    pictures = {name: photo(name).pixels() for name in NAMES}
    return {name: (pixels, rack.choose(FACE_DETECT, None).find(pixels)) for name, pixels in pictures.items()}


@each_photo
def test_the_face_is_where_the_reference_found_it(seen, name):
    record, (_, faces) = REFERENCE["photos"][name], seen[name]
    assert len(faces) == record["faces"]
    face = faces[0]
    np.testing.assert_allclose(face.box, record["face_box"], atol=TOLERANCE["pixels"])
    assert face.score == pytest.approx(record["face_score"], abs=TOLERANCE["probability"])
    assert face.presence == pytest.approx(record["presence"], abs=TOLERANCE["probability"])
    assert face.yaw == pytest.approx(record["yaw"], abs=TOLERANCE["yaw"])
    for label, index in NAMED.items():
        np.testing.assert_allclose(
            face.landmarks[index], record["landmarks"][label], atol=TOLERANCE["pixels"], err_msg=label
        )


@each_photo
def test_the_age_is_that_of_the_reference(rack, seen, name):
    record, (pixels, faces) = REFERENCE["photos"][name], seen[name]
    estimate = rack.choose(AGE, None).estimate(pixels, faces[0])
    assert estimate.years == pytest.approx(record["age"], abs=TOLERANCE["age"])
    assert estimate.below_18 == pytest.approx(record["probability_below_18"], abs=TOLERANCE["probability"])


@each_photo
def test_both_screens_say_what_the_reference_says(rack, seen, name):
    record, (pixels, _) = REFERENCE["photos"][name], seen[name]
    mobilenet, open_nsfw = (screen.screen(pixels) for screen in rack.all(SCREEN))
    assert mobilenet.labels == pytest.approx(record["screen_mobilenet"], abs=TOLERANCE["probability"])
    expected = record["screen_mobilenet"]["porn"] + record["screen_mobilenet"]["hentai"]
    assert mobilenet.explicit == pytest.approx(expected, abs=TOLERANCE["probability"])
    assert open_nsfw.explicit == pytest.approx(record["screen_open_nsfw"], abs=TOLERANCE["probability"])


@each_photo
def test_the_person_covers_as_much_as_in_the_reference(rack, seen, name):
    pixels, _ = seen[name]
    mask = rack.choose(PERSON_MASK, None).mask(pixels)
    assert mask.shape == pixels.shape[:2]
    expected = REFERENCE["photos"][name]["person_share"]
    assert (mask > 0.5).mean() == pytest.approx(expected, abs=TOLERANCE["probability"])


def test_identity_distances_are_those_of_the_reference(rack, seen):
    embedder = rack.choose(FACE_IDENTITY, None)
    order = REFERENCE["identity_order"]
    vectors = np.array([embedder.embed(seen[name][0], seen[name][1][0]) for name in order])
    assert vectors.shape == (len(order), 128)
    distances = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
    np.testing.assert_allclose(distances, REFERENCE["identity_distance"], atol=TOLERANCE["distance"])
