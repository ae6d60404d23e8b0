"""The examples of docs/adding-an-engine.md and docs/adding-a-stage.md work as they are printed."""

from __future__ import annotations

import re
import sys
import textwrap
import types
from pathlib import Path

import pytest

from contract.engine_contract import draws_a_form, hold_to_contract
from imaging.capabilities import UPSCALE
from imaging.engines import CATALOGUE
from imaging.picture import Picture
from imaging.pipelines import screen
from imaging.stage import Choice, Context, Pipeline, Rack

DOCS = Path(__file__).parents[2] / "docs"


def blocks(page: str) -> list[str]:
    found = re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(), re.DOTALL)
    return [textwrap.dedent(code) for code in found]


@pytest.fixture
def written(monkeypatch):
    """written(name, code): a module made of printed code."""

    def write(name: str, code: str) -> types.ModuleType:
        module = types.ModuleType(name)
        monkeypatch.setitem(sys.modules, name, module)
        exec(compile(code, name, "exec"), module.__dict__)
        return module

    return write


def test_the_toy_engine_is_two_blocks_and_keeps_its_promise(written, tmp_path, photo):
    file, line = blocks("adding-an-engine.md")
    written("imaging.engines.upscale.plain", file)
    plain = written("catalogue", line).plain
    hold_to_contract(plain)
    draws_a_form(plain)
    with Rack((*CATALOGUE, plain)) as rack:
        ctx = Context(rack, tmp_path, choices={"upscale": Choice("plain-x2", {"smooth": False})})
        pixels = photo("d2-marie.jpg").pixels()
        enlarged = ctx.engine(UPSCALE).upscale(pixels)
    assert (enlarged == pixels.repeat(2, axis=0).repeat(2, axis=1)).all()


def test_the_toy_stage_fits_behind_a_screen(written, ctx, photo):
    turn = written("turn_stage", blocks("adding-a-stage.md")[0]).turn
    pipeline = Pipeline("pose", takes={"photo": Picture}, stages=(screen, turn))
    assert pipeline.stage("turn").perform(ctx, photo=photo("d2-marie.jpg")) == {"turned": pytest.approx(17.7, abs=1.5)}
