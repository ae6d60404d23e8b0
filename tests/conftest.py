"""What every test may lean on: a real Valkey, a data folder of its own, and rows that are quick to make."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent
sys.path[:0] = [str(TESTS), str(TESTS.parent / "backend")]

from servers import Valkey, start_valkey  # noqa: E402


def _set_up() -> Valkey | None:
    """Fill the environment before Django reads it.

    A worker of pytest-xdist inherits it: pytest-django has read the settings there before this file is loaded.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return None
    data = tempfile.mkdtemp(prefix="studio-tests-")
    valkey = start_valkey(Path(data))
    os.environ |= {
        "STUDIO_DATA": data,
        "DJANGO_SETTINGS_MODULE": "settings",
        "PYTHONPATH": os.pathsep.join(sys.path[:2]),
        "REDIS_URL": valkey.url,
    }
    return valkey


_VALKEY = _set_up()

import django  # noqa: E402

django.setup()

from factories import *  # noqa: E402, F403 (fixtures)


def pytest_unconfigure() -> None:
    """Stop what was started."""
    if _VALKEY is not None:
        _VALKEY.stop()
