"""The product's settings with fake engines in the catalogue and a toy noun, for tests only."""

from __future__ import annotations

import imaging.engines
from fakes.engines import catalogue

# Before anything reads it: what `from imaging.engines import CATALOGUE` finds from here on.
imaging.engines.CATALOGUE = catalogue()

from config.settings import *  # noqa: E402, F403
from config.settings import DATA, DATABASES, ENV, INSTALLED_APPS  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "toy"]
RUNS_CHILD_MODULE = "fakes.child"
# A file, so that threads and child processes of a test see the same rows.
if not ENV.database_url:
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
