"""What the architecture tests look at: the files of this repository as git knows them."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "studio"


def _kept() -> list[Path]:
    """Every file that is, or could be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.fixture(scope="session")
def kept() -> list[Path]:
    return _kept()


@pytest.fixture(scope="session")
def modules(kept: list[Path]) -> dict[Path, ast.Module]:
    """Every Python file, by its path from the root, as a tree. Generated migrations are left out."""
    chosen = [path for path in kept if (path.suffix == ".py" or path == SCRIPT) and "migrations" not in path.parts]
    return {path.relative_to(ROOT): ast.parse(path.read_text()) for path in chosen}


@pytest.fixture(scope="session")
def typescript(kept: list[Path]) -> list[Path]:
    """Every TypeScript file written by a person."""
    return [path for path in kept if path.suffix in {".ts", ".tsx"} and ".gen." not in path.name]
