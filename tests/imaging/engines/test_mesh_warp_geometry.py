"""The mesh and its drawing: pose, mirror, what hides what, and joining along a mask."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from imaging.capabilities import FACE_DETECT
from imaging.engines.face_swap.mesh_warp.blend import multi_band
from imaging.engines.face_swap.mesh_warp.colour import Surface, match
from imaging.engines.face_swap.mesh_warp.eyewear import eyewear
from imaging.engines.face_swap.mesh_warp.geometry import bring_to_pose, draw, facing, mirrored
from imaging.engines.face_swap.mesh_warp.regions import hair, lab
from imaging.engines.face_swap.mesh_warp.topology import topology


@pytest.fixture(scope="module")
def faces(rack, photo):
    detector, known = rack.choose(FACE_DETECT, None), {}

    def find(name):
        if name not in known:
            pixels = photo(name).pixels()
            known[name] = pixels, detector.find(pixels)[0].landmarks
        return known[name]

    return find


def turned(points, degrees):
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    centre = points.mean(0)
    return ((points - centre) @ turn.T + centre).astype(np.float32)


def test_the_mirror_table_is_its_own_inverse_and_keeps_the_outline():
    mirror = topology().mirror
    assert (mirror[mirror] == np.arange(468)).all()
    assert set(mirror[topology().oval]) == set(topology().oval)
    assert (mirror[33], mirror[61], mirror[234], mirror[1]) == (263, 291, 454, 1)


def test_mirroring_twice_changes_nothing(faces):
    _, points = faces("source-1.jpg")
    assert np.allclose(mirrored(mirrored(points)), points)


def test_pose_is_recovered_from_a_turned_scaled_and_shifted_mesh(faces):
    _, points = faces("source-1.jpg")
    other = turned(points, 25) * 0.6 + np.array([100, -40, 7], np.float32)
    assert np.abs(bring_to_pose(points, other.astype(np.float32)) - other).max() < 0.01


def test_a_frontal_face_looks_at_the_camera(faces):
    _, points = faces("source-1.jpg")
    assert (facing(points)[[1, 4, 50, 280, 9]] > 0.5).all()


def test_the_drawing_has_no_holes_and_knows_where_its_points_lie(faces):
    _, points = faces("source-1.jpg")
    drawing = draw(points, (1024, 1024))
    oval = cv2.fillPoly(np.zeros((1024, 1024), np.uint8), [np.round(points[topology().oval, :2]).astype(int)], 1)
    inner = cv2.erode(oval, np.ones((5, 5), np.uint8)) > 0
    assert drawing.covered()[inner].all()
    where = drawing.spread(points[:, :2])
    rows, columns = np.nonzero(inner)
    assert np.abs(where[inner] - np.stack([columns, rows], 1)).max() < 0.1


def test_the_nose_hides_the_far_cheek(faces):
    _, points = faces("source-1.jpg")
    profile = turned(points, 60)
    depth = draw(profile, (1024, 1024)).spread(profile[:, 2])
    x, y = np.round(profile[4, :2]).astype(int)
    assert depth[y, x] == pytest.approx(profile[4, 2], abs=8)


def test_a_mesh_outside_the_picture_draws_nothing(faces):
    _, points = faces("source-1.jpg")
    drawing = draw(points + np.array([5000, 0, 0], np.float32), (64, 64))
    assert not drawing.covered().any()
    assert drawing.spread(points[:, :2], outside=-1).min() == -1


@pytest.mark.parametrize(
    ("name", "frames", "lenses"),
    [
        ("team-1.jpg", False, True),
        ("d2-team-3.jpg", True, False),
        ("d2-team-2.jpg", True, False),
        ("d2-marie.jpg", False, False),
        ("d2-ivana-square.jpg", False, False),
        ("team-4.jpg", False, False),
        ("team-2.jpg", False, False),
        ("astronaut.png", False, False),
        ("target-2.jpg", False, False),
    ],
)
def test_glasses_are_told_from_bare_faces(faces, name, frames, lenses):
    pixels, points = faces(name)
    found = eyewear(lab(pixels), points)
    assert (bool(found.frames.any()), bool(found.lenses.any())) == (frames, lenses)


@pytest.mark.parametrize("name", ["astronaut.png", "target-1.jpg", "target-2.jpg"])
def test_a_fringe_is_hair_and_cheeks_are_not(faces, name):
    pixels, points = faces(name)
    found = hair(lab(pixels), points)
    forehead, cheek = (points[index, :2].round().astype(int) for index in (10, 50))
    assert found[forehead[1] + 3, forehead[0]] == 1
    assert found[cheek[1], cheek[0]] == 0


def test_bands_join_without_touching_what_lies_far_off():
    inside, outside = np.full((128, 128, 3), 200, np.float32), np.full((128, 128, 3), 50, np.float32)
    mask = np.zeros((128, 128), np.float32)
    mask[:, :64] = 1
    joined = multi_band(inside, outside, mask)
    assert np.allclose(joined[:, 0], 200, atol=0.5)
    assert np.allclose(joined[:, -1], 50, atol=0.5)
    steps = -np.diff(joined[64, :, 0])
    assert steps.min() > -0.5
    assert steps.max() < 40


def test_black_and_white_survive_the_change_of_tone():
    """From dark to pale skin a pupil stays dark and a highlight does not burn out."""
    dark, pale = np.array([90, 60, 45], np.float32), np.array([225, 190, 170], np.float32)
    ours, theirs = np.tile(dark, (96, 96, 1)), np.tile(pale, (96, 96, 1))
    ours[40:44, 40:44] = 5
    ours[70:74, 70:74] = 200
    feature = np.zeros((96, 96), np.float32)
    feature[36:48, 36:48] = 1
    skin = 1 - feature
    result = match(ours, theirs, Surface(skin, skin, feature, feature), side=96, light=1)
    assert np.abs(result[10, 10] - pale).max() < 12
    assert result[42, 42].max() < 40
    assert pale.max() - 5 < result[72, 72].max() <= 255
