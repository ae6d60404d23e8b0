"""The face swap on real photos: likeness arrives, and nothing but the face changes."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from imaging.capabilities import FACE_DETECT, FACE_IDENTITY, FACE_SWAP
from imaging.engines.face_swap.mesh_warp.topology import topology
from imaging.errors import Cancelled, TurnedTooFar
from imaging.faces.pose import HARD_GAP, is_mirrored, yaw_gap
from imaging.progress import Progress

SIDE = 640
PAIRS = [
    ("source-1.jpg", "target-1.jpg"),
    ("source-1.jpg", "target-2.jpg"),
    ("source-1.jpg", "target-3.jpg"),
    ("d2-marie.jpg", "team-4.jpg"),
    ("d2-ivana-square.jpg", "astronaut.png"),
    ("d2-team-1.jpg", "d2-marie.jpg"),
    ("team-4.jpg", "d2-team-1.jpg"),
    ("d2-team-3.jpg", "d2-ivana-square.jpg"),
]


@pytest.fixture(scope="module")
def seen(rack, photo):
    """seen("team-1.jpg"): the pixels, the longer side brought to 640, and the largest face."""
    detector, known = rack.choose(FACE_DETECT, None), {}

    def look(name):
        if name not in known:
            pixels = photo(name).pixels()
            scale = SIDE / max(pixels.shape[:2])
            pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            known[name] = pixels, detector.find(pixels)[0]
        return known[name]

    return look


@pytest.fixture(scope="module")
def swap(rack, seen):
    swapper, known = rack.choose(FACE_SWAP, None), {}

    def run(source, target):
        if (source, target) not in known:
            (pixels, face), (other, other_face) = seen(source), seen(target)
            known[source, target] = swapper.swap(source=pixels, source_face=face, target=other, target_face=other_face)
        return known[source, target]

    return run


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_the_result_is_nearer_the_source(rack, seen, swap, source, target):
    embedder, detector = rack.choose(FACE_IDENTITY, None), rack.choose(FACE_DETECT, None)
    found = detector.find(swap(source, target))
    assert len(found) == 1
    result = embedder.embed(swap(source, target), found[0])
    to_source, to_target = (np.linalg.norm(result - embedder.embed(*seen(name))) for name in (source, target))
    assert to_source < to_target
    assert to_source < 0.6


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_nothing_outside_the_face_changes(seen, swap, source, target):
    pixels, face = seen(target)
    result = swap(source, target)
    hull = cv2.convexHull(np.round(face.landmarks[:, :2]).astype(np.int32))
    outside = cv2.fillConvexPoly(np.ones(pixels.shape[:2], np.uint8), hull, 0) > 0
    assert result.shape == pixels.shape
    assert result.dtype == np.uint8
    assert (result[outside] == pixels[outside]).all()
    assert (result[~outside] != pixels[~outside]).any()


def test_a_very_large_face_is_painted_too(rack, seen):
    """Larger than it is worked on: the result has the target's size, and its surroundings bit by bit."""
    (pixels, face), (small, _) = seen("source-1.jpg"), seen("target-3.jpg")
    large = cv2.resize(small, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    large_face = rack.choose(FACE_DETECT, None).find(large)[0]
    assert np.ptp(large_face.landmarks[:, 1]) > 1024
    result = rack.choose(FACE_SWAP, None).swap(source=pixels, source_face=face, target=large, target_face=large_face)
    hull = cv2.convexHull(np.round(large_face.landmarks[:, :2]).astype(np.int32))
    outside = cv2.fillConvexPoly(np.ones(large.shape[:2], np.uint8), hull, 0) > 0
    assert (result[outside] == large[outside]).all()
    embedder = rack.choose(FACE_IDENTITY, None)
    made = embedder.embed(result, large_face)
    assert np.linalg.norm(made - embedder.embed(pixels, face)) < 0.5


def test_the_target_itself_is_left_alone(rack, seen):
    (pixels, face), (other, other_face) = seen("source-1.jpg"), seen("target-3.jpg")
    before = other.copy()
    rack.choose(FACE_SWAP, None).swap(source=pixels, source_face=face, target=other, target_face=other_face)
    assert (other == before).all()


def test_no_seam_along_the_cheeks(seen, swap):
    """Around the edge of the painted face the picture is no rougher than the target was."""
    pixels, face = seen("target-3.jpg")
    hull = cv2.convexHull(np.round(face.landmarks[topology().oval, :2]).astype(np.int32))
    inside = cv2.fillConvexPoly(np.zeros(pixels.shape[:2], np.uint8), hull, 1)
    cheeks = inside - cv2.erode(inside, np.ones((15, 15), np.uint8))
    cheeks[: int(face.landmarks[4, 1])] = 0

    def roughness(picture):
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
        return np.percentile(np.abs(cv2.Laplacian(grey, cv2.CV_32F))[cheeks > 0], 99)

    assert roughness(swap("source-1.jpg", "target-3.jpg")) < roughness(pixels) * 1.2


def test_sunglasses_of_the_target_stay(seen, swap):
    pixels, face = seen("team-1.jpg")
    lenses = np.zeros(pixels.shape[:2], np.uint8)
    for eye in ((33, 160, 158, 133, 153, 144), (263, 387, 385, 362, 380, 373)):
        cv2.fillConvexPoly(lenses, np.round(face.landmarks[list(eye), :2]).astype(np.int32), 1)
    result = swap("d2-marie.jpg", "team-1.jpg")
    assert np.abs(result[lenses > 0].astype(int) - pixels[lenses > 0]).max() <= 1
    mouth = np.round(face.landmarks[[61, 291, 0, 17], :2]).astype(int)
    x0, y0, x1, y1 = *mouth.min(0), *mouth.max(0)
    assert np.abs(result[y0:y1, x0:x1].astype(int) - pixels[y0:y1, x0:x1]).mean() > 5


def test_heads_turned_too_far_are_refused_with_the_numbers(rack, seen):
    (pixels, face), (other, other_face) = seen("d2-team-2.jpg"), seen("astronaut.png")
    with pytest.raises(TurnedTooFar) as refusal:
        rack.choose(FACE_SWAP, None).swap(source=pixels, source_face=face, target=other, target_face=other_face)
    assert refusal.value.facts["yaw_gap"] == pytest.approx(yaw_gap(face, other_face), abs=0.1)
    assert refusal.value.facts["most"] == HARD_GAP
    assert not refusal.value.retryable


def test_a_mirrored_source_gives_the_same_result(rack, seen, swap):
    """Whether the photo or its mirror image is handed in, the one that fits is used."""
    pixels, face = seen("d2-ivana-square.jpg")
    other, other_face = seen("d2-marie.jpg")
    assert is_mirrored(face, other_face)
    landmarks = face.landmarks[topology().mirror] * np.array([-1, 1, 1], np.float32)
    landmarks[:, 0] += pixels.shape[1] - 1
    flipped = replace(face, landmarks=landmarks.astype(np.float32), yaw=-face.yaw)
    assert not is_mirrored(flipped, other_face)
    result = rack.choose(FACE_SWAP, None).swap(
        source=np.ascontiguousarray(pixels[:, ::-1]), source_face=flipped, target=other, target_face=other_face
    )
    apart = np.abs(result.astype(int) - swap("d2-ivana-square.jpg", "d2-marie.jpg"))
    assert apart.mean() < 0.5


def test_a_swap_can_be_cancelled(rack, seen):
    class Stopped:
        def heard(self, fraction, message):
            self.last = fraction

        def wants_to_stop(self):
            return getattr(self, "last", 0) > 0

    (pixels, face), (other, other_face) = seen("source-1.jpg"), seen("target-3.jpg")
    listener = Stopped()
    with pytest.raises(Cancelled):
        rack.choose(FACE_SWAP, None).swap(
            source=pixels, source_face=face, target=other, target_face=other_face, progress=Progress(listener)
        )
    assert 0 < listener.last < 1
