"""What every test may lean on: a real Valkey, a data folder of its own, and rows that are quick to make."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent
sys.path[:0] = [str(TESTS), str(TESTS.parent / "backend")]

from servers import start_valkey  # noqa: E402

# Before Django reads its settings.
_DATA = tempfile.mkdtemp(prefix="studio-tests-")
os.environ["STUDIO_DATA"] = _DATA
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:2])
_VALKEY = start_valkey(Path(_DATA))
os.environ["REDIS_URL"] = _VALKEY.url

import django  # noqa: E402

django.setup()

from factories import *  # noqa: E402, F403 (fixtures)


def pytest_unconfigure() -> None:
    """Stop what was started."""
    _VALKEY.stop()
