"""The README's walk through the API does what it says, word for word."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from terminal import PERSON, ROOT, Studio

MARK = "<!-- curl: run by tests/flows/test_readme_curl.py -->\n"

pytestmark = pytest.mark.faults


def commands() -> str:
    """The shell blocks below the mark, one after another."""
    blocks = re.findall(re.escape(MARK) + r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert len(blocks) == 2
    return "set -euo pipefail\n" + "".join(blocks)


def test_the_commands_of_the_readme_swap_a_face(studio: Studio, tmp_path: Path) -> None:
    for name in ("studio", "sample"):
        (tmp_path / name).symlink_to(ROOT / name)
    where = {"STUDIO": studio.state["url"], "STUDIO_DATA": str(studio.folder)}
    said = subprocess.run(
        ["bash", "-c", commands()],
        cwd=tmp_path,
        env={**PERSON, **where},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    price, status, filename, balance, revoked_at = said.stdout.split()
    assert status == "succeeded"
    assert filename == "robin-s1-t001-sfw-swapped.jpg"
    assert int(price) > 0
    assert 0 < int(balance) < 500
    assert revoked_at.startswith("20")
    with zipfile.ZipFile(tmp_path / "robin.zip") as archive:
        assert any(name.endswith(filename) for name in archive.namelist())
        assert "manifest.json" in archive.namelist()
