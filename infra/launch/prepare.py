"""Migrates and seeds, inside the virtual environment, in one Python: starting Django twice costs seconds."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "backend"))

import django
from django.core.management import call_command


def main() -> None:
    """Bring the database to the state of the code, and make the demo workspace where it is missing."""
    django.setup()
    call_command("migrate", interactive=False)
    call_command("seed_demo")


if __name__ == "__main__":
    main()
