"""What holds for every pipeline and every stage, whoever adds one."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path

import pytest

from imaging import stages
from imaging.capabilities import AGE, SCREEN
from imaging.engines import CATALOGUE
from imaging.picture import Picture
from imaging.pipelines import PIPELINES, REPORT, SCREENING, SWAP, TRAIN
from imaging.stage import Rack

STAGES = sorted({stage.name: stage for pipeline in PIPELINES for stage in pipeline.stages}.items())
FILES = sorted(path for path in Path(stages.__file__).parent.glob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("pipeline", [one for one in PIPELINES if one is not TRAIN], ids=lambda pipeline: pipeline.name)
def test_every_pipeline_begins_with_a_screen_that_cannot_be_skipped(pipeline):
    first = pipeline.stages[0]
    assert first.name == "screen"
    assert {SCREEN, AGE} <= set(first.uses)
    assert "screen" not in pipeline.skippable
    pictures = {name for name, hint in pipeline.takes.items() if hint is Picture}
    assert pictures == {name for name, hint in first.takes.items() if hint is Picture}


def test_a_training_screens_all_it_takes_before_an_engine_sees_it():
    """Its one stage is a whole run of pictures, so that the screen stands at its beginning and not before it."""
    (stage,) = TRAIN.stages
    assert {SCREEN, AGE} <= set(stage.uses)
    steps = inspect.getsource(stage.function)
    assert 0 < steps.index("_refuse(ctx, pictures, captions, trigger)") < steps.index("ctx.engine(LORA_TRAINING)")
    refuse = inspect.getsource(inspect.unwrap(stage.function).__globals__["_refuse"])
    assert "for number, picture in enumerate(pictures, 1):" in refuse
    assert "examine_file(ctx, picture" in refuse
    assert "refuse_words(words)" in refuse


@pytest.mark.parametrize(("name", "stage"), STAGES)
def test_every_stage_that_makes_a_picture_screens_it(name, stage):
    if Picture in stage.gives.values():
        assert {SCREEN, AGE} <= set(stage.uses)
        assert "examine(" in inspect.getsource(stage.function)


@pytest.mark.parametrize(("name", "stage"), STAGES)
def test_there_is_an_engine_for_all_that_a_stage_uses(name, stage):
    rack = Rack(CATALOGUE)
    assert all(rack.able(capability) for capability in stage.uses)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_stage_asks_only_for_what_it_declares(path):
    """Every capability named in ctx.engine(...) or ctx.engines(...) stands in uses=(...)."""
    tree = ast.parse(path.read_text())
    asked, declared = set(), set()
    for node in ast.walk(tree):
        called = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
        if called in {"engine", "engines"}:
            asked |= {argument.id for argument in node.args if isinstance(argument, ast.Name)}
        if isinstance(node, ast.keyword) and node.arg == "uses":
            declared |= {name.id for name in ast.walk(node.value) if isinstance(name, ast.Name)}
    assert asked <= declared


def test_what_reaches_a_photo_before_consent_is_the_screen_alone():
    assert [stage.name for stage in SCREENING.stages] == ["screen"]


def test_identity_is_measured_only_where_it_can_be_left_out():
    assert "identify" in REPORT.skippable
    assert [stage.name for stage in SWAP.stages] == ["screen", "swap", "enhance", "score"]


@pytest.mark.parametrize("pipeline", PIPELINES, ids=lambda pipeline: pipeline.name)
def test_stage_names_are_unique_and_fit_into_json(pipeline):
    names = [stage.name for stage in pipeline.stages]
    assert len(names) == len(set(names))
    assert json.loads(json.dumps(names)) == names
