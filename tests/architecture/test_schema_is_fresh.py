"""The OpenAPI schema that the dashboard's types are made from is the one this code serves, and it is sound."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "frontend" / "src" / "api" / "openapi.json"
COMMAND = "manage.py spectacular --validate --fail-on-warn --format openapi-json --file"


def test_the_schema_is_fresh(tmp_path: Path) -> None:
    """By the product's own settings: the tests' settings carry fake engines."""
    made = tmp_path / "openapi.json"
    environment = {"STUDIO_DATA": str(tmp_path), "PATH": "", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, *COMMAND.split(), str(made)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    stale = f"Run `.venv/bin/python {COMMAND} {KEPT.relative_to(ROOT)}`, then `npm run types`."
    assert json.loads(KEPT.read_text()) == json.loads(made.read_text()), stale
