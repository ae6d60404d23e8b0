"""imaging works alone: the lines of docs/imaging-alone.md do a swap where Django cannot be imported."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from imaging.formats.marked import DigitalSource, read_mark

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "imaging-alone.md").read_text()
NO_DJANGO = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "rest_framework", "channels", "dramatiq", "studio", "config"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
"""


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-c", NO_DJANGO + program],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT / "backend")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_django_is_really_gone(tmp_path):
    assert "No module named 'django'" in run("import django", tmp_path).stderr


def test_the_ten_lines_do_a_swap(tmp_path):
    lines = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL).group(1)
    assert len(lines.splitlines()) == 10
    (tmp_path / "sample").symlink_to(ROOT / "sample")
    ran = run(lines, tmp_path)
    assert ran.returncode == 0, ran.stderr
    name, before, after = ran.stdout.split()
    assert name == "swapped.jpg"
    assert float(before) == pytest.approx(0.77, abs=0.05)
    assert float(after) < 0.48
    assert read_mark(tmp_path / "swapped.jpg") is DigitalSource.COMPOSITE_WITH_AI
