"""What an operator types beside the running studio: `manage.py` on its data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def manage(*words: str) -> str:
    """Run a command and return what it said; an error ends the test with its words."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "REDIS_URL")
    }
    environment["STUDIO_DATA"] = os.environ["STUDIO_TEST_DATA"]
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
