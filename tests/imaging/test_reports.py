"""Verdicts and sentences of a report: the limits, the order, and the strictest line speaks for the whole."""

from __future__ import annotations

import pytest

from imaging.reports import measures
from imaging.reports.check import GOOD, ORDER, Check, assemble, with_check


@pytest.mark.parametrize(
    ("check", "verdict", "sentence"),
    [
        (measures.face_count(0, None), "refuse", "No face found. A photo with the whole face in light will work."),
        (
            measures.face_count(0, None, synthetic=True),
            "warn",
            "No face found: it can train a LoRA and be captioned, and lends no face to a swap.",
        ),
        (measures.face_count(1, None), "pass", "One face."),
        (measures.face_count(3, None), "warn", "3 faces; the largest is used. You can choose another."),
        (measures.face_count(3, 1), "pass", "3 faces; face 2 was chosen."),
        (measures.face_size(300), "pass", "The face is 300 px high."),
        (
            measures.face_size(299),
            "warn",
            "The face is 299 px high: details may look soft. From 300 px they are crisp.",
        ),
        (
            measures.face_size(80),
            "warn",
            "The face is only 80 px high: the likeness will look soft. A closer photo is better.",
        ),
        (measures.face_size(79), "refuse", "The face is 79 px high and needs 80. A closer photo will work."),
        (measures.head_turn(3), "pass", "Looks at the camera."),
        (measures.head_turn(-20), "pass", "Turned 20°."),
        (measures.head_turn(28), "warn", "Turned 28°: edges may look soft."),
        (measures.head_turn(-41), "warn", "Turned 41°: fits only photos turned the same way."),
        (measures.sharpness(60), "pass", "The face is sharp."),
        (measures.sharpness(59), "warn", "The face is a little soft: fine details will be missing."),
        (measures.sharpness(19), "warn", "The face is blurred: the result will look soft."),
        (measures.noise(40), "pass", "Clean, without noise or compression marks."),
        (measures.noise(41), "warn", "Some noise or compression: it will show in the result."),
        (measures.noise(61), "warn", "Strong noise, blur or compression: the original file will look better."),
        (measures.exposure(0.1, 0.1), "pass", "Well lit."),
        (measures.exposure(0.4, 0.0), "warn", "40 % of the face is in black shadow: detail there is lost."),
        (measures.exposure(0.0, 0.2), "warn", "20 % of the face is burnt out: detail there is lost."),
        (measures.identity(None), "pass", "The first photo: later ones are compared with it."),
        (measures.identity(0.49), "pass", "The same person as on the other photos."),
        (measures.identity(0.5), "warn", "Not surely the same person as on the other photos: look again."),
        (
            measures.identity(0.6),
            "warn",
            "This may be someone else than on the other photos: the likeness would be mixed.",
        ),
    ],
)
def test_every_limit_has_its_sentence(check, verdict, sentence):
    assert (check.verdict, check.sentence) == (verdict, sentence)
    assert check.key in ORDER


def line(key: str, verdict: str) -> dict:
    return Check(key, key, verdict, None, "", f"{key} says {verdict}.").to_json()


def test_the_strictest_line_speaks_and_the_first_of_equals():
    report = assemble([line("yaw", "warn"), line("faces", "pass"), line("face_size", "warn")], measured=True)
    assert (report["verdict"], report["sentence"]) == ("warn", "face_size says warn.")
    assert [check["key"] for check in report["checks"]] == ["faces", "face_size", "yaw"]
    assert report["measured"] is True


def test_a_good_photo_is_told_so():
    assert assemble([line("faces", "pass")])["sentence"] == GOOD


def test_a_line_is_added_or_replaced_and_the_verdict_follows():
    first = assemble([line("faces", "pass")], yaw=3.0, identity_distance=None)
    worse = with_check(first, measures.identity(0.7), identity_distance=0.7)
    assert (worse["verdict"], worse["yaw"], worse["identity_distance"]) == ("warn", 3.0, 0.7)
    better = with_check(worse, measures.identity(0.2), identity_distance=0.2)
    assert better["verdict"] == "pass"
    assert [check["key"] for check in better["checks"]] == ["faces", "identity"]
    assert first["verdict"] == "pass"
