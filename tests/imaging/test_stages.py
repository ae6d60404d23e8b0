"""The stages on real pictures: the photo's report, the swap from end to end, and what each refuses."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from imaging.capabilities import FACE_SWAP, SCREEN, UPSCALE, ScreenScore
from imaging.engine import engine
from imaging.engines import CATALOGUE
from imaging.errors import ContentRefused, NoFaceFound
from imaging.formats.marked import DigitalSource, read_mark
from imaging.picture import Picture
from imaging.pipelines import REPORT, SWAP
from imaging.stage import Choice, Context, Rack
from imaging.stages.identify import identify
from imaging.stages.inspect import inspect
from imaging.stages.score import score
from imaging.stages.swap import swap


def run(pipeline, ctx, skip=(), **known):
    for stage in pipeline.stages:
        if stage.name not in skip:
            known |= stage.perform(ctx, **known)
    return known


@pytest.fixture
def blank(tmp_path):
    path = tmp_path / "blank.png"
    Image.new("RGB", (900, 900), (120, 130, 140)).save(path)
    return Picture(path)


@pytest.fixture
def pair(tmp_path, photo):
    """Two people side by side, the second one smaller."""
    path = tmp_path / "pair.png"
    canvas = Image.new("RGB", (1600, 900), (128, 128, 128))
    canvas.paste(Image.fromarray(photo("d2-marie.jpg").pixels()), (0, 50))
    canvas.paste(Image.fromarray(photo("d2-team-1.jpg").pixels()).resize((700, 700)), (850, 100))
    canvas.save(path)
    return Picture(path)


def test_the_report_has_the_shape_of_the_api(ctx, photo):
    known = run(REPORT, ctx, photo=photo("d2-marie.jpg"))
    report = known["report"]
    assert set(report) == {"verdict", "sentence", "measured", "checks", "faces", "yaw", "identity_distance"}
    assert [check["key"] for check in report["checks"]] == [
        *("content", "age", "faces", "face_size"),
        *("yaw", "sharpness", "brisque", "exposure"),
    ]
    assert {frozenset(check) for check in report["checks"]} == {
        frozenset({"key", "label", "verdict", "value", "unit", "sentence"})
    }
    assert report["verdict"] == "pass"
    assert report["faces"][0]["chosen"] is True
    assert all(0 <= side <= 1 for side in report["faces"][0]["box"])
    assert report["yaw"] == pytest.approx(17.7, abs=1.5)
    assert len(known["vector"]) == 128
    assert json.loads(json.dumps(report)) == report


def test_the_measures_know_nothing_of_identity(ctx, photo):
    assert "face_identity" not in {capability.key for capability in inspect.uses}


def test_a_turned_head_is_told_in_degrees(ctx, photo):
    report = inspect.perform(ctx, photo=photo("team-2.jpg"))["report"]
    sentence = next(check["sentence"] for check in report["checks"] if check["key"] == "yaw")
    assert sentence == "Turned 34°: edges may look soft."


def test_no_face_is_a_verdict_in_the_report(ctx, blank):
    known = inspect.perform(ctx, photo=blank) | identify.perform(ctx, photo=blank)
    assert known["report"]["verdict"] == "refuse"
    assert known["report"]["sentence"].startswith("No face found.")
    assert known["report"]["faces"] == []
    assert known["vector"] is None


def test_another_face_can_be_chosen(ctx, pair):
    largest, second = (inspect.perform(ctx, photo=pair, chosen=index)["report"] for index in (None, 1))
    assert [face["chosen"] for face in largest["faces"]] == [True, False]
    assert [face["chosen"] for face in second["faces"]] == [False, True]
    assert largest["sentence"] == "2 faces; the largest is used. You can choose another."
    vectors = [np.array(identify.perform(ctx, photo=pair, chosen=index)["vector"]) for index in (None, 1)]
    assert np.linalg.norm(vectors[0] - vectors[1]) > 0.6


@pytest.mark.parametrize("index", [1, 7, -1])
def test_a_face_that_is_not_there_cannot_be_chosen(ctx, photo, index):
    with pytest.raises(NoFaceFound, match="Choose one of those"):
        inspect.perform(ctx, photo=photo("d2-marie.jpg"), chosen=index)


@pytest.fixture(scope="module")
def swapped(rack, photo, tmp_path_factory):
    """The sample swap, without its enlargement."""
    ctx = Context(rack, tmp_path_factory.mktemp("shelf"))
    pictures = {"source": photo("source-1.jpg"), "target": photo("target-3.jpg")}
    return run(SWAP, ctx, skip={"enhance"}, **pictures, source_face=None, target_face=None)


def test_the_sample_swap_brings_the_likeness_over(swapped):
    assert swapped["identity_before"] > 0.7
    assert swapped["identity_after"] < 0.48
    assert swapped["warning"] is None
    assert swapped["rating"] == "sfw"
    assert set(swapped["scores"]) == {"brisque", "sharpness"}


def test_the_swap_is_marked_and_has_the_size_of_the_target(swapped):
    assert read_mark(swapped["swapped"].path) is DigitalSource.COMPOSITE_WITH_AI
    assert swapped["swapped"].size() == swapped["target"].size()


def test_all_that_stages_say_can_be_written_down(swapped):
    scalars = {name: value for name, value in swapped.items() if not isinstance(value, Picture)}
    assert json.loads(json.dumps(scalars)) == scalars


class _Double:
    factor = 2

    def upscale(self, picture, progress):
        progress.at(0.5, "Half")
        return cv2.GaussianBlur(picture.repeat(2, axis=0).repeat(2, axis=1), (0, 0), 4)


@engine("double", "Double", does=UPSCALE, licence="none")
@contextmanager
def double(_options):
    """Doubles every pixel and blurs, so that the two pictures can be told apart by their scores."""
    yield _Double()


def test_an_enhanced_picture_is_marked_and_scored_beside_the_swapped_one(rack, swapped, tmp_path):
    fast = Rack((*CATALOGUE, double))
    ctx = Context(fast, tmp_path, choices={"upscale": Choice("double")})
    known = {**swapped, "warning": None}
    known |= SWAP.stage("enhance").perform(ctx, **known)
    known |= SWAP.stage("score").perform(ctx, **known)
    fast.close()
    assert known["enhanced"].size() == tuple(2 * side for side in known["swapped"].size())
    assert read_mark(known["enhanced"].path) is DigitalSource.COMPOSITE_WITH_AI
    assert set(known["scores"]) == {
        *("brisque", "sharpness"),
        *("enhanced_brisque", "enhanced_sharpness", "enhanced_identity"),
    }
    assert known["scores"]["enhanced_identity"] == pytest.approx(known["identity_after"], abs=0.2)
    assert known["scores"]["enhanced_sharpness"] < known["scores"]["sharpness"] / 3


@pytest.mark.parametrize(("faceless", "named"), [("source", "the source photo"), ("target", "the target photo")])
def test_a_swap_names_the_photo_without_a_face(ctx, photo, blank, faceless, named):
    pictures = {"source": photo("source-1.jpg"), "target": photo("target-3.jpg"), faceless: blank}
    with pytest.raises(NoFaceFound, match=named):
        swap.perform(ctx, **pictures)


class _Copy:
    def swap(self, *, target, progress, **_):
        progress.at(0.5, "Copying")
        return target.copy()


class _Wipe:
    def swap(self, *, target, progress, **_):
        return np.full_like(target, 127)


def fake_swapper(opened):
    @engine("fake", "Fake", does=FACE_SWAP, licence="none")
    @contextmanager
    def fake(_options):
        """A fake."""
        yield opened

    return fake


def test_a_swap_that_brought_nothing_over_is_told_and_not_failed(rack, photo, tmp_path):
    ctx = Context(Rack((*CATALOGUE, fake_swapper(_Copy()))), tmp_path, choices={"face_swap": Choice("fake")})
    pictures = {"source": photo("source-1.jpg"), "target": photo("target-3.jpg")}
    known = run(SWAP, ctx, skip={"enhance"}, **pictures)
    assert known["warning"].startswith("The likeness did not come through")
    both = score.perform(ctx, **{**known, "warning": "One side may look soft."})
    assert both["warning"].startswith("One side may look soft. The likeness did not come through")
    ctx.rack.close()


def test_a_swap_that_lost_the_face_is_an_error(photo, tmp_path):
    ctx = Context(Rack((*CATALOGUE, fake_swapper(_Wipe()))), tmp_path, choices={"face_swap": Choice("fake")})
    with pytest.raises(NoFaceFound, match="left no face"):
        swap.perform(ctx, source=photo("source-1.jpg"), target=photo("target-3.jpg"))
    assert list(tmp_path.iterdir()) == []
    ctx.rack.close()


class _Refusing:
    def screen(self, _picture):
        return ScreenScore(1.0, {"refused": 1.0})


@engine("refusing", "Refusing", does=SCREEN, licence="none")
@contextmanager
def refusing(_options):
    """Says "refused" to everything."""
    yield _Refusing()


def test_a_refused_result_is_never_written(ctx, photo, tmp_path):
    catalogue = (*CATALOGUE, refusing, fake_swapper(_Copy()))
    strict = replace(ctx, rack=Rack(catalogue), choices={"face_swap": Choice("fake")})
    with pytest.raises(ContentRefused, match="The swapped picture"):
        swap.perform(strict, source=photo("source-1.jpg"), target=photo("target-3.jpg"))
    assert list(tmp_path.iterdir()) == []
    strict.rack.close()
