"""The README's lines open a downloaded LoRA with nothing but diffusers, in either layout, and draw the same."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from imaging.training.bases import EMBEDDED
from tiny_bases import write_lora

ROOT = Path(__file__).parents[2]
MARK = "<!-- python: run by tests/contract/test_readme_lora.py -->\n"


def script() -> str:
    (block,) = re.findall(re.escape(MARK) + r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert "imaging" not in block.replace("backend/imaging/weights/pocket", ""), "it must open without the studio"
    return block


def drawn(folder: Path, layout: str | None) -> np.ndarray:
    """The picture of the script, run in a folder of its own by a fresh Python that knows only its packages."""
    home = folder / (layout or "none")
    (home / "backend/imaging/weights").mkdir(parents=True)
    (home / "backend/imaging/weights/pocket").symlink_to(EMBEDDED)
    lines = script()
    if layout is None:
        lines = "\n".join(line for line in lines.splitlines() if "load_lora_weights" not in line)
    else:
        write_lora(EMBEDDED, home / "toon_000000300.safetensors", layout=layout)
    said = subprocess.run(
        [sys.executable, "-c", lines],
        cwd=home,
        env={"PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert said.returncode == 0, said.stderr[-2000:]
    assert not re.search(r"unexpected|missing key|inconsisten|not have been loaded|ignored", said.stderr), said.stderr
    return np.asarray(Image.open(home / "toon.png"))


def test_both_layouts_open_in_plain_diffusers_and_draw_the_same(tmp_path: Path) -> None:
    diffusers, kohya = drawn(tmp_path, "diffusers"), drawn(tmp_path, "kohya")
    assert diffusers.shape == (64, 64, 3)
    assert np.array_equal(diffusers, kohya)
    assert not np.array_equal(diffusers, drawn(tmp_path, None)), "the LoRA changed nothing"
